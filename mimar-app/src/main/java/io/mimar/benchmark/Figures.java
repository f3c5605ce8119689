package io.mimar.benchmark;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;

/** Measurements as people read them, whatever their scale. */
final class Figures {
  private static final int DIGITS = 5;
  private static final double LEAST = 1e-4;
  private static final double MOST = 1e7;

  private Figures() {}

  /** A number of five digits: {@code 94.373}, {@code 0.94373}. */
  static String text(double value) {
    return with(decimals(value), value);
  }

  /** A mean and a deviation with as many decimals: {@code 94.373 ± 0.021}. */
  static String spread(double mean, double deviation) {
    int decimals = decimals(mean);
    return with(decimals, mean) + " ± " + with(decimals, deviation);
  }

  /** A number with all its digits and no exponent. */
  static String exact(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  /** A difference with its sign, to three digits. */
  static String difference(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%+.3g", value);
  }

  /** A probability: {@code 0.0312}, {@code < 0.0001}. */
  static String probability(double p) {
    return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** An effect size, {@code -} where it has none. */
  static String effect(OptionalDouble effect) {
    return effect.isPresent() ? String.format(Locale.ROOT, "%.2f", effect.getAsDouble()) : "-";
  }

  /** A share as percent: {@code 98 %}. */
  static String percent(double share) {
    return number(Math.round(1_000 * share) / 10.0) + " %";
  }

  /** A small number: {@code 19.3}. */
  static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  /** Seconds: {@code 0.012}, {@code 1.42}, {@code 15.3}. */
  static String seconds(double seconds) {
    return String.format(
        Locale.ROOT, seconds < 1 ? "%.3f" : seconds < 10 ? "%.2f" : "%.1f", seconds);
  }

  /** A count with thousands apart. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Decimals that show five digits; -1 for what is written with an exponent. */
  private static int decimals(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return DIGITS - 1;
    }
    return size < LEAST || size >= MOST
        ? -1
        : Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(size)));
  }

  private static String with(int decimals, double value) {
    return decimals < 0
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
