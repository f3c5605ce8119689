package io.mimar.tabular;

import io.mimar.MimarException;
import io.mimar.data.CellPool;
import io.mimar.data.DelimitedFile;
import io.mimar.data.DelimitedFile.Row;
import io.mimar.data.Held;
import io.mimar.data.RaggedRows;
import io.mimar.data.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads ARFF: nominal, numeric, string and date attributes, quoted names and values, comments,
 * missing values, dense and sparse rows. A row's weight is passed over, and said.
 */
public final class ArffReader {
  private static final Pattern WEIGHT = Pattern.compile("(?<=}),\\s*\\{[^{}]*}$");

  private final Path file;
  private final CellPool pool;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Attribute> attributes = new HashMap<>(); // looked up only
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private RaggedRows ragged;
  private long line;
  private int weights;

  private ArffReader(Path file, Held held) {
    this.file = file;
    pool = CellPool.of(file, held);
  }

  /** Whether a file is named like one of ARFF. */
  public static boolean isNamedLikeOne(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.arff(\\.gz)?");
  }

  /**
   * Reads the rows of a file, whatever it declares of them.
   *
   * @param held counts its cells
   * @throws MimarException naming file and line of what is wrong
   */
  public static DelimitedFile rows(Path file, Held held) {
    return read(file, held).text();
  }

  /**
   * Reads a file.
   *
   * @param held counts its cells
   * @throws MimarException naming file and line of what is wrong
   */
  static TableFile read(Path file, Held held) {
    List<String> encoding = new ArrayList<>();
    TableFile read =
        TextFile.read(file, encoding::add, text -> new ArffReader(file, held).read(text));
    encoding.addAll(read.text().notes());
    var text = read.text();
    return new TableFile(
        new DelimitedFile(file, text.header(), true, ',', text.rows(), encoding), read.declared());
  }

  private TableFile read(BufferedReader text) throws IOException {
    boolean data = false;
    for (String next = text.readLine(); next != null; next = text.readLine()) {
      line++;
      String plain = next.strip();
      if (plain.isEmpty() || plain.startsWith("%")) {
        continue;
      }
      if (data) {
        readRow(plain);
      } else {
        data = readDeclaration(plain);
      }
    }
    if (ragged != null) {
      ragged.sentence(rows.size()).ifPresent(notes::add);
    }
    if (rows.isEmpty()) {
      throw new MimarException(
          file + (data ? " has no row after @data" : " has no @data line"),
          "Give an ARFF file with @attribute lines, @data and rows.");
    }
    if (weights > 0) {
      notes.add("The weights of " + weights + " rows of " + file + " are passed over.");
    }
    return new TableFile(new DelimitedFile(file, names, true, ',', rows, notes), attributes);
  }

  // ---- declarations

  /** Reads a line of the header; true for the last one. */
  private boolean readDeclaration(String plain) {
    String word = plain.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    return switch (word) {
      case "@relation" -> false;
      case "@attribute" -> {
        readAttribute(plain.substring(word.length()).strip());
        yield false;
      }
      case "@data" -> {
        if (names.isEmpty()) {
          throw wrong("@data comes before any @attribute", "Declare the columns first.");
        }
        ragged = new RaggedRows(file, names.size());
        yield true;
      }
      default ->
          throw wrong(
              "\"" + shown(plain) + "\" is no declaration",
              "Known are @relation, @attribute and @data.");
    };
  }

  private void readAttribute(String text) {
    var cells = new ArffLine(text, true);
    String name = cells.next();
    String type = cells.rest().strip();
    if (type.isEmpty()) {
      throw wrong("attribute \"" + name + "\" has no type", "Write: @attribute name type.");
    }
    if (attributes.put(name, attribute(name, type)) != null) {
      throw wrong("attribute \"" + name + "\" stands twice", "Rename one of them.");
    }
    names.add(name);
  }

  private Attribute attribute(String name, String type) {
    if (type.startsWith("{")) {
      if (!type.contains("}")) {
        throw wrong("the values of \"" + name + "\" do not end in }", "Close the list.");
      }
      String values = type.substring(1, type.lastIndexOf('}')).strip();
      return new Attribute(
          Attribute.Type.NOMINAL, cells(values, false).stream().distinct().toList());
    }
    return switch (type.split("\\s", 2)[0].toLowerCase(Locale.ROOT)) {
      case "numeric", "real", "integer" -> new Attribute(Attribute.Type.NUMERIC, List.of());
      case "string" -> new Attribute(Attribute.Type.STRING, List.of());
      case "date" -> new Attribute(Attribute.Type.DATE, List.of());
      default ->
          throw wrong(
              "attribute \"" + name + "\" has the type " + shown(type),
              "Known are numeric, real, integer, string, date and {value, ...}.");
    };
  }

  // ---- rows

  private void readRow(String plain) {
    String[] cells = plain.startsWith("{") ? sparse(plain) : dense(plain);
    if (cells.length == names.size()) {
      rows.add(new Row(line, pool.keep(cells, line)));
    } else {
      ragged.add(new Row(line, cells));
    }
  }

  private String[] dense(String plain) {
    List<String> cells = cells(plain, false);
    int last = cells.size() - 1;
    if (last == names.size() && cells.get(last).matches("\\{.*}")) {
      weights++;
      cells = cells.subList(0, last);
    }
    return cells.toArray(String[]::new);
  }

  private String[] sparse(String plain) {
    String row = WEIGHT.matcher(plain).replaceFirst("");
    if (!row.endsWith("}")) {
      throw wrong("a sparse row does not end in }", "Close it.");
    }
    weights += row.equals(plain) ? 0 : 1;
    String[] cells = new String[names.size()];
    for (int c = 0; c < cells.length; c++) {
      var attribute = attributes.get(names.get(c));
      cells[c] = attribute.isNominal() ? first(attribute.values()) : "0";
    }
    List<String> given = cells(row.substring(1, row.length() - 1).strip(), true);
    for (int i = 0; i + 1 < given.size(); i += 2) {
      int place = given.get(i).matches("\\d{1,8}") ? Integer.parseInt(given.get(i)) : cells.length;
      if (place >= cells.length) {
        throw wrong(
            "a sparse row gives a value to column " + shown(given.get(i)),
            "Columns are 0 to " + (cells.length - 1) + ".");
      }
      cells[place] = given.get(i + 1);
    }
    return cells;
  }

  /** The value that sparse rows leave out; none where none is declared. */
  private static String first(List<String> values) {
    return values.isEmpty() ? "?" : values.get(0);
  }

  private List<String> cells(String text, boolean spaces) {
    var reading = new ArffLine(text, spaces);
    List<String> cells = new ArrayList<>();
    while (reading.hasNext()) {
      cells.add(reading.next());
    }
    if (reading.isOpen()) {
      throw wrong("a quote does not close", "Close it; put \\ before quotes that are text.");
    }
    return cells;
  }

  private MimarException wrong(String what, String hint) {
    return new MimarException(file + ", line " + line + ": " + what, hint);
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
