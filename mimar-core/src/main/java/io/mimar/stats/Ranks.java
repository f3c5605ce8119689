package io.mimar.stats;

import java.util.Arrays;

/** Places in a contest. */
public final class Ranks {
  private Ranks() {}

  /** The place of each value, 1 for the largest; equal ones share the mean of their places. */
  public static double[] descending(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      double own = values[i];
      long above = Arrays.stream(values).filter(v -> v > own).count();
      long equal = Arrays.stream(values).filter(v -> v == own).count();
      ranks[i] = above + (equal + 1) / 2.0;
    }
    return ranks;
  }
}
