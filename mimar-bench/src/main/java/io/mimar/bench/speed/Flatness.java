package io.mimar.bench.speed;

import io.mimar.Check;
import java.util.Arrays;
import java.util.Collection;

/** Whether what was looked at again and again stays as it is, once it is warm. */
final class Flatness {
  /** Less growth is the noise of allocators and collectors. */
  private static final double MOST = 0.01;

  private static final int FEWEST = 8;

  private Flatness() {}

  /**
   * By what share a straight line through the second half of the looks rises from the first of them
   * to the last; the first half is for warming up.
   *
   * @param looks in their order, all above 0
   */
  static double growth(Collection<Double> looks) {
    Check.range("looks", looks.size(), FEWEST, Integer.MAX_VALUE);
    double[] half = looks.stream().skip(looks.size() / 2).mapToDouble(x -> x).toArray();
    double middle = (half.length - 1) / 2.0;
    double mean = Arrays.stream(half).average().orElseThrow();
    double together = 0;
    double squares = 0;
    for (int i = 0; i < half.length; i++) {
      together += (i - middle) * (half[i] - mean);
      squares += (i - middle) * (i - middle);
    }
    return together / squares * (half.length - 1) / mean;
  }

  /** Whether so much growth is none. */
  static boolean isFlat(double growth) {
    return growth < MOST;
  }
}
