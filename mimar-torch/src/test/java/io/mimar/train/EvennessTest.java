package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.random.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class EvennessTest {
  @Test
  void classesAlikeAreEven() {
    assertEquals(1, Evenness.of(new int[] {7, 7, 7}), 1e-12);
    assertEquals(1, Evenness.of(new int[] {7, 0, 7}), 1e-12);
    assertEquals(1, Evenness.of(new int[] {0, 0}));
    assertEquals(4 / (100 * (1.0 / 99 + 1)), Evenness.of(new int[] {99, 1}), 1e-12);
  }

  /** Right on four of five samples of each class, 10,000 times 990 of one and 10 of the other. */
  @Test
  void theMeanOverClassesVariesAsThatOfSoManySamplesOfClassesAlike() {
    int[] counts = {990, 10};
    int trials = 10_000;
    double squares = 0;
    RandomGenerator rng = Seeds.root(1).rng();
    for (int i = 0; i < trials; i++) {
      double mean = (share(counts[0], rng) + share(counts[1], rng)) / 2;
      squares += (mean - 0.8) * (mean - 0.8);
    }
    double evenness = Evenness.of(counts);
    int worth = Metric.BALANCED_ACCURACY.effectiveSamples(1_000, evenness);
    assertEquals(40, worth);
    assertEquals(
        Math.sqrt(squares / trials), Metric.BALANCED_ACCURACY.deviation(0.8, worth), 0.003);
    assertEquals(1_000, Metric.ACCURACY.effectiveSamples(1_000, evenness));
    assertEquals(1_000, Metric.RMSE.effectiveSamples(1_000, 1));
  }

  private static double share(int samples, RandomGenerator rng) {
    int right = 0;
    for (int i = 0; i < samples; i++) {
      right += rng.nextDouble() < 0.8 ? 1 : 0;
    }
    return (double) right / samples;
  }
}
