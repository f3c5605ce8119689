package io.mimar.text;

import io.mimar.MimarException;
import io.mimar.data.TargetNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which column of a table has the texts, and which their targets.
 *
 * @param text the name of the texts' column
 * @param target the name of the targets' column
 */
record TextColumns(String text, String target) {
  /** Of texts that are files: there are no columns. */
  static final TextColumns NONE = new TextColumns("", "");

  /**
   * Chooses the target: the one that is asked for, else one of a known name, else the only
   * categorical one, else the last; and of the others the longest on average as the text.
   *
   * @param asked the target's name, empty for none
   * @param notes hears the choice
   * @throws MimarException when there is no such target, or no column beside it
   */
  static TextColumns choose(TextTable table, String asked, Consumer<String> notes) {
    if (table.columns().size() < 2) {
      throw new MimarException(
          table.file()
              + " has "
              + table.columns().size()
              + " "
              + table.kind()
              + "s, but must have a text and a target",
          "Give a file with one " + table.kind() + " of texts and one of classes.");
    }
    String target = target(table, asked, notes);
    String text = longest(table, target);
    notes.accept("The texts are " + table.kind() + " \"" + text + "\", the longest on average.");
    List<String> others = new ArrayList<>(table.columns());
    others.removeAll(List.of(text, target));
    if (!others.isEmpty()) {
      String names = String.join(", ", others.subList(0, Math.min(5, others.size())));
      String rest = others.size() > 5 ? ", …" : "";
      notes.accept(
          "Ignored %d other %ss (%s%s).".formatted(others.size(), table.kind(), names, rest));
    }
    return new TextColumns(text, target);
  }

  /** The targets' column, where one is asked for or has a known name. */
  static Optional<String> named(TextTable table, String asked) {
    return asked.isEmpty()
        ? TargetNames.usual(table.columns())
        : TargetNames.like(table.columns(), asked);
  }

  /** The column that is longest on average, but for the target. */
  static String longest(TextTable table, String target) {
    String longest = "";
    long most = -1;
    for (String column : table.columns()) {
      long length = table.cells(column).stream().mapToLong(String::length).sum();
      if (!column.equals(target) && length > most) {
        longest = column;
        most = length;
      }
    }
    return longest;
  }

  private static String target(TextTable table, String asked, Consumer<String> notes) {
    var named = named(table, asked);
    if (named.isEmpty() && !asked.isEmpty()) {
      throw new MimarException(
          "target is \"%s\", which is no %s of %s".formatted(asked, table.kind(), table.file()),
          "Name one of: " + String.join(", ", table.columns()) + ".");
    }
    List<String> categorical = table.columns().stream().filter(c -> categorical(table, c)).toList();
    String reason;
    if (named.isPresent()) {
      reason = asked.isEmpty() ? "by its name" : "as asked";
    } else {
      reason = categorical.size() == 1 ? "the only one whose values repeat" : "the last one";
    }
    String last = table.columns().get(table.columns().size() - 1);
    String target = named.orElse(categorical.size() == 1 ? categorical.get(0) : last);
    notes.accept("The target is %s \"%s\", %s.".formatted(table.kind(), target, reason));
    return target;
  }

  /** Whether a column has two values or more, and each twice or more on average. */
  private static boolean categorical(TextTable table, String column) {
    List<String> cells = table.cells(column).stream().filter(cell -> !cell.isEmpty()).toList();
    int distinct = new TreeSet<>(cells).size();
    return distinct >= 2 && distinct <= cells.size() / 2;
  }
}
