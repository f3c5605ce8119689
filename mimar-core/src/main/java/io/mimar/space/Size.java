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
 * @param growth channels of a stage for each of the one before
 */
record Size(int stride, int width, int growth) {

  /** All sizes: those that double, then those that stay, each with the most multiply-adds first. */
  static List<Size> ladder(List<Integer> strides, List<Integer> widths) {
    return Stream.of(2, 1).flatMap(growth -> ladder(strides, widths, growth)).toList();
  }

  private static Stream<Size> ladder(List<Integer> strides, List<Integer> widths, int growth) {
    return strides.stream()
        .flatMap(stride -> widths.stream().map(width -> new Size(stride, width, growth)))
        .sorted(Comparator.comparingDouble(Size::work).reversed());
  }

  private double work() {
    return (double) width * width / (stride * stride);
  }

  /** Channels of a stage, the first of which is 0. */
  double width(int stage) {
    return width * Math.pow(growth, stage);
  }

  /** The place of the number nearest to {@code wanted}, the first of equals. */
  static int nearest(List<? extends Number> numbers, double wanted) {
    return IntStream.range(0, numbers.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> Math.abs(numbers.get(i).doubleValue() - wanted)))
        .orElseThrow();
  }
}
