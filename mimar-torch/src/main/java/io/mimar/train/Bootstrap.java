package io.mimar.train;

import io.mimar.Check;
import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import io.mimar.stats.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How far a metric may be off because the samples are a draw of all there could be: drawing them
 * again, with replacement, shows how it varies.
 *
 * <p>Paper: Efron and Tibshirani, An Introduction to the Bootstrap, Chapman and Hall 1993, chapter
 * 13 (percentile interval). Cost: 1,000 times linear in the samples; ranks are sorted only once.
 */
public final class Bootstrap {
  private static final int RESAMPLES = 1_000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * As {@link #interval(Metric, Evaluation, Seeds)}, but drawn from a part of many samples: how a
   * metric varies falls with the root of their number.
   *
   * <p>Paper: Bickel, Götze, van Zwet, Resampling fewer than n observations, Statistica Sinica 7,
   * 1997.
   *
   * @param most how many samples the part has at most
   */
  static Interval interval(Metric metric, Evaluation evaluation, int most, Seeds seeds) {
    int size = evaluation.size();
    int[] rows = Shuffle.order(size, seeds.at("part").rng());
    Evaluation part = evaluation.select(Arrays.copyOf(rows, Math.min(most, size)));
    Interval own = interval(metric, part, seeds);
    double shift = metric.of(evaluation);
    double centre = metric.of(part);
    double narrower = Math.sqrt((double) part.size() / size);
    return new Interval(
        shift + narrower * (own.low() - centre), shift + narrower * (own.high() - centre));
  }

  /**
   * The 95 % interval of {@code metric}, the same for the same seeds. Of few samples it is narrower
   * than it should be, and of one it has no width: a share like accuracy is then better served by
   * {@link io.mimar.stats.Wilson}.
   *
   * @throws io.mimar.MimarException when there are no samples
   */
  public static Interval interval(Metric metric, Evaluation evaluation, Seeds seeds) {
    int size = evaluation.size();
    Check.range("samples", size, 1, Integer.MAX_VALUE);
    Weighted weighted = metric.weighted(evaluation);
    RandomGenerator rng = seeds.at("bootstrap").rng();
    double[] values = new double[RESAMPLES];
    int[] times = new int[size];
    for (int r = 0; r < RESAMPLES; r++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < size; draw++) {
        times[rng.nextInt(size)]++;
      }
      values[r] = weighted.of(times);
    }
    Arrays.sort(values);
    int cut = (int) (TAIL * RESAMPLES);
    return new Interval(values[cut], values[RESAMPLES - 1 - cut]);
  }
}
