package io.mimar.stats;

import io.mimar.Check;
import java.util.Arrays;

/**
 * Where values lie and how far apart.
 *
 * @param mean their mean
 * @param deviation their standard deviation as a sample's; 0 for a single value
 */
public record Spread(double mean, double deviation) {

  /** The spread of one value or more. */
  public static Spread of(double[] values) {
    Check.range("values", values.length, 1, Integer.MAX_VALUE);
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(mean, values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)));
  }

  /** The middle value, or the mean of the two in the middle. */
  public static double median(double[] values) {
    Check.range("values", values.length, 1, Integer.MAX_VALUE);
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
