package io.mimar.stats;

import io.mimar.Check;

/**
 * Where a value lies with some confidence.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  public Interval {
    Check.that(low <= high, "interval", "[" + low + ", " + high + "]", "low <= high");
  }

  /** Whether {@code value} lies in it, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
