package io.mimar.bench.speed;

import io.mimar.Check;
import java.util.Collection;
import java.util.List;

/** Whether what was looked at again and again stays as it is, once it is warm. */
final class Flatness {
  /** Less growth is the noise of allocators and collectors. */
  private static final double MOST = 0.05;

  private static final int FEWEST = 8;

  private Flatness() {}

  /**
   * By what share the mean of the last quarter of the looks lies above that of the second: the
   * first is for warming up.
   *
   * @param looks in their order, all above 0
   */
  static double growth(Collection<Double> looks) {
    List<Double> all = List.copyOf(looks);
    int n = all.size();
    Check.range("looks", n, FEWEST, Integer.MAX_VALUE);
    return mean(all.subList(n - n / 4, n)) / mean(all.subList(n / 4, n / 2)) - 1;
  }

  private static double mean(List<Double> some) {
    return some.stream().mapToDouble(x -> x).average().orElseThrow();
  }

  /** Whether so much growth is none. */
  static boolean isFlat(double growth) {
    return growth < MOST;
  }
}
