package io.mimar.stats;

import java.util.Arrays;

/** A logarithm for numbers of any sign, 0 at 0, which brings counts and costs to one scale. */
public final class SignedLog {
  private SignedLog() {}

  /** {@code sign(x) · ln(1 + |x|)}. */
  public static double of(double value) {
    return Math.signum(value) * Math.log1p(Math.abs(value));
  }

  /** The same of each value. */
  public static double[] of(double[] values) {
    return Arrays.stream(values).map(SignedLog::of).toArray();
  }
}
