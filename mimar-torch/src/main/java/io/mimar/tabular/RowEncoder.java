package io.mimar.tabular;

import io.mimar.data.Cells;
import io.mimar.data.Format;
import io.mimar.data.Format.Column;
import io.mimar.data.Format.Kind;
import io.mimar.data.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes rows of some columns as numbers of a format; safe for use by many threads at once. */
final class RowEncoder {
  private final Format.Table format;
  private final TableColumns columns;
  private final List<Reader> readers = new ArrayList<>();
  private final int[] places;
  private volatile Spoken last = new Spoken("", Set.of());

  /** A text and its words. */
  private record Spoken(String text, Set<String> words) {}

  /** Reads a cell that is there; NaN where it cannot be read. */
  private interface Reader {
    double read(String cell);
  }

  RowEncoder(Format.Table format, TableColumns columns) {
    this.format = format;
    this.columns = columns;
    Map<String, Integer> known = columns.places();
    places = new int[format.columns().size()];
    for (int c = 0; c < places.length; c++) {
      places[c] = known.get(format.columns().get(c).name());
      readers.add(reader(format.columns().get(c)));
    }
  }

  /** Whether it is for these. */
  @SuppressWarnings("ReferenceEquality") // asked for each row: comparing values would cost more
  boolean isFor(Format.Table other, TableColumns others) {
    return format == other && columns == others;
  }

  TableColumns columns() {
    return columns;
  }

  private Reader reader(Column column) {
    if (column.kind() == Kind.CATEGORY) {
      return category(column.values());
    } else if (column.kind() == Kind.NUMBER) {
      NumberForm form = NumberForm.of(column.form());
      return cell -> form.read(cell) - column.offset();
    } else if (column.kind() == Kind.WORD) {
      return text -> words(text).contains(column.form()) ? 1 : 0;
    }
    DateForm form = DateForm.of(column.form());
    return cell ->
        form.read(cell).map(moment -> DateForm.number(moment, column.kind())).orElse(Double.NaN);
  }

  /** The words of a text; one column after the other asks for those of the same. */
  private Set<String> words(String text) {
    Spoken spoken = last;
    if (!text.equals(spoken.text)) {
      spoken = new Spoken(text, new HashSet<>(Words.of(text)));
      last = spoken;
    }
    return spoken.words;
  }

  private static Reader category(List<String> values) {
    Map<String, Integer> positions = new HashMap<>();
    for (int v = 0; v < values.size(); v++) {
      positions.put(values.get(v), v);
    }
    return cell -> {
      Integer position = positions.get(cell);
      if (position != null) {
        return position;
      }
      return Cells.isMissing(cell) ? Double.NaN : values.size();
    };
  }

  void encode(TableRow row, float[] into) {
    for (int c = 0; c < places.length; c++) {
      into[c] = (float) read(row, c);
    }
  }

  /** The number of column {@code c} of the format in a row; NaN where there is none. */
  double read(TableRow row, int c) {
    return readers.get(c).read(cell(row, c));
  }

  /** What is written in column {@code c} of the format. */
  String cell(TableRow row, int c) {
    return row.cells()[places[c]];
  }
}
