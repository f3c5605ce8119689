package io.mimar.surrogate;

import java.util.Arrays;

/**
 * What the hyper-parameters of a {@link Kernel} are chosen by: the negative logarithm of the
 * likelihood of the labels times log-normal priors, and its gradient. Parameters are the logarithms
 * of {@code [w_1 … w_G, s², noise]}.
 *
 * <p>Paper: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, eq. (5.8), (5.9).
 * Cost: {@code O(N³)} an evaluation.
 */
final class MarginalLikelihood implements Minimiser.Function {
  /** The mean of the prior of a weight's logarithm where there are three groups. */
  private static final double WEIGHT_OF_THREE = -2;

  private static final double NOISE_MEAN = -3;
  private static final double DEVIATION = 1.5;

  private final double[][][] distances;
  private final double[] medians;
  private final double[] labels;
  private final double[] noise;
  private final double spread;

  /**
   * @param points {@code [N,G,F_g]}
   * @param labels {@code [N]}
   * @param noise {@code [N]}, extra noise as a multiple of the common one
   * @param spread deviation of the prior of a weight's logarithm
   */
  MarginalLikelihood(double[][][] points, double[] labels, double[] noise, double spread) {
    int groups = points[0].length;
    this.spread = spread;
    this.labels = labels;
    this.noise = noise;
    this.medians = new double[groups];
    this.distances = new double[groups][points.length][];
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < points.length; i++) {
        distances[g][i] = new double[i];
        for (int j = 0; j < i; j++) {
          distances[g][i][j] = Kernel.squaredDistance(points[i][g], points[j][g]);
        }
      }
      medians[g] = Kernel.median(distances[g]);
      for (double[] row : distances[g]) {
        for (int j = 0; j < row.length; j++) {
          row[j] /= medians[g];
        }
      }
    }
  }

  int parameters() {
    return medians.length + 2;
  }

  /** The means of the priors. */
  double[] start() {
    double[] start = new double[parameters()];
    Arrays.fill(start, 0, medians.length, WEIGHT_OF_THREE - Math.log(medians.length / 3.0));
    start[medians.length + 1] = NOISE_MEAN;
    return start;
  }

  double[] low() {
    double[] low = new double[parameters()];
    Arrays.fill(low, -9);
    low[medians.length] = -3;
    return low;
  }

  double[] high() {
    double[] high = new double[parameters()];
    Arrays.fill(high, 4);
    high[medians.length + 1] = 1;
    return high;
  }

  /** The kernel with these parameters. */
  Kernel kernel(double[] theta) {
    double[] weights = new double[medians.length];
    for (int g = 0; g < weights.length; g++) {
      weights[g] = Math.exp(theta[g]);
    }
    return new Kernel(
        medians, weights, Math.exp(theta[medians.length]), Math.exp(theta[medians.length + 1]));
  }

  @Override
  public double value(double[] theta, double[] gradient) {
    Kernel kernel = kernel(theta);
    int size = labels.length;
    double[][] r2 = new double[size][];
    double[][] covariance = new double[size][];
    for (int i = 0; i < size; i++) {
      r2[i] = new double[i];
      covariance[i] = new double[i + 1];
      for (int g = 0; g < medians.length; g++) {
        for (int j = 0; j < i; j++) {
          r2[i][j] += kernel.weights()[g] * distances[g][i][j];
        }
      }
      for (int j = 0; j < i; j++) {
        covariance[i][j] = kernel.signal() * Kernel.correlation(r2[i][j]);
      }
      covariance[i][i] = kernel.signal() + kernel.noise() * (1 + noise[i]) + Kernel.NUGGET;
    }
    Cholesky factor = Cholesky.of(covariance);
    double[] alpha = factor.solve(labels);
    slopes(kernel, r2, covariance, factor.inverse(), alpha, gradient);
    double value = 0.5 * Cholesky.dot(labels, alpha, 0, size) + 0.5 * factor.logDeterminant();
    return value + priors(theta, gradient);
  }

  /** {@code 0.5·tr((K⁻¹ - α·αᵀ)·dK/dθ)} for each parameter. */
  private void slopes(
      Kernel kernel,
      double[][] r2,
      double[][] covariance,
      double[][] inverse,
      double[] alpha,
      double[] gradient) {
    int groups = medians.length;
    Arrays.fill(gradient, 0);
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < i; j++) {
        double pull = inverse[i][j] - alpha[i] * alpha[j]; // both triangles: twice a half
        double slope = pull * kernel.signal() * Kernel.slope(r2[i][j]);
        for (int g = 0; g < groups; g++) {
          gradient[g] += slope * distances[g][i][j] * kernel.weights()[g];
        }
        gradient[groups] += pull * covariance[i][j];
      }
      double pull = 0.5 * (inverse[i][i] - alpha[i] * alpha[i]);
      gradient[groups] += pull * kernel.signal();
      gradient[groups + 1] += pull * kernel.noise() * (1 + noise[i]);
    }
  }

  private double priors(double[] theta, double[] gradient) {
    double sum = 0;
    double[] means = start();
    for (int p = 0; p < theta.length; p++) {
      double deviation = p < medians.length ? spread : DEVIATION;
      double z = (theta[p] - means[p]) / deviation;
      sum += 0.5 * z * z;
      gradient[p] += z / deviation;
    }
    return sum;
  }
}
