package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.DelimitedFile.Row;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a {@link DelimitedFile} in the dialect that its first lines show. */
final class DelimitedReader {
  private static final int SAMPLED = 200;
  private static final Pattern START_LINE = Pattern.compile("startline (\\d+)");

  private final Path file;
  private final Dialect dialect;
  private final CellPool pool;
  private final List<String> notes = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private CSVParser parser;
  private Bounded bounded;
  private long lastLine; // where the record before ended
  private Header header;
  private RaggedRows ragged;
  private boolean rowsInCells;

  private DelimitedReader(Path file, Dialect dialect, Held held) {
    this.file = file;
    this.dialect = dialect;
    pool = CellPool.of(file, held);
  }

  static DelimitedFile read(Path file, Held held) {
    Dialect dialect = TextFile.read(file, note -> {}, Dialect::of);
    Reading reading;
    try {
      reading = read(file, dialect, held);
    } catch (BadQuote e) {
      return readAgain(file, dialect, held, e).table();
    }
    boolean stray =
        reading.holdsRowsInCells()
            && isWholeWithoutQuotes(file, dialect, reading.table().header().size());
    return stray ? read(file, dialect.withoutQuotes(), held).table() : reading.table();
  }

  /** Whether all rows are as long as they must be where quotes mean nothing. */
  private static boolean isWholeWithoutQuotes(Path file, Dialect dialect, int columns) {
    CSVFormat format = dialect.withoutQuotes().format();
    return TextFile.read(
        file,
        note -> {},
        text -> {
          for (long line = 0; line < dialect.skipped(); line++) {
            text.readLine();
          }
          try (CSVParser rows = format.parse(text)) {
            return rows.stream().allMatch(row -> row.size() == columns);
          }
        });
  }

  /** With escaped quotes, then, where tabs part the cells, with quotes that mean nothing. */
  private static Reading readAgain(Path file, Dialect dialect, Held held, BadQuote first) {
    try {
      return read(file, dialect.withEscape(), held);
    } catch (BadQuote e) {
      if (dialect.delimiter() != '\t') {
        throw first.told(file);
      }
    }
    return read(file, dialect.withoutQuotes(), held);
  }

  private static Reading read(Path file, Dialect dialect, Held held) {
    List<String> notes = new ArrayList<>();
    Reading read =
        TextFile.read(
            file, notes::add, text -> new DelimitedReader(file, dialect, held).read(text));
    return read.after(notes);
  }

  private Reading read(BufferedReader text) throws IOException {
    for (long line = 0; line < dialect.skipped(); line++) {
      text.readLine();
    }
    lastLine = dialect.skipped();
    tellDialect();
    bounded = new Bounded(dialect.blanked(text));
    try (CSVParser open = dialect.format().parse(bounded)) {
      parser = open;
      Iterator<CSVRecord> records = open.iterator();
      List<Row> sample = sample(records);
      if (sample.isEmpty()) {
        throw new MimarException(file + " is empty", "Give a file with a header and rows.");
      }
      header = Header.of(sample);
      ragged = new RaggedRows(file, header.names().size());
      sample.subList(header.headed() ? 1 : 0, sample.size()).forEach(this::add);
      while (hasNext(records)) {
        add(row(records.next()));
      }
    }
    tellHeader();
    ragged.sentence(rows.size()).ifPresent(notes::add);
    if (rows.isEmpty()) {
      throw new MimarException(
          file + " has a header, but no row",
          "Give at least one row under the header, or two where there is none.");
    }
    DelimitedFile table =
        new DelimitedFile(file, header.names(), header.headed(), dialect.delimiter(), rows, notes);
    return new Reading(table, rowsInCells);
  }

  private List<Row> sample(Iterator<CSVRecord> records) {
    List<Row> sample = new ArrayList<>();
    while (sample.size() < SAMPLED && hasNext(records)) {
      sample.add(row(records.next()));
    }
    return sample;
  }

  /** The parser tells what it cannot read by exceptions without a type of their own. */
  private boolean hasNext(Iterator<CSVRecord> records) {
    try {
      bounded.startRecord();
      return records.hasNext();
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      if (cause instanceof CharacterCodingException
          || cause instanceof ZipException
          || cause instanceof EOFException) {
        throw e;
      }
      Matcher start = START_LINE.matcher(String.valueOf(cause.getMessage()));
      long line = start.find() ? dialect.skipped() + Long.parseLong(start.group(1)) : lastLine + 1;
      throw new BadQuote(line, e);
    }
  }

  private Row row(CSVRecord record) {
    String[] cells = dialect.cells(record);
    long end = dialect.skipped() + parser.getCurrentLineNumber();
    long begin = end;
    if (end > lastLine + 1) { // blank lines before it, or line breaks in its cells
      begin -= Arrays.stream(cells).mapToLong(DelimitedReader::lineBreaks).sum();
    }
    lastLine = end;
    return new Row(begin, cells);
  }

  private static long lineBreaks(String cell) {
    return cell.indexOf('\n') < 0 ? 0 : cell.chars().filter(c -> c == '\n').count();
  }

  private void add(Row row) {
    String[] cells = header.fit(row.cells());
    rowsInCells |= Arrays.stream(cells).anyMatch(this::holdsRows);
    if (cells.length == header.names().size()) {
      rows.add(new Row(row.line(), pool.keep(cells, row.line())));
    } else {
      ragged.add(row);
    }
  }

  /** Whether a cell's lines after the first have as many tabs as rows have. */
  private boolean holdsRows(String cell) {
    if (dialect.delimiter() != '\t' || cell.indexOf('\n') < 0) {
      return false; // texts may have as many commas
    }
    List<String> lines = cell.lines().skip(1).toList();
    return !lines.isEmpty()
        && lines.stream()
            .allMatch(
                line -> line.chars().filter(c -> c == '\t').count() == header.names().size() - 1);
  }

  /**
   * What came of a reading.
   *
   * @param holdsRowsInCells whether a cell looks like a stray quote, rows, and another stray quote
   */
  private record Reading(DelimitedFile table, boolean holdsRowsInCells) {
    private Reading after(List<String> notes) {
      List<String> all = new ArrayList<>(notes);
      all.addAll(table.notes());
      DelimitedFile told =
          new DelimitedFile(
              table.file(), table.header(), table.headed(), table.delimiter(), table.rows(), all);
      return new Reading(told, holdsRowsInCells);
    }
  }

  // ---- what is said

  private void tellDialect() {
    if (dialect.delimiter() != ',') {
      notes.add("The cells of " + file + " are parted by " + dialect + ".");
    }
    if (dialect.escape().isPresent()) {
      notes.add("Quotes within the cells of " + file + " have a backslash before them.");
    } else if (dialect.quote().isEmpty()) {
      notes.add("Quotes in " + file + " do not pair up: they are taken as part of the text.");
    }
    if (dialect.skipped() > 0) {
      notes.add("Skipped " + dialect.skipped() + " lines before the header of " + file + ".");
    }
  }

  private void tellHeader() {
    header.notes().forEach(note -> notes.add(file + " " + note));
  }

  /** A quote that opens and does not close as it should. */
  private static final class BadQuote extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    private BadQuote(long line, Throwable cause) {
      super("line " + line, cause);
      this.line = line;
    }

    private MimarException told(Path file) {
      return new MimarException(
          file + ", line " + line + " opens a quote that does not close at the end of its cell",
          "Close it, or double the quotes that are part of the text.",
          this);
    }
  }

  /** Ends a record that swallows the file because its quote never closes. */
  private static final class Bounded extends FilterReader {
    private long length;

    private Bounded(Reader in) {
      super(in);
    }

    private void startRecord() {
      length = 0;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(1);
      return read;
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      count(read);
      return read;
    }

    private void count(int read) throws IOException {
      length += read;
      if (length > TextFile.LONGEST) {
        throw new IOException("a record of more than " + TextFile.LONGEST + " characters");
      }
    }
  }
}
