package io.mimar.tabular;

import io.mimar.data.DelimitedFile;
import io.mimar.data.DelimitedFile.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table's file as it was read, of whatever form.
 *
 * @param declared what it says of its columns by their names; nothing where it is no ARFF
 */
record TableFile(DelimitedFile text, Map<String, Attribute> declared) {
  TableFile {
    declared = Map.copyOf(declared);
  }

  static TableFile read(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".arff") || name.endsWith(".arff.gz")
        ? ArffReader.read(file)
        : new TableFile(DelimitedFile.read(file), Map.of());
  }

  List<String> header() {
    return text.header();
  }

  /**
   * This file with the columns of a known one: a header that a few rows hid or feigned is put
   * right.
   *
   * @param known the columns of the file before, in their order
   * @param headed whether that file had a header
   */
  TableFile like(List<String> known, boolean headed) {
    if (!declared.isEmpty() || headed == text.headed()) {
      return this;
    }
    List<Row> rows = new ArrayList<>(text.rows());
    if (headed) {
      List<String> first = List.of(rows.get(0).cells());
      return known.containsAll(first)
          ? new TableFile(text(first, true, rows.subList(1, rows.size())), declared)
          : this;
    }
    if (known.stream().anyMatch(text.header()::contains)) {
      return this;
    }
    rows.add(0, new Row(1, text.header().toArray(String[]::new)));
    List<String> names = new ArrayList<>();
    for (int c = 1; c <= text.header().size(); c++) {
      names.add("column" + c);
    }
    return new TableFile(text(names, false, rows), declared);
  }

  private DelimitedFile text(List<String> header, boolean headed, List<Row> rows) {
    return new DelimitedFile(text.file(), header, headed, text.delimiter(), rows, text.notes());
  }
}
