package io.mimar.text;

import io.mimar.data.DelimitedFile;
import io.mimar.data.Format;
import io.mimar.data.Held;
import io.mimar.tabular.ArffReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A file of rows: delimited text, ARFF or JSON lines.
 *
 * @param file the file
 * @param kind what its columns are called, "column" or "key"
 * @param columns their names
 * @param headed whether the file names them
 * @param rows the rows, each with as many cells as there are columns
 * @param notes what was decided or passed over, one sentence each
 */
record TextTable(
    Path file,
    String kind,
    List<String> columns,
    boolean headed,
    List<Row> rows,
    List<String> notes) {
  private static final List<String> JSON = List.of(".jsonl", ".ndjson", ".json");
  private static final List<String> DELIMITED =
      List.of(".csv", ".tsv", ".tab", ".psv", ".dat", ".data", ".arff");
  private static final String TEXT = ".txt"; // of rows, or a text

  TextTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /**
   * A row.
   *
   * @param line the line of the file where it begins, from 1
   * @param cells not copied: who passes them in gives them away; empty where one is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // many and handed over on purpose
  record Row(long line, String[] cells) {}

  /** Whether a file is named like a table of texts. */
  static boolean isNamedLikeOne(Path file) {
    return !stem(file).equals(plainName(file)) && !plainName(file).endsWith(TEXT);
  }

  /** A file's name in small letters, without the ending of a table where it has one. */
  static String stem(Path file) {
    String name = plainName(file);
    List<String> endings = new ArrayList<>(DELIMITED);
    endings.addAll(JSON);
    endings.add(TEXT);
    return endings.stream()
        .filter(name::endsWith)
        .findFirst()
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }

  /**
   * This table with columns as those that a model was trained on, where these had no names: its
   * first row is no header then, and texts alone are in their column.
   */
  TextTable like(Format.Text format) {
    boolean named = !format.columns().stream().allMatch(DelimitedFile::isNumbered);
    if (named
        || kind.equals("key")
        || format.columns().isEmpty()
        || columns.containsAll(format.columns())) {
      return this;
    }
    List<Row> all = new ArrayList<>(rows);
    if (headed) {
      all.add(0, new Row(1, columns.toArray(String[]::new)));
    }
    boolean bare = columns.size() == format.columns().size();
    List<String> names = bare ? format.columns() : DelimitedFile.numbered(columns.size());
    return new TextTable(file, kind, names, false, all, notes);
  }

  private static String plainName(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /**
   * Reads a file: JSON lines and ARFF by their endings, else delimited text.
   *
   * @param held counts its cells
   * @throws io.mimar.MimarException when it cannot be used
   */
  static TextTable read(Path file, Held held) {
    if (JSON.stream().anyMatch(plainName(file)::endsWith)) {
      return JsonLines.read(file, held);
    }
    DelimitedFile read =
        ArffReader.isNamedLikeOne(file)
            ? ArffReader.rows(file, held)
            : DelimitedFile.read(file, held);
    List<Row> rows = read.rows().stream().map(row -> new Row(row.line(), row.cells())).toList();
    return new TextTable(file, "column", read.header(), read.headed(), rows, read.notes());
  }

  /** The cells of a column. */
  List<String> cells(String column) {
    int index = columns.indexOf(column);
    return rows.stream().map(row -> row.cells()[index]).toList();
  }

  /**
   * The cells of some columns, those of a row joined to one text of several lines.
   *
   * @param held counts what is joined
   * @throws io.mimar.MimarException when it is too much
   */
  List<String> texts(List<String> of, Held held) {
    if (of.size() == 1) {
      return cells(of.get(0));
    }
    int[] places = of.stream().mapToInt(columns::indexOf).toArray();
    return rows.stream().map(row -> joined(row, places, held)).toList();
  }

  private String joined(Row row, int[] places, Held held) {
    String text =
        Arrays.stream(places).mapToObj(i -> row.cells()[i]).collect(Collectors.joining("\n"));
    held.add(1, Held.bytes(text), () -> file + ":" + row.line());
    return text;
  }

  /** The rows' names in messages: file and line. */
  List<String> places(String name) {
    return rows.stream().map(row -> name + ":" + row.line()).toList();
  }
}
