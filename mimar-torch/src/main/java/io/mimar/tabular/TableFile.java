package io.mimar.tabular;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.data.DelimitedFile;
import io.mimar.data.DelimitedFile.Row;
import io.mimar.data.Held;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  /** Reads a file, whose cells {@code held} counts. */
  static TableFile read(Path file, Held held) {
    return ArffReader.isNamedLikeOne(file)
        ? ArffReader.read(file, held)
        : new TableFile(DelimitedFile.read(file, held), Map.of());
  }

  /**
   * A table in memory.
   *
   * @param name what messages call it
   * @param header the columns' names
   * @param headed whether they are names, or just numbered
   * @param rows the cells of each row; copied
   * @throws MimarException when names are missing or equal, or a row has another number of cells
   */
  static TableFile inMemory(
      String name, List<String> header, boolean headed, List<List<String>> rows) {
    Check.that(
        new HashSet<>(header).size() == header.size(), "header", header, "of different names");
    Check.that(header.stream().noneMatch(String::isBlank), "header", header, "without blank names");
    List<Row> all = new ArrayList<>();
    for (List<String> cells : rows) {
      int number = all.size() + 1;
      Check.range("number of cells of row " + number, cells.size(), header.size(), header.size());
      all.add(new Row(number, cells.stream().map(String::strip).toArray(String[]::new)));
    }
    return new TableFile(
        new DelimitedFile(Path.of(name), header, headed, ',', all, List.of()), Map.of());
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
    return new TableFile(text(DelimitedFile.numbered(text.header().size()), false, rows), declared);
  }

  private DelimitedFile text(List<String> header, boolean headed, List<Row> rows) {
    return new DelimitedFile(text.file(), header, headed, text.delimiter(), rows, text.notes());
  }
}
