package io.mimar.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Ranks, spreads and hypervolumes against numbers worked out by hand. */
class ContestTest {

  @Test
  void tiesShareTheMeanOfTheirPlaces() {
    assertArrayEquals(
        new double[] {2.5, 1, 2.5, 4}, Ranks.descending(new double[] {7, 9, 7, -1}), 0);
    assertArrayEquals(new double[] {2, 2, 2}, Ranks.descending(new double[] {5, 5, 5}), 0);
    assertArrayEquals(new double[] {}, Ranks.descending(new double[] {}), 0);
  }

  @Property(tries = 50, seed = "1")
  void ranksAddUpToTheirNumber(@ForAll long seed) {
    double[] values = Seeds.root(seed).rng().ints(9, 0, 5).asDoubleStream().toArray();
    assertEquals(45, Arrays.stream(Ranks.descending(values)).sum(), 1e-12);
  }

  @Test
  void aSpreadIsASamples() {
    Spread spread = Spread.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});
    assertEquals(5, spread.mean(), 1e-12);
    assertEquals(Math.sqrt(32 / 7.0), spread.deviation(), 1e-12);
    assertEquals(new Spread(3, 0), Spread.of(new double[] {3}));
    assertEquals(4.5, Spread.median(new double[] {9, 2, 4, 4, 5, 7, 5, 4}), 0);
    assertEquals(4, Spread.median(new double[] {9, 4, 2}), 0);
    assertThrows(MimarException.class, () -> Spread.of(new double[] {}));
  }

  @Test
  void aHypervolumeIsTheAreaOfTheStairs() {
    List<double[]> points =
        List.of(new double[] {1, 3}, new double[] {2, 1}, new double[] {3, 2}, new double[] {9, 0});
    double[] reference = {4, 4};
    // (1,3) covers 3 x 1; (2,1) below it 2 x 2; (3,2) is dominated; (9,0) lies outside
    assertEquals(3 + 4, Hypervolume.of(points, reference), 1e-12);
    assertEquals(0, Hypervolume.of(List.of(), reference), 0);
    assertEquals(0, Hypervolume.of(List.of(new double[] {4, 0}), reference), 0);
  }

  @Property(tries = 50, seed = "1")
  void theFrontAloneHasTheWholeHypervolumeAndNoPointLessensIt(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    List<double[]> points = new ArrayList<>();
    double before = 0;
    double[] reference = {6, 6};
    for (int i = 0; i < 30; i++) {
      points.add(new double[] {rng.nextInt(8), rng.nextInt(8)});
      double now = Hypervolume.of(points, reference);
      assertTrue(now >= before);
      assertEquals(Hypervolume.of(Hypervolume.front(points), reference), now, 0);
      before = now;
    }
  }
}
