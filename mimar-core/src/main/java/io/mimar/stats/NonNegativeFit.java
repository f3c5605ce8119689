package io.mimar.stats;

import io.mimar.Check;

/**
 * A linear model whose weights are not negative, by least squares.
 *
 * <p>Paper: Franc, Hlaváč, Navara, Sequential Coordinate-Wise Algorithm for the Non-negative Least
 * Squares Problem, CAIP 2005, doi 10.1007/11556121_50. Cost: {@code O(rows · columns²)} once, then
 * {@code O(columns²)} a sweep.
 */
public final class NonNegativeFit {
  private static final int SWEEPS = 1_000;

  /** A sweep that changes every weight by less than this share of the largest ends the fit. */
  private static final double SETTLED = 1e-10;

  private final double[][] products; // paper: H = XᵀX
  private final double[] targets; // paper: -f = Xᵀy

  /**
   * A fit of {@code y} by the columns of {@code x}.
   *
   * @param x {@code [rows, columns]}
   * @param y {@code [rows]}
   */
  public NonNegativeFit(double[][] x, double[] y) {
    Check.range("rows", x.length, 1, Integer.MAX_VALUE);
    int columns = x[0].length;
    products = new double[columns][columns];
    targets = new double[columns];
    for (int i = 0; i < x.length; i++) {
      add(x[i], y[i], 1);
    }
  }

  private void add(double[] row, double value, int sign) {
    for (int j = 0; j < row.length; j++) {
      targets[j] += sign * row[j] * value;
      for (int k = 0; k < row.length; k++) {
        products[j][k] += sign * row[j] * row[k];
      }
    }
  }

  /** The weights of all rows, {@code [columns]}. */
  public double[] weights() {
    double[] weights = new double[targets.length];
    double[] gradient = new double[targets.length]; // paper: μ
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] = -targets[j];
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double moved = 0;
      double largest = 0;
      for (int k = 0; k < weights.length; k++) {
        double scale = Math.sqrt(products[k][k]); // columns count alike, whatever their unit
        double step = step(k, weights, gradient);
        moved = Math.max(moved, Math.abs(step) * scale);
        largest = Math.max(largest, weights[k] * scale);
      }
      if (moved <= SETTLED * largest) {
        break;
      }
    }
    return weights;
  }

  /** Moves one weight to its best value while the others stay. */
  private double step(int k, double[] weights, double[] gradient) {
    if (!(products[k][k] > 0)) {
      return 0; // a column of zeros
    }
    double step = Math.max(0, weights[k] - gradient[k] / products[k][k]) - weights[k];
    weights[k] += step;
    for (int j = 0; j < gradient.length && step != 0; j++) {
      gradient[j] += step * products[j][k];
    }
    return step;
  }

  /** The weights of all rows but this one, which must be among those given. */
  public double[] weightsWithout(double[] row, double value) {
    add(row, value, -1);
    double[] weights = weights();
    add(row, value, 1);
    return weights;
  }

  /** What {@code weights} give for a row. */
  public static double of(double[] weights, double[] row) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }
}
