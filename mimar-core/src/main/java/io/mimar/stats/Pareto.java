package io.mimar.stats;

/** How points of several objectives, all to be minimised, compare. */
public final class Pareto {
  private Pareto() {}

  /** Whether {@code a} is no worse than {@code b} in any objective and better in one. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int m = 0; m < a.length; m++) {
      if (a[m] > b[m]) {
        return false;
      }
      better |= a[m] < b[m];
    }
    return better;
  }
}
