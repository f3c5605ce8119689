package io.mimar.embed;

import java.util.Arrays;
import java.util.List;

/**
 * Mean and standard deviation of each column, to standardise with; columns that do not vary become
 * 0.
 *
 * @param mean {@code [F]}
 * @param deviation {@code [F]}, 0 for a column that does not vary
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out for writing
public record Moments(double[] mean, double[] deviation) {
  private static final double TINY = 1e-9;

  /** The moments of {@code rows}, which are not empty. */
  public static Moments of(List<double[]> rows) {
    int width = rows.get(0).length;
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (double[] row : rows) {
      for (int f = 0; f < width; f++) {
        mean[f] += row[f] / rows.size();
      }
    }
    for (double[] row : rows) {
      for (int f = 0; f < width; f++) {
        deviation[f] += (row[f] - mean[f]) * (row[f] - mean[f]) / rows.size();
      }
    }
    return new Moments(mean, Arrays.stream(deviation).map(Math::sqrt).toArray());
  }

  /** {@code row} with mean 0 and deviation 1 where the column varies. */
  public double[] standardise(double[] row) {
    double[] result = new double[row.length];
    for (int f = 0; f < row.length; f++) {
      result[f] = deviation[f] > TINY ? (row[f] - mean[f]) / deviation[f] : 0;
    }
    return result;
  }
}
