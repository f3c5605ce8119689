package io.mimar.stats;

import io.mimar.Check;

/**
 * The interval in which a share lies, from successes among independent tries. Unlike the usual
 * {@code p ± 1.96·se} it is sound near 0 and 1 and for few tries.
 *
 * <p>Paper: Wilson, Probable inference, the law of succession, and statistical inference, JASA
 * 1927, doi 10.1080/01621459.1927.10502953.
 *
 * @param low the lower end, in [0, 1]
 * @param high the upper end, in [0, 1]
 */
public record Wilson(double low, double high) {
  /** The normal quantile of 95 % confidence, two-sided; paper: λ. */
  private static final double Z95 = 1.959963984540054;

  /** The 95 % interval of {@code share}, seen in {@code tries} tries. */
  public static Wilson interval95(double share, long tries) {
    Check.range("share", share, 0, 1);
    Check.range("tries", tries, 1, Long.MAX_VALUE);
    double z2 = Z95 * Z95;
    double scale = 1 + z2 / tries;
    double centre = (share + z2 / (2 * tries)) / scale;
    double half = Z95 / scale * Math.sqrt(share * (1 - share) / tries + z2 / (4.0 * tries * tries));
    return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /** Half its width. */
  public double half() {
    return (high - low) / 2;
  }
}
