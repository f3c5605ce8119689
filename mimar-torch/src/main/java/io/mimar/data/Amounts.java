package io.mimar.data;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as people write them in data: digits, a point, an exponent; not what only Java reads. */
public final class Amounts {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}+(\\.\\d{0,400}+)?|\\.\\d{1,400}+)([eE][+-]?\\d{1,9})?");

  private Amounts() {}

  /** The number that {@code text} is, unless it is none or too large for a float. */
  public static OptionalDouble parse(String text) {
    String stripped = text.strip();
    if (!NUMBER.matcher(stripped).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(stripped);
    return Math.abs(value) <= Float.MAX_VALUE ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
