package io.mimar.data;

import io.mimar.MimarException;
import java.util.Locale;

/**
 * What data may take of the heap, the same for all kinds, asked for before it is taken: half of it
 * what was read, an eighth the numbers that come of it. Splitting images holds their numbers three
 * times for a moment, and so do workers, which have half of this heap.
 */
public final class HeapBudget {
  /** The environment variable that the launcher makes Java's heap of. */
  public static final String VARIABLE = "MIMAR_HEAP";

  private static final int SHARE_OF_TEXT = 2;
  private static final int SHARE_OF_NUMBERS = 8;
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private HeapBudget() {}

  /** The bytes that what is read of data may take. */
  static long ofText() {
    return Runtime.getRuntime().maxMemory() / SHARE_OF_TEXT;
  }

  /** The bytes that the numbers of data may take. */
  static long ofNumbers() {
    return Runtime.getRuntime().maxMemory() / SHARE_OF_NUMBERS;
  }

  /** How to get a heap of so many bytes. */
  public static String remedy(long heapBytes) {
    long gigabytes = Math.max(1, (heapBytes + (1L << 30) - 1) >> 30);
    return "give Mimar more memory: " + VARIABLE + "=" + gigabytes + "g in the environment";
  }

  /**
   * Passes when samples fit.
   *
   * @param data the data's name
   * @param samples what they are: "images", "rows"
   * @param count how many, in all parts
   * @param each numbers of a sample
   * @param bytes of a number
   * @throws MimarException when they are more than the budget, or than an array holds
   */
  static void check(String data, String samples, long count, long each, int bytes) {
    check(data, samples, count, each, bytes, ofNumbers());
  }

  static void check(String data, String samples, long count, long each, int bytes, long budget) {
    long numbers = count * each;
    if (numbers <= LONGEST_ARRAY && numbers * bytes <= budget) {
      return;
    }
    String fewer = "Take fewer or smaller " + samples;
    throw new MimarException(
        String.format(
            Locale.ROOT,
            "%s has %,d %s of %,d numbers, together %,d MB, but at most %,d MB of them fit into"
                + " memory",
            data,
            count,
            samples,
            each,
            megabytes(numbers * bytes),
            Math.min(budget, LONGEST_ARRAY * bytes) >> 20),
        numbers <= LONGEST_ARRAY
            ? fewer + ", or " + remedy(numbers * bytes * SHARE_OF_NUMBERS) + "."
            : fewer + ": an array holds 2,147,483,639 numbers at most.");
  }

  private static long megabytes(long bytes) {
    return (bytes + (1L << 20) - 1) >> 20;
  }
}
