package io.mimar.config;

import io.mimar.MimarException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: {@code 200k}, {@code 1.5M}, {@code 10m}, {@code 1h30m}. */
public final class Quantity {
  private static final Pattern COUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kKmMgG]?)");
  private static final Pattern LATENCY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|µs|ms|s)");
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,10})s)?");

  private Quantity() {}

  /**
   * A whole number with an optional k (thousand), M (million) or G (thousand million).
   *
   * @throws MimarException naming {@code name} when {@code text} is no such number
   */
  public static long count(String name, String text) {
    Matcher matcher = COUNT.matcher(text.strip());
    if (matcher.matches()) {
      int power =
          switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 3;
            case "m" -> 6;
            case "g" -> 9;
            default -> 0;
          };
      BigDecimal value = new BigDecimal(matcher.group(1)).scaleByPowerOfTen(power);
      if (value.stripTrailingZeros().scale() <= 0
          && value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
        return value.longValueExact();
      }
    }
    throw new MimarException(
        name + " is \"" + text + "\", but must be a whole number such as 50000, 200k or 1.5M",
        "Write digits and, if you like, one of k, M, G.");
  }

  /**
   * A duration in days, hours, minutes and seconds.
   *
   * @throws MimarException naming {@code name} when {@code text} is none or is zero
   */
  public static Duration duration(String name, String text) {
    Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      Duration duration =
          Duration.ofDays(part(matcher, 1))
              .plusHours(part(matcher, 2))
              .plusMinutes(part(matcher, 3))
              .plusSeconds(part(matcher, 4));
      if (!duration.isZero()) {
        return duration;
      }
    }
    throw new MimarException(
        name + " is \"" + text + "\", but must be a duration such as 90s, 10m or 1h30m",
        "Write days, hours, minutes and seconds as d, h, m, s.");
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  /**
   * A short time in microseconds, milliseconds or seconds: {@code 5ms}.
   *
   * @throws MimarException naming {@code name} when {@code text} is none, or below a nanosecond
   */
  public static Duration latency(String name, String text) {
    Matcher matcher = LATENCY.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      int power =
          switch (matcher.group(2)) {
            case "s" -> 9;
            case "ms" -> 6;
            default -> 3;
          };
      long nanos = new BigDecimal(matcher.group(1)).scaleByPowerOfTen(power).longValue();
      if (nanos > 0) {
        return Duration.ofNanos(nanos);
      }
    }
    throw new MimarException(
        name + " is \"" + text + "\", but must be a time such as 5ms, 0.5ms or 200us",
        "Write a number and one of us, ms, s.");
  }

  /** A duration in the form that {@link #duration} reads: {@code 1h30m}. */
  public static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    String text =
        (seconds >= 3600 ? seconds / 3600 + "h" : "")
            + (seconds % 3600 >= 60 ? seconds % 3600 / 60 + "m" : "")
            + (seconds % 60 > 0 ? seconds % 60 + "s" : "");
    return text.isEmpty() ? "0s" : text;
  }

  /** A count as people read it: {@code 98.3k}, {@code 3.9M}. */
  public static String text(double count) {
    if (count >= 1e6) {
      return String.format(Locale.ROOT, "%.2fM", count / 1e6);
    }
    return count >= 1e4
        ? String.format(Locale.ROOT, "%.1fk", count / 1e3)
        : String.format(Locale.ROOT, "%.0f", count);
  }
}
