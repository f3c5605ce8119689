package io.mimar.tabular;

import io.mimar.data.Format.Kind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How dates and times are written. Zones are passed over: the time is the one on the wall.
 *
 * @param pattern letters as of {@link DateTimeFormatter}
 */
record DateForm(String pattern, DateTimeFormatter formatter) {
  private static final String TIME = "HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]]";

  /** In the order in which they are tried: where month and day cannot be told, month first. */
  private static final List<DateForm> KNOWN =
      List.of(
          of("uuuu-M-d"),
          of("uuuu-M-d'T'" + TIME + "[XXX][XX]"),
          of("uuuu-M-d " + TIME + "[ ][XXX][XX]"),
          of("uuuu/M/d[ " + TIME + "]"),
          of("d.M.uuuu[ " + TIME + "]"),
          of("M/d/uuuu[ " + TIME + "]"),
          of("d/M/uuuu[ " + TIME + "]"),
          of("d-M-uuuu[ " + TIME + "]"),
          of("d[-][ ]MMM[-][ ]uuuu"),
          of("H:mm[:ss]"));

  private static final LocalDate NO_DATE = LocalDate.EPOCH;

  /** The form of a pattern. */
  static DateForm of(String pattern) {
    return new DateForm(
        pattern,
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));
  }

  /** The form in which all {@code cells} are dates or times, if there is one. */
  static Optional<DateForm> of(Iterable<String> cells) {
    return KNOWN.stream().filter(form -> form.readsAll(cells)).findFirst();
  }

  private boolean readsAll(Iterable<String> cells) {
    for (String cell : cells) {
      if (read(cell).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it has no date. */
  boolean isTime() {
    return pattern.startsWith("H");
  }

  /** The date and time in a cell, if there is one; a time alone is of the first day of 1970. */
  Optional<LocalDateTime> read(String cell) {
    if (cell.length() < 4 || cell.length() > 40 || cell.charAt(0) < '0' || cell.charAt(0) > '9') {
      return Optional.empty();
    }
    try {
      TemporalAccessor read =
          formatter.parseBest(cell, LocalDateTime::from, LocalDate::from, LocalTime::from);
      if (read instanceof LocalDateTime moment) {
        return Optional.of(moment);
      }
      return Optional.of(
          read instanceof LocalDate day
              ? day.atStartOfDay()
              : NO_DATE.atTime(LocalTime.from(read)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** What a column of this kind tells of a moment. */
  static double number(LocalDateTime moment, Kind kind) {
    double hours = moment.toLocalTime().toSecondOfDay() / 3600.0;
    return switch (kind) {
      case DAY -> moment.toLocalDate().toEpochDay() + hours / 24;
      case MONTH -> moment.getMonthValue();
      case WEEKDAY -> moment.getDayOfWeek().getValue();
      case HOUR -> hours;
      default -> throw new IllegalArgumentException(kind + " is none of a date");
    };
  }
}
