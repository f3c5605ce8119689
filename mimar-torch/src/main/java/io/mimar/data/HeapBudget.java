package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.util.Locale;

/**
 * What data may take of the heap, the same for all kinds, asked for before it is taken: half of it
 * what was read, a quarter the numbers that come of it.
 *
 * <p>For so many times are the numbers held at once: images twice where they are joined of the
 * decoded, and again where missing parts are split off; rows once, beside what was read; those of
 * all kinds twice where the baselines are trained. Workers hold the data, the train and validation
 * rows joined, and one fold of them: three times, so their heap is at least four times the numbers,
 * which is no more than this one. (Pixels they map, and hold no more of than a candidate samples or
 * a fold copies: {@link MappedPixels}; the bound is the same.)
 */
public final class HeapBudget {
  /** The environment variable that the launcher makes Java's heap of. */
  public static final String VARIABLE = "MIMAR_HEAP";

  private static final int SHARE_OF_TEXT = 2;
  private static final int SHARE_OF_NUMBERS = 4;
  static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private HeapBudget() {}

  /** The bytes that what is read of data may take. */
  static long ofText() {
    return ofText(Runtime.getRuntime().maxMemory());
  }

  static long ofText(long heapBytes) {
    return heapBytes / SHARE_OF_TEXT;
  }

  /** The bytes that the numbers of data may take. */
  static long ofNumbers() {
    return ofNumbers(Runtime.getRuntime().maxMemory());
  }

  static long ofNumbers(long heapBytes) {
    return heapBytes / SHARE_OF_NUMBERS;
  }

  /** How to get a heap that has room for so many bytes. */
  public static String remedy(long heapBytes) {
    long gigabytes = gigabytes(heapBytes);
    return "give Mimar more memory: "
        + VARIABLE
        + "="
        + gigabytes
        + "g in the environment, or -Xmx"
        + gigabytes
        + "g to a Java program of your own";
  }

  /** What to ask Java for: the serial collector keeps a thirtieth of it free. */
  static long gigabytes(long heapBytes) {
    return Math.max(1, (long) Math.ceil(heapBytes * (30 / 29.0) / (1L << 30)));
  }

  /**
   * Passes when samples fit.
   *
   * @param data the data's name
   * @param samples what they are: "rows", "values"
   * @param count how many, in all parts
   * @param each numbers of a sample
   * @param bytes of a number
   * @throws MimarException when they are more than the budget, or than an array holds
   */
  static void check(String data, String samples, long count, long each, int bytes) {
    check(data, samples, count, each, bytes, ofNumbers());
  }

  static void check(String data, String samples, long count, long each, int bytes, long budget) {
    Wanted wanted = new Wanted(data, samples, count, each, bytes);
    check(wanted, "Take fewer or smaller " + samples, budget);
  }

  /**
   * Passes when images fit; else the hint names the largest shape at which they do.
   *
   * @param data the data's name
   * @param count how many, in all parts
   * @param shape of each
   * @throws MimarException when they are more than the budget, or than an array holds
   */
  static void checkImages(String data, long count, Shape shape) {
    checkImages(data, count, shape, ofNumbers());
  }

  static void checkImages(String data, long count, Shape shape, long budget) {
    long pixels = Math.min(budget, LONGEST_ARRAY) / Math.max(1, count) / shape.channels();
    String smaller =
        new ImageSize(shape.height(), shape.width())
            .within(pixels)
            .map(size -> ", or search with --shape " + size)
            .orElse("");
    Wanted images = new Wanted(data, "images", count, shape.size(), Byte.BYTES);
    check(images, "Take fewer images" + smaller, budget);
  }

  /** Samples that are to be held. */
  private record Wanted(String data, String samples, long count, long each, int bytes) {}

  private static void check(Wanted wanted, String fewer, long budget) {
    long numbers = wanted.count * wanted.each;
    if (numbers <= LONGEST_ARRAY && numbers * wanted.bytes <= budget) {
      return;
    }
    throw new MimarException(
        String.format(
            Locale.ROOT,
            "%s has %,d %s of %,d numbers, together %,d MB, but at most %,d MB of them fit into"
                + " memory",
            wanted.data,
            wanted.count,
            wanted.samples,
            wanted.each,
            megabytes(numbers * wanted.bytes),
            Math.min(budget, LONGEST_ARRAY * wanted.bytes) >> 20),
        numbers <= LONGEST_ARRAY
            ? fewer + ", or " + remedy(numbers * wanted.bytes * SHARE_OF_NUMBERS) + "."
            : fewer + ": an array holds 2,147,483,639 numbers at most.");
  }

  private static long megabytes(long bytes) {
    return (bytes + (1L << 20) - 1) >> 20;
  }
}
