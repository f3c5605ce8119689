package io.mimar.surrogate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Functions drawn from a Gaussian process before it has seen anything: random Fourier features of
 * the Matérn 5/2 kernel, whose spectrum is a multivariate t of five degrees of freedom, each
 * function with weights of its own.
 *
 * <p>Papers: Rahimi, Recht, Random Features for Large-Scale Kernel Machines, NIPS 2007; Wilson et
 * al., Efficiently Sampling Functions from Gaussian Process Posteriors, ICML 2020.
 */
final class PriorDraws {
  private static final int FEATURES = 256;
  private static final int FREEDOM = 5;

  private final Kernel kernel;
  private final double[][][] frequencies;
  private final double[] phases;
  private final double[][] weights;

  /**
   * Draws functions.
   *
   * @param sizes {@code [G]}, how many features each group has
   * @param count how many functions
   */
  PriorDraws(Kernel kernel, int[] sizes, int count, RandomGenerator rng) {
    this.kernel = kernel;
    this.frequencies = new double[FEATURES][sizes.length][];
    this.phases = new double[FEATURES];
    for (int m = 0; m < FEATURES; m++) {
      double chi = 0;
      for (int i = 0; i < FREEDOM; i++) {
        chi += Math.pow(rng.nextGaussian(), 2);
      }
      for (int g = 0; g < sizes.length; g++) {
        double scale = Math.sqrt(kernel.weights()[g] / kernel.medians()[g] * FREEDOM / chi);
        frequencies[m][g] = new double[sizes[g]];
        Arrays.setAll(frequencies[m][g], i -> scale * rng.nextGaussian());
      }
      phases[m] = 2 * Math.PI * rng.nextDouble();
    }
    this.weights = new double[count][FEATURES];
    for (double[] own : weights) {
      Arrays.setAll(own, m -> rng.nextGaussian());
    }
  }

  /**
   * What the functions are at a point.
   *
   * @param point {@code [G,F_g]}
   * @return {@code [count]}
   */
  double[] at(double[][] point) {
    double[] waves = new double[FEATURES];
    double height = Math.sqrt(2 * kernel.signal() / FEATURES);
    for (int m = 0; m < FEATURES; m++) {
      double angle = phases[m];
      for (int g = 0; g < point.length; g++) {
        angle += Cholesky.dot(frequencies[m][g], point[g], 0, point[g].length);
      }
      waves[m] = height * Math.cos(angle);
    }
    double[] values = new double[weights.length];
    Arrays.setAll(values, r -> Cholesky.dot(weights[r], waves, 0, FEATURES));
    return values;
  }
}
