package io.mimar.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A step on the way of a sample through a network.
 *
 * @param number of the step, 0 for the input
 * @param name what it is
 * @param detail what it does
 * @param shape that leaves it, if known
 * @param params that it has, if known
 * @param reads the numbers of the steps that it reads
 */
record Step(
    int number, String name, String detail, String shape, String params, List<Integer> reads) {

  /** Whether it reads the step above, and that alone. */
  boolean follows() {
    return reads.equals(List.of(number - 1));
  }

  /** What it does, and what it reads where that is not the step above. */
  String told() {
    if (number == 0 || follows()) {
      return detail;
    }
    String read =
        reads.stream()
            .map(step -> step == 0 ? "the input" : "" + step)
            .collect(Collectors.joining(" and ", "of ", ""));
    return detail.isEmpty() ? read : read + ", " + detail;
  }
}
