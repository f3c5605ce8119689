package io.mimar.table;

import io.mimar.MimarException;
import io.mimar.graph.Graph;
import io.mimar.space.Architecture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads a table from a folder with {@code table.json} and one CSV file, which may be gzipped:
 * UTF-8, a header, commas, an empty field where nothing was measured.
 */
public final class TableReader {
  /** The name of the descriptor. */
  public static final String DESCRIPTOR = "table.json";

  private static final int MOST_ROWS = 10_000_000;
  private static final int MOST_SHOWN = 60;

  /** The squares of larger numbers are infinite. */
  private static final double MOST = 1e150;

  private static final int LONGEST_ROW = 1 << 22;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Descriptor descriptor;
  private final Path data;
  private final List<Raw> raw = new ArrayList<>();

  /** A row as text: the fields of the architecture, its line, its measurements. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Raw(long line, List<String> fields, double[] values) {}

  private TableReader(Descriptor descriptor, Path data) {
    this.descriptor = descriptor;
    this.data = data;
  }

  /**
   * Reads the table in {@code folder}.
   *
   * @throws MimarException naming file, line, column and value of what is wrong
   */
  public static Table read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MimarException(
          "there is no folder " + folder,
          "A table is a folder with table.json and the CSV file that it names.");
    }
    Descriptor descriptor = Descriptor.read(folder.resolve(DESCRIPTOR));
    return new TableReader(descriptor, folder.resolve(descriptor.data())).read();
  }

  private Table read() {
    List<String> columns =
        descriptor.layout().map(Layout::columns).orElseGet(descriptor::graphColumns);
    try (InputStream file = Files.newInputStream(data);
        InputStream in = data.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
        ShortRows rows = new ShortRows(new InputStreamReader(in, decoder()));
        BufferedReader text = new BufferedReader(rows)) {
      parse(text, rows, columns);
    } catch (CharacterCodingException e) {
      throw new MimarException(
          data + " is not UTF-8 after the first " + raw.size() + " rows",
          "Write it in UTF-8: iconv -f LATIN1 -t UTF-8.",
          e);
    } catch (NoSuchFileException e) {
      throw new MimarException(
          data + " does not exist", descriptor.file() + " names it under \"data\".", e);
    } catch (IOException | UncheckedIOException e) {
      throw new MimarException(
          data + " cannot be read after " + raw.size() + " rows: " + e.getMessage(),
          "It must be CSV in UTF-8, gzipped where its name ends in .gz.",
          e);
    }
    if (raw.isEmpty()) {
      throw new MimarException(data + " has no row", "Give at least one under the header.");
    }
    Layout layout = descriptor.layout().orElseGet(this::graphLayout);
    return new Table(
        descriptor.name(), layout, descriptor.metrics(), rows(layout, columns), values());
  }

  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
  }

  /** Ends what would fill the memory: a row that goes on and on, zipped or in open quotes. */
  private final class ShortRows extends Reader {
    private final Reader in;
    private long length;

    private ShortRows(Reader in) {
      this.in = in;
    }

    /** The next row begins, but for what is buffered. */
    private void next() {
      length = 0;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
      int count = in.read(into, from, most);
      length += Math.max(0, count);
      if (length > LONGEST_ROW) {
        throw new MimarException(
            data + ", row " + (raw.size() + 1) + " is longer than " + LONGEST_ROW + " characters",
            "Is it a CSV file? Close its quotes, and give a row a line.");
      }
      return count;
    }
  }

  // ---- fields

  private void parse(BufferedReader text, ShortRows rows, List<String> columns) throws IOException {
    skipByteOrderMark(text);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
            .setAllowMissingColumnNames(true) // other programs leave that of row numbers empty
            .get();
    try (CSVParser parser = format.parse(text)) {
      List<String> header = header(parser, columns);
      for (CSVRecord row : parser) {
        rows.next();
        long line = parser.getCurrentLineNumber();
        if (row.size() != header.size()) {
          throw new MimarException(
              data
                  + ", line "
                  + line
                  + " has "
                  + row.size()
                  + " fields, but must have "
                  + header.size(),
              "Give one field for each column of the header.");
        }
        if (raw.size() >= MOST_ROWS) {
          throw new MimarException(
              data + " has more than " + MOST_ROWS + " rows", "Give a part of them.");
        }
        raw.add(raw(row, line, columns));
      }
    }
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
  }

  private List<String> header(CSVParser parser, List<String> columns) {
    List<String> header = parser.getHeaderNames();
    if (header.isEmpty()) {
      throw new MimarException(data + " is empty", "Its first line must name the columns.");
    }
    List<String> needed = new ArrayList<>(columns);
    descriptor.metrics().forEach(m -> needed.add(m.column()));
    for (String column : needed) {
      long times = header.stream().filter(column::equals).count();
      if (times != 1) {
        throw new MimarException(
            data + ", line 1: column " + column + (times == 0 ? " is missing" : " stands twice"),
            descriptor.file() + " names it; the header has " + header + ".");
      }
    }
    return header;
  }

  private Raw raw(CSVRecord row, long line, List<String> columns) {
    List<Metric> metrics = descriptor.metrics();
    double[] values = new double[metrics.size()];
    for (int m = 0; m < values.length; m++) {
      values[m] = number(row.get(metrics.get(m).column()), line, metrics.get(m).column());
    }
    return new Raw(line, columns.stream().map(row::get).toList(), values);
  }

  private double number(String text, long line, String column) {
    if (text.isBlank()) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(text.strip());
      if (Math.abs(value) <= MOST) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(line, column, text, "a number or nothing");
    }
    throw wrong(line, column, text, "a number from -1e150 to 1e150, or nothing");
  }

  // ---- architectures

  private Layout graphLayout() {
    List<String> columns = descriptor.graphColumns();
    Map<String, Integer> labels = new HashMap<>(); // looked up, then sorted
    String input = "";
    String output = "";
    int places = 0;
    for (Raw row : raw) {
      Graph graph = graph(row, columns);
      List<String> own = graph.labels();
      if (!input.isEmpty()
          && !(own.get(0).equals(input) && own.get(own.size() - 1).equals(output))) {
        throw wrong(
            row.line(),
            columns.get(1),
            row.fields().get(1),
            "from " + input + " to " + output + " as in the rows before");
      }
      input = own.get(0);
      output = own.get(own.size() - 1);
      own.subList(1, own.size() - 1).forEach(l -> labels.merge(l, 1, Integer::sum));
      places = Math.max(places, own.size() - 2);
    }
    return new GraphLayout(
        columns.get(0),
        columns.get(1),
        input,
        List.copyOf(new TreeSet<>(labels.keySet())),
        output,
        places);
  }

  private Graph graph(Raw row, List<String> columns) {
    try {
      return GraphLayout.parse(row.fields().get(0), row.fields().get(1));
    } catch (Layout.BadField e) {
      throw wrong(row.line(), columns.get(e.field()), row.fields().get(e.field()), e.getMessage());
    }
  }

  private List<Architecture> rows(Layout layout, List<String> columns) {
    boolean unique = !(layout instanceof GraphLayout);
    Map<Object, Long> seen = new HashMap<>(); // looked up only
    Map<Graph, Graph> graphs = new HashMap<>(); // equal graphs are kept once
    List<Architecture> rows = new ArrayList<>(raw.size());
    for (Raw row : raw) {
      int[] values = values(layout, columns, row);
      Graph graph = graphs.computeIfAbsent(layout.graph(values), g -> g);
      Long before = seen.put(layout.key(values, graph), row.line());
      if (unique && before != null) {
        throw new MimarException(
            data + ", line " + row.line() + " has the architecture of line " + before + " again",
            "Give each architecture one row; average what was measured twice.");
      }
      rows.add(new Architecture(Arrays.stream(values).boxed().toList(), graph, rows.size()));
    }
    return rows;
  }

  private int[] values(Layout layout, List<String> columns, Raw row) {
    try {
      return layout.values(row.fields());
    } catch (Layout.BadField e) {
      throw wrong(row.line(), columns.get(e.field()), row.fields().get(e.field()), e.getMessage());
    }
  }

  private double[][] values() {
    double[][] values = new double[descriptor.metrics().size()][raw.size()];
    for (int r = 0; r < raw.size(); r++) {
      for (int m = 0; m < values.length; m++) {
        values[m][r] = raw.get(r).values()[m];
      }
    }
    return values;
  }

  private MimarException wrong(long line, String column, String value, String rule) {
    String shown = value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value;
    return new MimarException(
        data
            + ", line "
            + line
            + ", column "
            + column
            + " is \""
            + shown
            + "\", but must be "
            + rule,
        "Mend the row; docs/tables.md has the format.");
  }
}
