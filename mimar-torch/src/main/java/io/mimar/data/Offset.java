package io.mimar.data;

import java.util.Arrays;

/**
 * What is taken off numbers that lie close together and far from 0, such as moments in seconds of
 * 1970: as floats, of 24 bits, many of them would be one.
 */
public final class Offset {
  /** The spread of numbers takes so many steps of a float at least, or has an offset. */
  private static final double STEPS = 4096;

  private Offset() {}

  /** The median of {@code numbers} where floats cannot hold them well enough, else 0. */
  public static double of(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    double median = sorted[sorted.length / 2];
    double spread = sorted[3 * sorted.length / 4] - sorted[sorted.length / 4];
    if (spread == 0) { // half of them are one
      spread = sorted[sorted.length - 1] - sorted[0];
    }
    return spread < STEPS * Math.ulp((float) median) && spread > 0 ? median : 0;
  }
}
