package io.mimar.text;

import io.mimar.MimarException;
import io.mimar.data.TargetNames;
import io.mimar.data.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which columns of a table have the texts, and which their targets.
 *
 * @param texts the names of the texts' columns, whose cells are joined in this order; none of texts
 *     that are files
 * @param target the name of the targets' column
 */
record TextColumns(List<String> texts, String target) {
  /** Of texts that are files: there are no columns. */
  static final TextColumns NONE = new TextColumns(List.of(), "");

  /** A text may come again for so many rows; names of categories come more often. */
  private static final int TURNS = 10;

  /** Cells of a column that tell whether it has texts. */
  private static final int LOOKED_AT = 2_000;

  TextColumns {
    texts = List.copyOf(texts);
  }

  /**
   * Chooses the target: the one that is asked for, else one of a known name, else the only
   * categorical one, else the last; and of the others the longest on average as the text, joined
   * with those that have texts too, a title and a body say.
   *
   * @param asked the target's name, empty for none
   * @param shared whether other files of the data have a column too
   * @param notes hears the choice
   * @throws MimarException when there is no such target, or no column beside it
   */
  static TextColumns choose(
      TextTable table, String asked, Predicate<String> shared, Consumer<String> notes) {
    if (table.columns().size() < 2) {
      throw new MimarException(
          table.file()
              + " has "
              + table.columns().size()
              + " "
              + table.kind()
              + "s, but must have a text and a target",
          String.join(
              " ",
              Stream.concat(
                      table.notes().stream(),
                      Stream.of(
                          "Give a file with one " + table.kind() + " of texts and one of classes."))
                  .toList()));
    }
    String target = target(table, asked, notes);
    String longest = longest(table, target);
    List<String> texts =
        table.columns().stream()
            .filter(
                c ->
                    c.equals(longest)
                        || (!c.equals(target) && shared.test(c) && hasTexts(table, c)))
            .toList();
    String quoted = "\"" + String.join("\", \"", texts) + "\"";
    notes.accept(
        texts.size() == 1
            ? "The texts are %s %s, the longest on average.".formatted(table.kind(), quoted)
            : "The texts are the %ss %s, joined.".formatted(table.kind(), quoted));
    List<String> others = new ArrayList<>(table.columns());
    others.removeAll(texts);
    others.remove(target);
    if (!others.isEmpty()) {
      String names = String.join(", ", others.subList(0, Math.min(5, others.size())));
      String rest = others.size() > 5 ? ", …" : "";
      notes.accept(
          "Ignored %d other %s%s (%s%s)."
              .formatted(others.size(), table.kind(), others.size() == 1 ? "" : "s", names, rest));
    }
    return new TextColumns(texts, target);
  }

  /** The targets' column, where one is asked for or has a known name. */
  static Optional<String> named(TextTable table, String asked) {
    return asked.isEmpty()
        ? TargetNames.usual(table.columns())
        : TargetNames.like(table.columns(), asked);
  }

  /**
   * The column that is longest on average, but for the target: of those with several words a cell,
   * where there are any; an address may be longer.
   */
  static String longest(TextTable table, String target) {
    List<String> others = table.columns().stream().filter(c -> !c.equals(target)).toList();
    List<String> texts =
        others.stream().filter(column -> words(table, column) >= Words.OF_TEXT).toList();
    return (texts.isEmpty() ? others : texts)
        .stream().max(Comparator.comparingLong(column -> characters(table, column))).orElse("");
  }

  private static long characters(TextTable table, String column) {
    return table.cells(column).stream().mapToLong(String::length).sum();
  }

  private static boolean hasTexts(TextTable table, String column) {
    List<String> cells = some(table, column);
    return words(table, column) >= Words.OF_TEXT
        && (long) TURNS * new HashSet<>(cells).size() > cells.size();
  }

  /** The mean number of words in a column's cells. */
  private static double words(TextTable table, String column) {
    return some(table, column).stream().mapToDouble(Words::roughly).average().orElse(0);
  }

  private static List<String> some(TextTable table, String column) {
    return table.cells(column).stream().filter(cell -> !cell.isEmpty()).limit(LOOKED_AT).toList();
  }

  private static String target(TextTable table, String asked, Consumer<String> notes) {
    var named = named(table, asked);
    if (named.isEmpty() && !asked.isEmpty()) {
      throw new MimarException(
          "target is \"%s\", which is no %s of %s".formatted(asked, table.kind(), table.file()),
          "Name one of: " + String.join(", ", table.columns()) + ".");
    }
    List<String> categorical = table.columns().stream().filter(c -> categorical(table, c)).toList();
    List<String> columns = table.columns();
    String last = columns.get(columns.size() - 1);
    boolean beside = // texts are no target
        last.equals(longest(table, "")) && (columns.size() == 2 || hasTexts(table, last));
    String rest = beside ? lastWithoutTexts(table, categorical) : last;
    String reason;
    if (named.isPresent()) {
      reason = asked.isEmpty() ? "by its name" : "as asked";
    } else if (categorical.size() == 1) {
      reason = "the only one whose values repeat";
    } else {
      reason = beside ? "beside the texts" : "the last one";
    }
    String target = named.orElse(categorical.size() == 1 ? categorical.get(0) : rest);
    notes.accept("The target is %s \"%s\", %s.".formatted(table.kind(), target, reason));
    return target;
  }

  /** The last column without texts, of those whose values repeat where there are any. */
  private static String lastWithoutTexts(TextTable table, List<String> categorical) {
    String texts = longest(table, "");
    List<String> others =
        table.columns().stream().filter(c -> !c.equals(texts) && !hasTexts(table, c)).toList();
    List<String> repeating = others.stream().filter(categorical::contains).toList();
    List<String> best = repeating.isEmpty() ? others : repeating;
    return best.isEmpty() ? table.columns().get(0) : best.get(best.size() - 1);
  }

  /** Whether a column has two values or more, and each twice or more on average. */
  private static boolean categorical(TextTable table, String column) {
    List<String> cells = table.cells(column).stream().filter(cell -> !cell.isEmpty()).toList();
    int distinct = new TreeSet<>(cells).size();
    return distinct >= 2 && distinct <= cells.size() / 2;
  }
}
