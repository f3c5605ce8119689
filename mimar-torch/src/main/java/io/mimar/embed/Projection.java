package io.mimar.embed;

import java.util.Arrays;
import java.util.List;

/**
 * The two directions in which points vary most, to draw them on a plane: principal components, by
 * power iteration.
 *
 * @param center {@code [D]}
 * @param axes {@code [2,D]}, of length 1 and at right angles
 * @param share how much of all variance each of them has, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // made for one drawing, not written to
public record Projection(double[] center, double[][] axes, double[] share) {
  private static final int ITERATIONS = 200;

  /** The projection that suits {@code points}, which are not empty. */
  public static Projection of(double[][] points) {
    Moments moments = Moments.of(List.of(points));
    double[][] covariance = covariance(points, moments.mean());
    double all = 0;
    for (int d = 0; d < covariance.length; d++) {
      all += covariance[d][d];
    }
    double[][] axes = new double[2][];
    double[] share = new double[2];
    for (int a = 0; a < axes.length; a++) {
      axes[a] = largest(covariance);
      double variance = length(times(covariance, axes[a]));
      share[a] = all > 0 ? variance / all : 0;
      deflate(covariance, axes[a], variance);
    }
    return new Projection(moments.mean(), axes, share);
  }

  /** Where a point lies on the plane: {@code [2]}. */
  public double[] of(double[] point) {
    double[] place = new double[axes.length];
    for (int a = 0; a < place.length; a++) {
      for (int d = 0; d < point.length; d++) {
        place[a] += axes[a][d] * (point[d] - center[d]);
      }
    }
    return place;
  }

  private static double[][] covariance(double[][] points, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    for (double[] point : points) {
      for (int d = 0; d < mean.length; d++) {
        for (int e = 0; e < mean.length; e++) {
          covariance[d][e] += (point[d] - mean[d]) * (point[e] - mean[e]) / points.length;
        }
      }
    }
    return covariance;
  }

  private static double[] largest(double[][] matrix) {
    double[] axis = new double[matrix.length];
    Arrays.setAll(axis, d -> 1 + d / (double) axis.length); // not at right angles to anything usual
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = times(matrix, axis);
      double length = length(next);
      if (length < 1e-12) {
        break;
      }
      Arrays.setAll(axis, d -> next[d] / length);
    }
    return axis;
  }

  private static void deflate(double[][] matrix, double[] axis, double variance) {
    for (int d = 0; d < axis.length; d++) {
      for (int e = 0; e < axis.length; e++) {
        matrix[d][e] -= variance * axis[d] * axis[e];
      }
    }
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int d = 0; d < vector.length; d++) {
      for (int e = 0; e < vector.length; e++) {
        product[d] += matrix[d][e] * vector[e];
      }
    }
    return product;
  }

  private static double length(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
  }
}
