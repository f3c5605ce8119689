package io.mimar.tabular;

import io.mimar.data.Cells;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How numbers are written. Signs of a currency or of percent beside them are passed over. */
enum NumberForm {
  /** 1234.5 */
  PLAIN,
  /** 1.234,5 */
  COMMA,
  /** 1,234.5 */
  THOUSANDS;

  private static final Pattern COMMAS =
      Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d*)(,\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?=.*[\\p{Sc}%])([+-]?)\\s*\\p{Sc}?\\s*([+-]?[0-9.,]*[0-9][0-9.,]*)\\s*[\\p{Sc}%]?");
  static final char PERCENT = '%';
  private static final int LONGEST = 60;
  private static final int SEVERAL = 5;
  private static final Pattern POINTS = Pattern.compile("[+-]?[1-9]\\d{0,2}(\\.\\d{3})+");
  private static final Pattern SMALL = Pattern.compile("[+-]?(0|[1-9]\\d{0,2})");
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");

  /** The forms in the order in which they are tried where {@code delimiter} parts the cells. */
  static List<NumberForm> order(char delimiter) {
    return delimiter == ',' ? List.of(PLAIN, THOUSANDS, COMMA) : List.of(PLAIN, COMMA, THOUSANDS);
  }

  /** The form of a column of a format. */
  static NumberForm of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word for it in a format. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The sign of a currency or of percent before or after a number; empty where there is none. */
  static String sign(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == PERCENT || Character.getType(c) == Character.CURRENCY_SYMBOL) {
        return SIGNED.matcher(cell).matches() ? String.valueOf(c) : "";
      }
    }
    return "";
  }

  /**
   * Whether points in some of the different {@code cells} part thousands, as beside decimal commas:
   * all stand before three digits, none is in a number below one thousand, and the cells without
   * are.
   */
  static boolean areGrouped(Collection<String> cells) {
    return cells.stream().filter(cell -> POINTS.matcher(cell).matches()).count() >= SEVERAL
        && cells.stream().filter(cell -> SMALL.matcher(cell).matches()).count() >= SEVERAL
        && cells.stream().allMatch(c -> POINTS.matcher(c).matches() || SMALL.matcher(c).matches());
  }

  /** Whether a cell is a number of this form. */
  boolean reads(String cell) {
    return !Double.isNaN(read(cell));
  }

  /** The number in a cell, NaN where there is none. */
  double read(String cell) {
    double number = bare(cell);
    if (!Double.isNaN(number) || cell.length() > LONGEST) {
      return number;
    }
    Matcher signed = SIGNED.matcher(cell);
    return signed.matches() ? bare(signed.group(1) + signed.group(2)) : Double.NaN;
  }

  private double bare(String cell) {
    return switch (this) {
      case PLAIN -> Cells.number(cell);
      case COMMA ->
          COMMAS.matcher(cell).matches()
              ? Cells.number(cell.replace(".", "").replace(',', '.'))
              : Double.NaN;
      case THOUSANDS ->
          GROUPED.matcher(cell).matches()
              ? Cells.number(cell.replace(",", ""))
              : Cells.number(cell);
    };
  }
}
