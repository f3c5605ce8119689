package io.mimar.tabular;

import io.mimar.data.Format.Kind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How dates and times are written. Zones are passed over: the time is the one on the wall. Years of
 * two digits are 1969 to 2068, as POSIX has it. A month alone is its first day.
 *
 * @param pattern letters as of {@link DateTimeFormatter}
 */
record DateForm(String pattern, DateTimeFormatter formatter) {
  private static final String TIME = "H:mm[:ss[.SSSSSSSSS][.SSSSSSS][.SSSSSS][.SSS][.SS][.S]]";

  private static final String HALVES = "h:mm[:ss][ ]a";

  /** In the order in which they are tried: where month and day cannot be told, month first. */
  static final List<DateForm> KNOWN =
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
          of("d MMMM uuuu"),
          of("MMM d[,] uuuu[ " + TIME + "]"),
          of("MMMM d[,] uuuu"),
          of("MMM[-][ ]uuuu"),
          of("H:mm[:ss]"),
          of("uuuu-M-d " + HALVES),
          of("M/d/uuuu[,] " + HALVES),
          of("d/M/uuuu[,] " + HALVES),
          of("d.M.uu[ " + TIME + "]"),
          of("M/d/uu[ " + TIME + "]"),
          of("M/d/uu[,] " + HALVES),
          of("d/M/uu[ " + TIME + "]"),
          of("d/M/uu[,] " + HALVES),
          of("d[-][ ]MMM[-][ ]uu"),
          of(HALVES));

  private static final int LAST_SHORT = 2068;
  private static final LocalDate NO_DATE = LocalDate.EPOCH;

  /** The form of a pattern. */
  static DateForm of(String pattern) {
    return new DateForm(
        pattern,
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.DAY_OF_MONTH, 1) // of a month alone
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));
  }

  /** Whether it has no date. */
  boolean isTime() {
    return pattern.startsWith("H") || pattern.startsWith("h");
  }

  /** Whether its years have two digits, which other words than dates may seem to have. */
  boolean hasShortYears() {
    return pattern.contains("uu") && !pattern.contains("uuuu");
  }

  /** Whether a cell is a date or time of this form. */
  boolean reads(String cell) {
    return read(cell).isPresent();
  }

  /** The date and time in a cell, if there is one; a time alone is of the first day of 1970. */
  Optional<LocalDateTime> read(String cell) {
    if (cell.length() < 4 || cell.length() > 40 || !mayBegin(cell.charAt(0))) {
      return Optional.empty();
    }
    try {
      TemporalAccessor read =
          formatter.parseBest(cell, LocalDateTime::from, LocalDate::from, LocalTime::from);
      if (read instanceof LocalDateTime moment) {
        return Optional.of(inCentury(moment));
      }
      return Optional.of(
          read instanceof LocalDate day
              ? inCentury(day.atStartOfDay())
              : NO_DATE.atTime(LocalTime.from(read)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private boolean mayBegin(char first) {
    return pattern.startsWith("MMM") ? Character.isLetter(first) : first >= '0' && first <= '9';
  }

  /** Short years are read as those from 2000 on. */
  private LocalDateTime inCentury(LocalDateTime moment) {
    return hasShortYears() && moment.getYear() > LAST_SHORT ? moment.minusYears(100) : moment;
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
