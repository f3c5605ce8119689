package io.mimar.tabular;

import io.mimar.data.Cells;
import io.mimar.data.Format;
import io.mimar.data.Format.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Counts the cells of rows that a format does not hold as they are written. */
final class TableLosses {
  private final Tally infinite = new Tally();
  private final Tally unread = new Tally();
  private final Tally other = new Tally();

  private TableLosses() {}

  /** Cells of one kind: how many, in which columns, and the first. */
  private static final class Tally {
    private final Set<String> columns = new LinkedHashSet<>();
    private int count;
    private String first = "";

    private void add(String column, String cell) {
      first = count == 0 ? cell : first;
      columns.add(column);
      count++;
    }

    /** A sentence about {@code what} they are; none where there are none. */
    private Stream<String> sentence(String what, String rows, String one, String several) {
      return count == 0
          ? Stream.empty()
          : Stream.of(
              "%s%s %s: %s (first: \"%s\")."
                  .formatted(
                      Told.count(count, what),
                      rows,
                      count == 1 ? one : several,
                      Told.some(columns),
                      first));
    }
  }

  /**
   * Says how many cells count as missing, or as a value like others.
   *
   * @param samples what the sentences call the rows: "test rows"
   */
  static List<String> of(
      String samples, List<TableRow> rows, Format.Table format, RowEncoder encoder) {
    var losses = new TableLosses();
    losses.count(rows, format, encoder);
    return losses.sentences(" of the " + samples);
  }

  private void count(List<TableRow> rows, Format.Table format, RowEncoder encoder) {
    Set<String> seen = new LinkedHashSet<>(); // a date gives several columns of one name
    for (int c = 0; c < format.columns().size(); c++) {
      Format.Column column = format.columns().get(c);
      if (column.kind() != Kind.WORD && seen.add(column.name())) {
        for (TableRow row : rows) {
          count(column, encoder.cell(row, c), encoder.read(row, c));
        }
      }
    }
  }

  private void count(Format.Column column, String cell, double read) {
    if (column.kind() == Kind.CATEGORY) {
      if (read == column.values().size()) {
        other.add(column.name(), cell);
      }
    } else if (Cells.isInfinite(cell)) {
      infinite.add(column.name(), cell);
    } else if (Double.isNaN(read) && !Cells.isMissing(cell)) {
      unread.add(column.name(), cell);
    }
  }

  private List<String> sentences(String rows) {
    String unreadable = "cannot be read as the numbers or dates of their columns and ";
    return Stream.of(
            infinite.sentence(
                "infinite or too large number", rows, "counts as missing", "count as missing"),
            unread.sentence(
                "cell", rows, unreadable + "counts as missing", unreadable + "count as missing"),
            other.sentence(
                "cell",
                rows,
                "has a value of a category that comes once or never in the train rows, is not among"
                    + " the 255 most frequent or, in ARFF, is not declared; such values count as one",
                "have values of categories that come once or never in the train rows, are not among"
                    + " the 255 most frequent or, in ARFF, are not declared; these count as one value"))
        .flatMap(sentence -> sentence)
        .toList();
  }
}
