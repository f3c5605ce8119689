package io.mimar.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The height and width of an image.
 *
 * @param height pixels
 * @param width pixels
 */
public record ImageSize(int height, int width) {
  private static final int LEAST = 8;

  /** How many pixels. */
  public long pixels() {
    return (long) height * width;
  }

  /** The size of an image that is laid on its side. */
  ImageSize turned() {
    return new ImageSize(/* height= */ width, /* width= */ height);
  }

  /**
   * The one size that images of {@code sizes} are brought to. Equal sizes that are small enough
   * stay as they are. Else the medians of height and width, scaled down together until the longer
   * is at most {@code maxSide}, each rounded to a multiple of 4 (so that halving twice is exact)
   * and at least 8.
   *
   * @param sizes at least one
   * @param maxSide the bound of the longer side, in pixels
   */
  public static ImageSize choose(List<ImageSize> sizes, int maxSide) {
    var first = sizes.get(0);
    if (same(sizes) && Math.max(first.height, first.width) <= maxSide) {
      return first;
    }
    int height = median(sizes.stream().mapToInt(ImageSize::height).toArray());
    int width = median(sizes.stream().mapToInt(ImageSize::width).toArray());
    double scale = Math.min(1, maxSide / (double) Math.max(height, width));
    return new ImageSize(round(height * scale, maxSide), round(width * scale, maxSide));
  }

  /** How images of {@code sizes} came to be of size {@code chosen}, in a sentence. */
  static String sentence(List<ImageSize> sizes, ImageSize chosen) {
    if (same(sizes) && sizes.get(0).equals(chosen)) {
      return "All images are " + chosen + " pixels (height x width) and stay so.";
    }
    String from = same(sizes) ? "from " + sizes.get(0) : "after the median of their sizes";
    return "Images are resized to " + chosen + " pixels (height x width), " + from + ".";
  }

  /** Whether all are equal. */
  static boolean same(List<ImageSize> sizes) {
    return sizes.stream().allMatch(sizes.get(0)::equals);
  }

  /**
   * The longest side at which {@code images} colour images still fit into so many bytes and into
   * one array, at most {@code maxSide} and at least 8.
   */
  static int fitting(int images, int maxSide, long bytes) {
    double each = Math.min(bytes, HeapBudget.LONGEST_ARRAY) / 3.0 / Math.max(1, images);
    return Math.min(maxSide, Math.max(LEAST, (int) Math.sqrt(each) / 4 * 4));
  }

  /**
   * This size, scaled down to at most {@code pixels}, each side a multiple of 4; empty where one
   * would be less than 8.
   */
  Optional<ImageSize> within(long pixels) {
    double scale = Math.min(1, Math.sqrt(pixels / (double) pixels()));
    ImageSize scaled = new ImageSize((int) (height * scale) / 4 * 4, (int) (width * scale) / 4 * 4);
    return Optional.of(scaled).filter(s -> Math.min(s.height, s.width) >= LEAST);
  }

  private static int median(int[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static int round(double side, int maxSide) {
    int rounded = Math.max(LEAST, (int) Math.round(side / 4) * 4);
    return rounded > maxSide ? maxSide / 4 * 4 : rounded;
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
