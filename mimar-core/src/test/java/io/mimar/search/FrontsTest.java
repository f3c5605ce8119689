package io.mimar.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import io.mimar.stats.Pareto;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrontsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Few different values, so that equal points and equal coordinates occur. */
  private static double[][] points(long seed, int count, int objectives) {
    RandomGenerator rng = Seeds.root(seed).rng();
    double[][] points = new double[count][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, m -> rng.nextInt(6));
    }
    return points;
  }

  @Property(tries = 200, seed = "1")
  void aFrontIsWhatOnlyFrontsBeforeItDominate(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) {
    double[][] points = points(seed, count, 3);
    int[] rank = Fronts.of(points).rank();
    for (int p = 0; p < count; p++) {
      int own = p;
      int expected =
          IntStream.range(0, count)
              .filter(q -> Pareto.dominates(points[q], points[own]))
              .map(q -> rank[q] + 1)
              .max()
              .orElse(0);
      assertEquals(expected, rank[p]);
    }
  }

  @Property(tries = 200, seed = "1")
  void crowdingDoesNotDependOnUnits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) {
    double[][] points = points(seed, count, 2);
    double[][] scaled =
        Arrays.stream(points)
            .map(p -> new double[] {1024 * p[0] - 7, p[1] / 8 + 3})
            .toArray(double[][]::new);
    assertArrayEquals(Fronts.of(points).crowding(), Fronts.of(scaled).crowding(), 1e-9);
  }

  @Test
  void theCrowdingOfAPointIsTheSpanOfItsNeighbours() {
    Fronts fronts = Fronts.of(new double[][] {{0, 10}, {1, 6}, {4, 5}, {10, 0}, {20, 20}});
    assertArrayEquals(new int[] {0, 0, 0, 0, 1}, fronts.rank());
    assertArrayEquals(
        new double[] {INFINITY, 0.4 + 0.5, 0.9 + 0.6, INFINITY, INFINITY},
        fronts.crowding(),
        1e-12);
    assertEquals(List.of(0, 3, 2, 1, 4), fronts.sorted());
  }

  @Test
  void equalPointsDoNotDominateEachOther() {
    assertFalse(Pareto.dominates(new double[] {1, 2}, new double[] {1, 2}));
    assertTrue(Pareto.dominates(new double[] {1, 2}, new double[] {1, 3}));
    assertFalse(Pareto.dominates(new double[] {1, 2}, new double[] {0, 3}));
  }
}
