package io.mimar.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of text in columns: CSV, TSV, or with semicolons, bars, spaces or rarer characters between
 * the cells; gzipped or not, in UTF-8, UTF-16 or windows-1252, with or without a header. All of
 * that is found in the file's first lines, and said where it is not the usual.
 *
 * <p>Memory: all cells are held as strings, short ones that repeat once; a file whose cells would
 * take more than half of the heap is refused while it is read.
 *
 * @param file the file
 * @param header the columns' names, all different; column1, column2 ... where there is no header
 * @param headed whether the file has a header
 * @param delimiter what parts the cells; a space stands for any run of spaces
 * @param rows the rows, each with as many cells as the header; outer spaces are gone
 * @param notes what was decided or passed over, one sentence each
 */
public record DelimitedFile(
    Path file,
    List<String> header,
    boolean headed,
    char delimiter,
    List<Row> rows,
    List<String> notes) {
  private static final String NUMBERED = "column";

  public DelimitedFile {
    header = List.copyOf(header);
    notes = List.copyOf(notes);
  }

  /**
   * A row.
   *
   * @param line the line of the file where it begins, from 1
   * @param cells not copied: who passes them in gives them away
   */
  @SuppressWarnings("ArrayRecordComponent") // many and handed over on purpose
  public record Row(long line, String[] cells) {}

  /**
   * Reads a file. Rows with more or fewer cells than the header are skipped and counted.
   *
   * @throws MimarException when it cannot be read, is no text, has no rows, is too large, has a
   *     quote that never closes, or more than 5 % of its rows are of another length
   */
  public static DelimitedFile read(Path file) {
    return read(file, Held.of(file));
  }

  /** As {@link #read(Path)}, where {@code held} counts the cells with those of other files. */
  public static DelimitedFile read(Path file, Held held) {
    return DelimitedReader.read(file, held);
  }

  /** The names of the columns of a file that has none for them. */
  public static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(c -> NUMBERED + c).toList();
  }

  /** Whether a column is called as if its file had no name for it. */
  public static boolean isNumbered(String name) {
    return name.matches(NUMBERED + "[1-9][0-9]*");
  }

  /** The place of a row for messages: file and line. */
  public String place(Row row) {
    return file + ":" + row.line();
  }
}
