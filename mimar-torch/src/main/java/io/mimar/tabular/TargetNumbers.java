package io.mimar.tabular;

import io.mimar.data.Cells;
import java.util.List;

/**
 * Targets that are numbers with decimal commas, thousands or signs of a currency, written plainly.
 * What is done depends on a file's own cells: part by part, since files may differ.
 */
final class TargetNumbers {
  private static final int FEW_ROWS = 20; // among which one word is no stray

  /** So many of the cells are numbers of a column that has nothing else but for strays. */
  private static final double NEARLY_ALL = 0.98;

  private TargetNumbers() {}

  /**
   * The targets, as plain numbers where all are numbers of some form, but for words that stand for
   * what is missing, which become empty where they are few; else as they are.
   *
   * @param targets as written, empty ones missing
   * @param delimiter what parts the cells of their file
   */
  static List<String> plain(List<String> targets, char delimiter) {
    if (targets.stream().allMatch(t -> t.isEmpty() || Cells.isNumber(t) || Cells.isInfinite(t))) {
      return targets;
    }
    return NumberForm.order(delimiter).stream()
        .filter(form -> isForm(form, targets))
        .findFirst()
        .map(form -> targets.stream().map(target -> plain(target, form)).toList())
        .orElse(targets);
  }

  private static boolean isForm(NumberForm form, List<String> targets) {
    int numbers = 0;
    int words = 0;
    for (String target : targets) {
      if (form.reads(target)) {
        numbers++;
      } else if (Cells.isPlaceholder(target)) {
        words++;
      } else if (!target.isEmpty() && !Cells.isInfinite(target)) {
        return false;
      }
    }
    boolean strays = numbers > FEW_ROWS && numbers >= NEARLY_ALL * (numbers + words);
    return numbers > 0 && (words == 0 || strays);
  }

  private static String plain(String target, NumberForm form) {
    if (target.isEmpty() || (form == NumberForm.PLAIN && Cells.isNumber(target))) {
      return target;
    }
    double number = form.read(target);
    return Double.isNaN(number)
        ? Cells.isPlaceholder(target) ? "" : target
        : Double.toString(number);
  }
}
