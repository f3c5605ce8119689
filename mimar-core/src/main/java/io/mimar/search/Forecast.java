package io.mimar.search;

import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.stats.NonNegativeFit;
import io.mimar.stats.Spread;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Foretells a cost that is measured from the measurements so far: a sum of the parts of an
 * architecture's workload, none of which takes less than no time. How far it errs, as a factor, is
 * learned by leaving each measurement out in turn.
 */
public final class Forecast {
  /** Fewer measurements foretell nothing. */
  static final int FEWEST = 8;

  /** What was measured before the newest so many says little that these do not. */
  private static final int MOST = 200;

  /** So many deviations above a limit an architecture is not worth a measurement. */
  private static final double TOO_MUCH = 1;

  /** So many deviations below a limit it needs none. */
  private static final double SAFE = 2;

  /** The deviation of normal errors, by their median size. */
  private static final double BY_MEDIAN = 1.4826;

  /** Measurements of one file differ by about this much themselves. */
  private static final double LEAST_DEVIATION = 0.03;

  private final CostModel workload;
  private final double[] weights;
  private final double deviation;
  private final double[] largest;
  private final double smallest;

  private Forecast(
      CostModel workload, double[] weights, double deviation, double[] largest, double smallest) {
    this.workload = workload;
    this.weights = weights;
    this.deviation = deviation;
    this.largest = largest;
    this.smallest = smallest;
  }

  /**
   * Learns from the trials that measured {@code cost}.
   *
   * @return empty where they are too few
   */
  static Optional<Forecast> of(String cost, CostModel workload, List<Trial> trials) {
    List<Trial> all = trials.stream().filter(t -> t.costs().getOrDefault(cost, 0.0) > 0).toList();
    List<Trial> measured = all.subList(Math.max(0, all.size() - MOST), all.size());
    if (measured.size() < FEWEST) {
      return Optional.empty();
    }
    double[][] shares =
        new double[measured.size()][]; // of the measurement, for each unit of a part
    double[] largest = new double[workload.names().size()];
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < shares.length; i++) {
      double value = measured.get(i).costs().get(cost);
      double[] parts = workload.of(measured.get(i).architecture());
      Arrays.setAll(largest, j -> Math.max(largest[j], parts[j]));
      smallest = Math.min(smallest, value);
      shares[i] = Arrays.stream(parts).map(part -> part / value).toArray();
    }
    double[] ones = new double[shares.length];
    Arrays.fill(ones, 1);
    NonNegativeFit fit = new NonNegativeFit(shares, ones);
    return Optional.of(
        new Forecast(workload, fit.weights(), deviation(fit, shares), largest, smallest));
  }

  /** By the median, since now and then a machine does something else while it measures. */
  private static double deviation(NonNegativeFit fit, double[][] shares) {
    double[] errors =
        Arrays.stream(shares)
            .mapToDouble(row -> NonNegativeFit.of(fit.weightsWithout(row, 1), row))
            .map(factor -> Math.abs(Math.log(factor))) // infinite where all weights were zero
            .toArray();
    return Math.max(LEAST_DEVIATION, BY_MEDIAN * Spread.median(errors));
  }

  /** What the cost will be. */
  public double of(Architecture architecture) {
    return NonNegativeFit.of(weights, workload.of(architecture));
  }

  /** The standard deviation of the logarithm of forecasts. */
  public double deviation() {
    return deviation;
  }

  /** What the cost is hardly below. */
  public double least(Architecture architecture) {
    return of(architecture) * Math.exp(-TOO_MUCH * deviation);
  }

  /**
   * What the cost is clearly not above; infinite far from what was ever measured: for an
   * architecture with more of anything, or less than half of the least cost.
   */
  public double most(Architecture architecture) {
    double[] parts = workload.of(architecture);
    for (int j = 0; j < parts.length; j++) {
      if (parts[j] > largest[j]) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double cost = of(architecture);
    return cost < smallest / 2 ? Double.POSITIVE_INFINITY : cost * Math.exp(SAFE * deviation);
  }
}
