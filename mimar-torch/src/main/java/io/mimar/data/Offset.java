package io.mimar.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * What is taken off numbers that lie close together and far from 0, such as moments in seconds of
 * 1970: as floats, of 24 bits, many of them would be one.
 */
public final class Offset {
  /** The spread of numbers takes so many steps of a float at least, or has an offset. */
  private static final double STEPS = 4096;

  /** What differs by a smaller share is one number, written with the noise of a computation. */
  private static final double NOISE = 0x1p-40;

  private Offset() {}

  /**
   * The median of {@code numbers} where floats cannot hold them well enough, else 0: also where
   * floats of what is left would be fewer, as of moments among small numbers that are codes.
   */
  public static double of(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    double median = sorted[sorted.length / 2];
    double noise = NOISE * Math.abs(median);
    double spread = sorted[3 * sorted.length / 4] - sorted[sorted.length / 4];
    if (spread <= noise) { // half of them are one
      spread = sorted[sorted.length - 1] - sorted[0];
    }
    boolean close = spread < STEPS * Math.ulp((float) median) && spread > noise;
    return close && !joins(sorted, median) ? median : 0;
  }

  /** Whether taking {@code offset} off makes one float of numbers that were two. */
  private static boolean joins(double[] sorted, double offset) {
    for (int i = 1; i < sorted.length; i++) {
      if ((float) sorted[i] != (float) sorted[i - 1]
          && (float) (sorted[i] - offset) == (float) (sorted[i - 1] - offset)) {
        return true;
      }
    }
    return false;
  }

  /** The number that was {@code left} when {@code offset} was taken off, to the digits it had. */
  public static double added(double offset, float left) {
    if (offset == 0 || !Float.isFinite(left)) {
      return left;
    }
    int known = left == 0 ? 0 : (int) -Math.ceil(Math.log10(Math.ulp(left)));
    BigDecimal sum = new BigDecimal(Float.toString(left)).add(BigDecimal.valueOf(offset));
    return sum.setScale(left == 0 ? sum.scale() : known, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** {@link #added} in decimal, without an exponent where an offset was taken off. */
  public static String text(double offset, float left) {
    return offset == 0 || !Float.isFinite(left)
        ? Float.toString(left)
        : BigDecimal.valueOf(added(offset, left)).stripTrailingZeros().toPlainString();
  }
}
