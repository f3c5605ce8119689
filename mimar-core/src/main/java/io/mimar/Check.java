package io.mimar;

import java.util.Objects;
import java.util.stream.Stream;

/** Checks of options where they enter, with errors of the form "x is V, but must be R". */
public final class Check {
  private Check() {}

  /**
   * Returns {@code value} when it lies in {@code [low, high]}.
   *
   * @throws MimarException when it does not
   */
  public static int range(String name, int value, int low, int high) {
    return (int) range(name, (long) value, low, high);
  }

  /** As {@link #range(String, int, int, int)} for long values. */
  public static long range(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw violated(name, value, "in [" + low + ", " + high + "]");
    }
    return value;
  }

  /** As {@link #range(String, int, int, int)} for real values; a NaN is outside every range. */
  public static double range(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw violated(name, value, "in [" + low + ", " + high + "]");
    }
    return value;
  }

  /**
   * Passes when {@code holds}.
   *
   * @param rule what must hold, as in "must be R"
   * @throws MimarException when it does not hold
   */
  public static void that(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw violated(name, value, rule);
    }
  }

  /**
   * Passes when no value is null, as those are that a file leaves out.
   *
   * @throws MimarException when one is
   */
  public static void present(String name, Object... values) {
    that(Stream.of(values).noneMatch(Objects::isNull), name, "without some value", "whole");
  }

  /** The error of an option that breaks its rule, for who puts it into words only then. */
  public static MimarException violated(String name, Object value, String rule) {
    return new MimarException(
        name + " is " + value + ", but must be " + rule,
        "Set " + name + " to a value that is " + rule + ".");
  }
}
