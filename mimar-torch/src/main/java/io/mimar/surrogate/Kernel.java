package io.mimar.surrogate;

import java.util.Arrays;

/**
 * A Matérn 5/2 kernel over groups of features, each with one length scale.
 *
 * <pre>
 * r² = sum over groups g of  w_g · |x_g - x'_g|² / m_g
 * k  = s² · (1 + √5 r + 5 r²/3) · exp(-√5 r)
 * </pre>
 *
 * @param medians {@code [G]}, median squared distance of each group; m
 * @param weights {@code [G]}, inverse squared length scales; w
 * @param signal variance of the function; s²
 * @param noise variance of a label
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out for writing
record Kernel(double[] medians, double[] weights, double signal, double noise) {

  /** Added to every diagonal. */
  static final double NUGGET = 1e-6;

  /** The correlation at squared distance {@code r2}. */
  static double correlation(double r2) {
    double r = Math.sqrt(5 * r2 + 1e-12);
    return (1 + r + r * r / 3) * Math.exp(-r);
  }

  /** Its derivative by {@code r2}. */
  static double slope(double r2) {
    double r = Math.sqrt(5 * r2 + 1e-12);
    return -5.0 / 6 * (1 + r) * Math.exp(-r);
  }

  /**
   * The covariance of two points.
   *
   * @param x {@code [G,F_g]}
   * @param y {@code [G,F_g]}
   */
  double covariance(double[][] x, double[][] y) {
    double r2 = 0;
    for (int g = 0; g < x.length; g++) {
      r2 += weights[g] / medians[g] * squaredDistance(x[g], y[g]);
    }
    return signal * correlation(r2);
  }

  static double squaredDistance(double[] x, double[] y) {
    double s0 = 0;
    double s1 = 0;
    int f = 0;
    for (; f + 2 <= x.length; f += 2) {
      double a = x[f] - y[f];
      double b = x[f + 1] - y[f + 1];
      s0 += a * a;
      s1 += b * b;
    }
    for (; f < x.length; f++) {
      s0 += (x[f] - y[f]) * (x[f] - y[f]);
    }
    return s0 + s1;
  }

  /** The median of the squared distances that are not 0; 1 where all are. */
  static double median(double[][] distances) {
    double[] positive =
        Arrays.stream(distances).flatMapToDouble(Arrays::stream).filter(d -> d > 1e-12).toArray();
    Arrays.sort(positive);
    return positive.length == 0 ? 1 : positive[positive.length / 2];
  }
}
