package io.mimar.tabular;

import io.mimar.data.Cells;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Amounts to be told that are written with decimal commas, thousands, signs of a currency or words
 * for what is missing. How they are written is told by the train part and kept for all others.
 */
final class TargetNumbers {
  /** What {@link #form} says of plain amounts and of classes, which stay as they are. */
  static final String AS_WRITTEN = "";

  /** So many different numbers are no classes, and among them a word is a stray. */
  private static final int MANY = 20;

  /** So many of the cells are numbers of a column that has nothing else but for strays. */
  private static final double NEARLY_ALL = 0.98;

  private TargetNumbers() {}

  /**
   * The form of the targets of the train part: of amounts, where all are numbers of that form but
   * for some that say that they are missing, and these are not simply plain.
   *
   * @param targets as written, empty ones missing
   * @param delimiter what parts the cells: commas part no decimals where they part cells
   */
  static String form(List<String> targets, char delimiter) {
    if (targets.stream().allMatch(t -> t.isEmpty() || Cells.isNumber(t) || Cells.isInfinite(t))) {
      return AS_WRITTEN;
    }
    return NumberForm.order(delimiter).stream()
        .filter(form -> delimiter != ',' || form != NumberForm.COMMA)
        .filter(form -> areAmounts(form, targets))
        .findFirst()
        .map(NumberForm::word)
        .orElse(AS_WRITTEN);
  }

  private static boolean areAmounts(NumberForm form, List<String> targets) {
    Set<Double> different = new HashSet<>();
    int numbers = 0;
    int words = 0;
    boolean whole = true;
    for (String target : targets) {
      double number = form.read(target);
      if (!Double.isNaN(number)) {
        different.add(number);
        whole &= number == Math.rint(number);
        numbers++;
      } else if (Cells.isPlaceholder(target)) {
        words++;
      } else if (!target.isEmpty() && !Cells.isInfinite(target)) {
        return false;
      }
    }
    boolean many = different.size() > MANY;
    boolean commas = form == NumberForm.COMMA && !whole; // 1,5 is no name of a class
    return numbers >= NEARLY_ALL * (numbers + words) && (many || (commas && words == 0));
  }

  /** The targets, as plain numbers where {@code form} says how they are written. */
  static List<String> plain(List<String> targets, String form) {
    if (form.equals(AS_WRITTEN)) {
      return targets;
    }
    NumberForm numbers = NumberForm.of(form);
    return targets.stream().map(target -> plain(target, numbers)).toList();
  }

  private static String plain(String target, NumberForm form) {
    double number = form.read(target);
    if (!Double.isNaN(number)) {
      return Double.toString(number);
    }
    return Cells.isPlaceholder(target) ? "" : target;
  }
}
