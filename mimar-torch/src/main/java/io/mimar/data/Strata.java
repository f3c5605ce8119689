package io.mimar.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What each part of a split gets the same share of.
 *
 * @param of the stratum of each row, in [0, count)
 * @param count how many there are
 * @param name how it is called in the sentence about a split
 */
@SuppressWarnings("ArrayRecordComponent") // read at once, within the package
record Strata(int[] of, int count, String name) {

  /** The classes. */
  static Strata ofClasses(int[] labels, int classes) {
    return new Strata(labels, classes, "class");
  }

  /**
   * Blocks of rows with neighbouring amounts, each so large that a part gets about two of its rows.
   *
   * @param share of a part, in (0, 1)
   */
  static Strata ofAmounts(float[] amounts, double share) {
    int count = (int) Math.max(1, amounts.length * share / 2);
    Integer[] order = IntStream.range(0, amounts.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> amounts[row]));
    int[] of = new int[amounts.length];
    for (int rank = 0; rank < order.length; rank++) {
      of[order[rank]] = (int) ((long) rank * count / order.length);
    }
    return new Strata(of, count, "quantiles of the target");
  }
}
