package io.mimar.surrogate;

import io.mimar.search.Surrogate;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A Gaussian process conditioned on labelled points. Cost of a prediction: {@code O(N·F + N²)} a
 * point.
 */
final class ConditionedProcess implements Surrogate.Posterior {
  private static final double LEAST_VARIANCE = 1e-9;

  private final Kernel kernel;
  private final double[][][] points;
  private final Cholesky factor;
  private final double[] alpha;

  private ConditionedProcess(Kernel kernel, double[][][] points, Cholesky factor, double[] alpha) {
    this.kernel = kernel;
    this.points = points;
    this.factor = factor;
    this.alpha = alpha;
  }

  /**
   * Conditions on {@code labels}.
   *
   * @param points {@code [N,G,F_g]}
   * @param noise {@code [N]}, extra noise as a multiple of the common one
   */
  static ConditionedProcess of(
      Kernel kernel, double[][][] points, double[] labels, double[] noise) {
    Cholesky factor = factor(kernel, points, noise);
    return new ConditionedProcess(kernel, points, factor, factor.solve(labels));
  }

  /** The factor of the covariance of the labels of {@code points}. */
  static Cholesky factor(Kernel kernel, double[][][] points, double[] noise) {
    double[][] covariance = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      covariance[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        covariance[i][j] = kernel.covariance(points[i], points[j]);
      }
      covariance[i][i] = kernel.signal() + kernel.noise() * (1 + noise[i]) + Kernel.NUGGET;
    }
    return Cholesky.of(covariance);
  }

  /**
   * What each label is foretold to be from all others. Rasmussen, Williams, Gaussian Processes for
   * Machine Learning, 2006, eq. (5.12).
   */
  static double[] leftOut(Kernel kernel, double[][][] points, double[] labels, double[] noise) {
    Cholesky factor = factor(kernel, points, noise);
    double[] alpha = factor.solve(labels);
    double[][] inverse = factor.inverse();
    double[] foretold = new double[labels.length];
    Arrays.setAll(foretold, i -> labels[i] - alpha[i] / inverse[i][i]);
    return foretold;
  }

  /**
   * The mean at points, then functions drawn from the process as it is after the labels.
   *
   * <p>Paper: Wilson et al., Efficiently Sampling Functions from Gaussian Process Posteriors, ICML
   * 2020: a function drawn before, and an update by what it misses the labels by.
   *
   * @param points {@code [N,G,F_g]}
   * @param noises {@code [R,N]}, the noise of the labels, the first for the mean, the others for a
   *     drawn function each
   * @param asked {@code [B,G,F_g]}
   * @return {@code [R,B]}
   */
  static double[][] draws(
      Kernel kernel,
      double[][][] points,
      double[] labels,
      double[][] noises,
      double[][][] asked,
      RandomGenerator rng) {
    int[] sizes = Arrays.stream(points[0]).mapToInt(group -> group.length).toArray();
    PriorDraws prior = new PriorDraws(kernel, sizes, noises.length - 1, rng);
    double[][] before = Arrays.stream(points).map(prior::at).toArray(double[][]::new);
    double[][] alphas = new double[noises.length][];
    alphas[0] = factor(kernel, points, noises[0]).solve(labels);
    for (int r = 1; r < noises.length; r++) {
      double[] missed = new double[labels.length];
      for (int i = 0; i < missed.length; i++) {
        double noise = Math.sqrt(kernel.noise() * (1 + noises[r][i])) * rng.nextGaussian();
        missed[i] = labels[i] - before[i][r - 1] - noise;
      }
      alphas[r] = factor(kernel, points, noises[r]).solve(missed);
    }
    double[][] draws = new double[noises.length][asked.length];
    double[] covariances = new double[points.length];
    for (int b = 0; b < asked.length; b++) {
      for (int i = 0; i < covariances.length; i++) {
        covariances[i] = kernel.covariance(asked[b], points[i]);
      }
      double[] drawn = noises.length > 1 ? prior.at(asked[b]) : new double[0];
      for (int r = 0; r < alphas.length; r++) {
        draws[r][b] =
            Cholesky.dot(covariances, alphas[r], 0, covariances.length)
                + (r == 0 ? 0 : drawn[r - 1]);
      }
    }
    return draws;
  }

  @Override
  public Surrogate.Prediction predict(double[][][] features) {
    double[][][] asked = GaussianProcess.byPoint(features);
    double[] mean = new double[asked.length];
    double[] deviation = new double[asked.length];
    double[][] covariances = new double[asked.length][points.length];
    for (int b = 0; b < asked.length; b++) {
      for (int i = 0; i < points.length; i++) {
        covariances[b][i] = kernel.covariance(asked[b], points[i]);
      }
      mean[b] = Cholesky.dot(covariances[b], alpha, 0, alpha.length);
    }
    factor.forwardAll(covariances);
    for (int b = 0; b < asked.length; b++) {
      double explained = Cholesky.dot(covariances[b], covariances[b], 0, points.length);
      deviation[b] = Math.sqrt(Math.max(kernel.signal() - explained, LEAST_VARIANCE));
    }
    return new Surrogate.Prediction(mean, deviation);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A label equal to the mean leaves the mean as it is everywhere, so only the factor grows.
   */
  @Override
  public ConditionedProcess believing(double[][][] features) {
    double[][][] asked = GaussianProcess.byPoint(features);
    double[][][] all = Arrays.copyOf(points, points.length + asked.length);
    Cholesky grown = factor;
    for (int b = 0; b < asked.length; b++) {
      double[] covariances = new double[grown.size()];
      for (int i = 0; i < covariances.length; i++) {
        covariances[i] = kernel.covariance(asked[b], all[i]);
      }
      double variance = kernel.signal() + kernel.noise() + Kernel.NUGGET;
      grown = grown.appended(covariances, variance);
      all[points.length + b] = asked[b];
    }
    return new ConditionedProcess(kernel, all, grown, Arrays.copyOf(alpha, all.length));
  }
}
