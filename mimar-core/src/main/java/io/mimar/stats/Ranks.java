package io.mimar.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks and what is made of them. */
public final class Ranks {
  private Ranks() {}

  /** Ranks from 0; ties share the mean of theirs. */
  public static double[] of(double[] values) {
    int[] order = ascending(values);
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1; // NaN equals nothing, itself neither
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

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

  /** Spearman's rank correlation; 0 where one side does not vary. */
  public static double spearman(double[] a, double[] b) {
    double[] x = of(a);
    double[] y = of(b);
    double middle = (a.length - 1) / 2.0;
    double both = 0;
    double ownX = 0;
    double ownY = 0;
    for (int i = 0; i < a.length; i++) {
      both += (x[i] - middle) * (y[i] - middle);
      ownX += (x[i] - middle) * (x[i] - middle);
      ownY += (y[i] - middle) * (y[i] - middle);
    }
    return ownX > 0 && ownY > 0 ? both / Math.sqrt(ownX * ownY) : 0;
  }

  /**
   * Kendall's rank correlation tau-b, which allows for ties; 0 where one side does not vary. Cost:
   * {@code O(N²)}.
   */
  public static double kendall(double[] a, double[] b) {
    long balance = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        int x = Integer.signum(Double.compare(a[i], a[j]));
        int y = Integer.signum(Double.compare(b[i], b[j]));
        balance += (long) x * y;
        untiedA += Math.abs(x);
        untiedB += Math.abs(y);
      }
    }
    return untiedA > 0 && untiedB > 0 ? balance / Math.sqrt((double) untiedA * untiedB) : 0;
  }

  private static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
