package io.mimar.tabular;

import io.mimar.data.Cells;
import io.mimar.data.Format;
import io.mimar.data.Format.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    private String where() {
      return ": " + Told.some(columns) + " (first: \"" + first + "\").";
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
    List<String> sentences = new ArrayList<>();
    if (infinite.count > 0) {
      sentences.add(
          Told.count(infinite.count, "infinite or too large number")
              + rows
              + (infinite.count == 1 ? " counts" : " count")
              + " as missing"
              + infinite.where());
    }
    if (unread.count > 0) {
      sentences.add(
          Told.count(unread.count, "cell")
              + rows
              + " cannot be read as the numbers or dates of their columns and "
              + (unread.count == 1 ? "counts" : "count")
              + " as missing"
              + unread.where());
    }
    if (other.count > 0) {
      sentences.add(
          Told.count(other.count, "cell")
              + rows
              + (other.count == 1
                  ? " has a value of a category that comes once or never in the train rows, or is"
                      + " not among the 255 most frequent; such values count as one"
                  : " have values of categories that come once or never in the train rows, or are"
                      + " not among the 255 most frequent; these count as one value")
              + other.where());
    }
    return sentences;
  }
}
