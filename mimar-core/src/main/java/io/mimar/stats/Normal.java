package io.mimar.stats;

/** The standard normal distribution. */
final class Normal {
  private Normal() {}

  /**
   * The probability of exceeding {@code z >= 0}; relative error below 1.2e-7.
   *
   * <p>The complementary error function by Chebyshev fitting: Press et al., Numerical Recipes, 6.2.
   */
  static double upperTail(double z) {
    double x = z / Math.sqrt(2);
    double t = 1 / (1 + 0.5 * x);
    double[] c = {
      -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806,
      0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277
    };
    double polynomial = 0;
    for (int i = c.length - 1; i >= 0; i--) {
      polynomial = polynomial * t + c[i];
    }
    return 0.5 * t * Math.exp(-x * x + polynomial);
  }
}
