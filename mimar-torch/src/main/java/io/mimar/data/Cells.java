package io.mimar.data;

import java.util.Locale;
import java.util.Set;

/** What a cell of a table says. */
public final class Cells {
  private static final Set<String> MISSING =
      Set.of("", "?", "na", "n/a", "#n/a", "nan", "null", "\\n", "<na>");
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "none",
          "nil",
          "unknown",
          "unk",
          "missing",
          "undefined",
          "-",
          "--",
          "---",
          ".",
          "..",
          "...",
          "*",
          "x",
          "n.a.",
          "n.a",
          "na.",
          "nd",
          "n.d.",
          "n/d",
          "n/k",
          "tbd",
          "blank",
          "empty",
          "#ref!",
          "#value!",
          "#name?",
          "#null!",
          "#num!",
          "nat");

  private static final int LONGEST = 10; // of the words
  private static final int LARGEST = 39; // digits of the largest float
  private static final Set<String> INFINITE = Set.of("inf", "infinity", "#div/0!");

  private Cells() {}

  /**
   * Whether nothing is said: empty, NA, NaN, null, ? and the like, or an infinite number by its
   * word; 7E400 may be a name.
   */
  public static boolean isMissing(String cell) {
    if (cell.length() > LONGEST) {
      return false;
    }
    String plain = cell.strip().toLowerCase(Locale.ROOT);
    return MISSING.contains(plain) || isInfiniteWord(plain);
  }

  /**
   * Whether among numbers or dates nothing is said by it, though it may be a category elsewhere:
   * None, unknown, a dash and the like.
   */
  public static boolean isPlaceholder(String cell) {
    return cell.length() <= LONGEST && PLACEHOLDERS.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Whether as a number it is an infinite one, or one too large for a float, which would become
   * one.
   */
  public static boolean isInfinite(String cell) {
    boolean word = cell.length() >= 3 && cell.length() <= LONGEST;
    return (word && isInfiniteWord(cell.strip().toLowerCase(Locale.ROOT))) || isTooLarge(cell);
  }

  private static boolean isInfiniteWord(String plain) {
    boolean signed = plain.startsWith("-") || plain.startsWith("+");
    return INFINITE.contains(signed ? plain.substring(1) : plain);
  }

  private static boolean isTooLarge(String cell) {
    boolean may = cell.length() >= LARGEST || cell.indexOf('e') > 0 || cell.indexOf('E') > 0;
    return may && Math.abs(parsed(cell)) > Float.MAX_VALUE;
  }

  /**
   * The number that it is where a float can hold it, or NaN; a type's letter ({@code 1f}) or hex is
   * none.
   */
  public static double number(String cell) {
    double value = parsed(cell);
    return Math.abs(value) <= Float.MAX_VALUE ? value : Double.NaN;
  }

  /** The number that it is, perhaps infinite by its size, or NaN. */
  private static double parsed(String cell) {
    String plain = cell.strip();
    if (plain.isEmpty() || plain.length() > 60) {
      return Double.NaN;
    }
    boolean digit = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      digit |= c >= '0' && c <= '9';
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return Double.NaN;
      }
    }
    if (!digit) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      return Double.NaN; // "1-2", "e5"
    }
  }

  /** Whether it is a number that a float can hold. */
  public static boolean isNumber(String cell) {
    return !Double.isNaN(number(cell));
  }
}
