package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  @Property(tries = 200, seed = "1")
  void everyRowLiesInOneSetAndEveryClassInTheRest(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 4) Integer> classOf,
      @ForAll long seed) {
    int[] labels = classOf.stream().mapToInt(Integer::intValue).toArray();
    int[][] sets = split(labels, seed);
    int[] all = Arrays.stream(sets).flatMapToInt(Arrays::stream).sorted().toArray();
    assertArrayEquals(IntStream.range(0, labels.length).toArray(), all);
    int[] counts = Classes.count(labels, 5);
    int[] rest = Classes.count(Arrays.stream(sets[0]).map(i -> labels[i]).toArray(), 5);
    int[] held = Classes.count(Arrays.stream(sets[1]).map(i -> labels[i]).toArray(), 5);
    for (int c = 0; c < 5; c++) {
      assertEquals(counts[c] > 0, rest[c] > 0);
      assertEquals(counts[c] > 1, held[c] > 0);
      assertTrue(Math.abs(held[c] - 0.2 * counts[c]) <= 1);
    }
  }

  @Test
  void theSameSeedGivesTheSameSetsAndAnotherSeedOthers() {
    int[] labels = IntStream.range(0, 100).map(i -> i % 3).toArray();
    assertArrayEquals(split(labels, 7)[1], split(labels, 7)[1]);
    assertTrue(!Arrays.equals(split(labels, 7)[1], split(labels, 8)[1]));
  }

  @Property(tries = 200, seed = "1")
  void aSampleHasItsSizeAndTheSharesOfTheClasses(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 4) Integer> classOf,
      @ForAll @IntRange(max = 200) int wanted,
      @ForAll long seed) {
    int[] labels = classOf.stream().mapToInt(Integer::intValue).toArray();
    int count = Math.min(wanted, labels.length);
    int[] rows = StratifiedSplit.sample(labels, 5, count, Seeds.root(seed).rng());
    assertEquals(count, Arrays.stream(rows).distinct().count());
    int[] counts = Classes.count(labels, 5);
    int[] drawn = Classes.count(Arrays.stream(rows).map(i -> labels[i]).toArray(), 5);
    for (int c = 0; c < 5; c++) {
      assertEquals(counts[c] * (double) count / labels.length, drawn[c], 1);
    }
  }

  private static int[][] split(int[] labels, long seed) {
    return StratifiedSplit.split(labels, 5, new double[] {0.2, 0.2}, Seeds.root(seed).rng());
  }
}
