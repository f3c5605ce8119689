package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which samples epochs show, and what they weigh. */
final class PassesTest {
  private static final int SIZE = 1_000;

  private final RandomGenerator rng = Seeds.root(4).rng();

  /** Lets {@code passes} know that samples from {@code hard} on have a large loss. */
  private static void remember(Passes passes, int hard) {
    float[] losses = new float[SIZE];
    Arrays.fill(losses, 0, hard, 0.1f);
    Arrays.fill(losses, hard, SIZE, 2);
    long[] rows = LongStream.range(0, SIZE).toArray();
    passes.remember(new Passes.Shown(rows, new float[0]), losses);
  }

  @Test
  void withoutPruningAnEpochShowsEachSampleOnceAndNoneWeighsMore() {
    Passes passes = new Passes(SIZE, 1, 0);
    for (int epoch = 0; epoch < 3; epoch++) {
      remember(passes, 900);
      Passes.Shown shown = passes.epoch(0, rng);
      assertEquals(0, shown.weights().length);
      assertArrayEquals(
          LongStream.range(0, SIZE).toArray(), Arrays.stream(shown.rows()).sorted().toArray());
    }
  }

  /** A file that is sorted by class, ten of a tenth each, in pieces of 100 samples. */
  @Test
  void neighboursInAFileComeTogetherAndClassesDoNot() {
    int size = 100_050;
    int pool = 256 * 100;
    long[] rows = new Passes(size, 100, 0).epoch(0, rng).rows();
    assertArrayEquals(LongStream.range(0, size).toArray(), Arrays.stream(rows).sorted().toArray());
    for (int from = 0; from + pool <= size; from += pool) {
      long[] read = Arrays.copyOfRange(rows, from, from + pool);
      assertTrue(Arrays.stream(read).map(row -> row / 100).distinct().count() <= 257);
      for (int of = 0; of < 10; of++) {
        int wanted = of;
        long shown = Arrays.stream(read, 0, 2_000).filter(row -> row / 10_005 == wanted).count();
        assertTrue(shown > 100 && shown < 300, shown + " of 2,000 are of class " + of);
      }
    }
  }

  @Test
  void fewSamplesAreShownSeveralTimes() {
    Passes.Shown shown = new Passes(100, 1, 0).epoch(0, rng);
    assertEquals(500, shown.size());
    for (int row = 0; row < 100; row++) {
      int wanted = row;
      assertEquals(5, Arrays.stream(shown.rows()).filter(r -> r == wanted).count());
    }
  }

  @Test
  void whatWasNotShownYetIsNotLeftOut() {
    Passes.Shown shown = new Passes(SIZE, 1, 0.5).epoch(0, rng);
    assertEquals(SIZE, Arrays.stream(shown.rows()).distinct().count());
    assertTrue(IntStream.range(0, SIZE).allMatch(i -> shown.weights()[i] == 1));
  }

  /** 800 are known well, half of which a pass shows: 600 samples, so that 200 come again. */
  @Test
  void whatIsKnownWellComesLessOftenAndWeighsMore() {
    Passes passes = new Passes(SIZE, 1, 0.5);
    int epochs = 40;
    double[] weight = new double[SIZE];
    int[] times = new int[SIZE];
    for (int epoch = 0; epoch < epochs; epoch++) {
      remember(passes, 800);
      Passes.Shown shown = passes.epoch(0.5, rng);
      assertEquals(SIZE, shown.size());
      for (int i = 0; i < SIZE; i++) {
        int row = (int) shown.rows()[i];
        assertEquals(row < 800 ? 2 : 1, shown.weights()[i]);
        weight[row] += shown.weights()[i];
        times[row]++;
      }
    }
    double passesMade = epochs * SIZE / 600.0;
    for (int row = 800; row < SIZE; row++) {
      assertEquals(passesMade, times[row], 2.5);
    }
    double easy = Arrays.stream(weight, 0, 800).average().orElseThrow();
    double hard = Arrays.stream(weight, 800, SIZE).average().orElseThrow();
    assertEquals(1, easy / hard, 0.03);
    assertTrue(Arrays.stream(times, 0, 800).min().orElseThrow() > 0);
  }

  /** The epoch before left the rest of a pruned pass. */
  @Test
  void theEndLeavesNothingOut() {
    Passes passes = new Passes(SIZE, 1, 0.5);
    remember(passes, 800);
    Passes.Shown before = passes.epoch(0.875, rng);
    assertTrue(Arrays.stream(before.rows()).distinct().count() < 0.9 * SIZE);
    for (double end : new double[] {0.9, 1}) {
      Passes.Shown shown = passes.epoch(end, rng);
      assertEquals(SIZE, Arrays.stream(shown.rows()).distinct().count());
      assertTrue(IntStream.range(0, SIZE).allMatch(i -> shown.weights()[i] == 1));
    }
  }

  @Test
  void whereAllAreKnownAlikeNothingIsLeftOut() {
    Passes passes = new Passes(SIZE, 1, 0.9);
    remember(passes, SIZE);
    assertEquals(SIZE, Arrays.stream(passes.epoch(0.5, rng).rows()).distinct().count());
  }

  @Test
  void twoSamplesAreShownHoweverWellOneIsKnown() {
    Passes passes = new Passes(2, 1, 0.9);
    passes.remember(new Passes.Shown(new long[] {0, 1}, new float[0]), new float[] {0, 3});
    Passes.Shown shown = passes.epoch(0.5, rng);
    assertEquals(500, shown.size());
    long easy = Arrays.stream(shown.rows()).filter(row -> row == 0).count();
    assertTrue(easy > 20 && easy < 80, "about a tenth of " + (500 - easy) + ", but " + easy);
    for (int i = 0; i < 500; i++) {
      assertEquals(shown.rows()[i] == 0 ? 10 : 1, shown.weights()[i], 1e-5);
    }
  }

  @Test
  void aRangeHasTheRowsWithTheirWeights() {
    Passes.Shown shown = new Passes.Shown(new long[] {7, 5, 3, 1}, new float[] {1, 2, 3, 4});
    assertArrayEquals(new long[] {5, 3}, shown.range(1, 3).rows());
    assertArrayEquals(new float[] {2, 3}, shown.range(1, 3).weights());
    assertEquals(0, new Passes.Shown(new long[] {7, 5}, new float[0]).range(0, 1).weights().length);
  }
}
