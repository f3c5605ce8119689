package io.mimar.space;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How large a network for images is.
 *
 * @param stride the step of its stem
 * @param width channels of its first stage
 * @param growth how they grow from stage to stage
 */
record Size(int stride, int width, Growth growth) {

  /**
   * Channels of a stage for each of the one before.
   *
   * @param each of all stages but
   * @param last the last one
   */
  record Growth(double each, double last) {}

  /** The usual one first, then those that fill limits between its sizes. */
  private static final List<Growth> GROWTHS =
      List.of(new Growth(2, 2), new Growth(2, 1.5), new Growth(1.5, 1.5), new Growth(1, 1));

  /** All sizes, by how they grow, each with the most multiply-adds first. */
  static List<Size> ladder(List<Integer> strides, List<Integer> widths) {
    return GROWTHS.stream().flatMap(growth -> ladder(strides, widths, growth)).toList();
  }

  private static Stream<Size> ladder(List<Integer> strides, List<Integer> widths, Growth growth) {
    return strides.stream()
        .flatMap(stride -> widths.stream().map(width -> new Size(stride, width, growth)))
        .sorted(Comparator.comparingDouble(Size::work).reversed());
  }

  private double work() {
    return (double) width * width / (stride * stride);
  }

  /** Channels of stage {@code stage} of {@code stages}, the first of which is 0. */
  double width(int stage, int stages) {
    boolean last = stage > 0 && stage == stages - 1;
    return width * Math.pow(growth.each, last ? stage - 1 : stage) * (last ? growth.last : 1);
  }

  /** The place of the number nearest to {@code wanted}, the first of equals. */
  static int nearest(List<? extends Number> numbers, double wanted) {
    return IntStream.range(0, numbers.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> Math.abs(numbers.get(i).doubleValue() - wanted)))
        .orElseThrow();
  }
}
