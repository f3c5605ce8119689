package io.mimar.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Format {
  private Format() {}

  /** A share as percent: {@code 88.3 %}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share) : "–";
  }

  /** A share as percent points without the sign: {@code 2.0}. */
  public static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** A count with thousands apart: {@code 98,712}. */
  public static String count(double count) {
    return Double.isFinite(count) ? String.format(Locale.ROOT, "%,.0f", count) : "–";
  }

  /** As {@link #count(double)}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count in three digits: {@code 98.7 k}, {@code 3.95 M}. */
  public static String brief(double count) {
    if (!Double.isFinite(count)) {
      return "–";
    }
    String[] units = {"", "\u00a0k", "\u00a0M", "\u00a0G", "\u00a0T"};
    int unit = 0;
    double value = count;
    while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value) + units[unit];
  }

  /** A small number in two digits, written out: {@code 0.0000031}. */
  public static String small(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(2)).toPlainString()
        : "–";
  }

  /** A time: {@code 0.8 s}, {@code 95 s}, {@code 12 min}, {@code 3 h 20 min}. */
  public static String time(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "–";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f\u00a0s", seconds);
    }
    Duration d = Duration.ofSeconds(Math.round(seconds));
    if (d.toSeconds() < 120) {
      return d.toSeconds() + "\u00a0s";
    }
    return d.toMinutes() < 120
        ? d.toMinutes() + "\u00a0min"
        : d.toHours() + "\u00a0h\u00a0" + d.toMinutesPart() + "\u00a0min";
  }

  /** {@code 1 trial}, {@code 2 trials}. */
  public static String plural(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
