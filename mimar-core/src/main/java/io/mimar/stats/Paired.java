package io.mimar.stats;

import io.mimar.Check;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * How two methods compare on the same cases: the differences first minus second.
 *
 * @param cases how many pairs
 * @param mean the mean difference
 * @param low the lower end of the mean's 95 % bootstrap interval
 * @param high the upper end
 * @param wilcoxonP two-sided p of Wilcoxon's signed-rank test, normal approximation with ties
 * @param effect Cohen's d of the differences: mean over standard deviation; 0 where nothing
 *     differs, empty where all differ by the same
 */
public record Paired(
    int cases, double mean, double low, double high, double wilcoxonP, OptionalDouble effect) {
  private static final int RESAMPLES = 10_000;

  /** A standard deviation of so small a share of the mean is what rounding leaves of none. */
  private static final double ROUNDING = 1e-9;

  /**
   * Compares {@code first} with {@code second}.
   *
   * @throws io.mimar.MimarException when there are fewer than 2 pairs or the lengths differ
   */
  public static Paired of(double[] first, double[] second, RandomGenerator rng) {
    Check.range("pairs", first.length, 2, Integer.MAX_VALUE);
    Check.that(first.length == second.length, "pairs", second.length, "" + first.length);
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> first[i] - second[i]);
    double mean = mean(differences);
    double[] means = resampledMeans(differences, rng);
    return new Paired(
        differences.length,
        mean,
        means[(int) (0.025 * RESAMPLES)],
        means[(int) (0.975 * RESAMPLES)],
        wilcoxon(differences),
        effect(mean, deviation(differences, mean)));
  }

  private static OptionalDouble effect(double mean, double deviation) {
    if (mean == 0) {
      return OptionalDouble.of(0);
    }
    return deviation > ROUNDING * Math.abs(mean)
        ? OptionalDouble.of(mean / deviation)
        : OptionalDouble.empty();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values, double mean) {
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private static double[] resampledMeans(double[] values, RandomGenerator rng) {
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[rng.nextInt(values.length)];
      }
      means[r] = sum / values.length;
    }
    Arrays.sort(means);
    return means;
  }

  private static double wilcoxon(double[] differences) {
    double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
    int n = nonZero.length;
    if (n == 0) {
      return 1;
    }
    double positive = 0;
    double ties = 0;
    for (double d : nonZero) {
      double below = Arrays.stream(nonZero).filter(o -> Math.abs(o) < Math.abs(d)).count();
      double equal = Arrays.stream(nonZero).filter(o -> Math.abs(o) == Math.abs(d)).count();
      double rank = below + (equal + 1) / 2;
      positive += d > 0 ? rank : 0;
      ties += equal * equal - 1; // summed over members: t(t²-1) for each group of t
    }
    double expected = n * (n + 1) / 4.0;
    double variance = n * (n + 1) * (2.0 * n + 1) / 24 - ties / 48;
    double distance = Math.max(0, Math.abs(positive - expected) - 0.5);
    return variance <= 0 ? 1 : Math.min(1, 2 * Normal.upperTail(distance / Math.sqrt(variance)));
  }
}
