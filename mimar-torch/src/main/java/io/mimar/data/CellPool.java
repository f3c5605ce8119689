package io.mimar.data;

import io.mimar.MimarException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Holds the cells of a file, short ones that repeat only once, and counts what they take, so that a
 * file that does not fit is refused before the heap is full.
 */
public final class CellPool {
  private static final int MOST_POOLED = 1 << 16;
  private static final int LONGEST_POOLED = 32;
  private static final int ROW_BYTES = 64; // row, array, its place in the list
  private static final int REFERENCE_BYTES = 8;
  private static final int STRING_BYTES = 48; // string and its array, without characters

  private final Path file;
  private final long limit;
  private final Map<String, String> pool = new HashMap<>(); // looked up only
  private long bytes;

  private CellPool(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** A pool for the cells of {@code file} that may take half of the heap. */
  public static CellPool of(Path file) {
    return of(file, HeapBudget.ofText());
  }

  /** A pool for the cells of {@code file} that may take {@code limit} bytes. */
  static CellPool of(Path file, long limit) {
    return new CellPool(file, limit);
  }

  /**
   * The same cells, to be held; the array is written to.
   *
   * @param line where they stand
   * @throws MimarException when all cells so far take more than the limit
   */
  public String[] keep(String[] cells, long line) {
    bytes += ROW_BYTES + (long) REFERENCE_BYTES * cells.length;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = keep(cells[i]);
    }
    if (bytes > limit) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "%s is too large: its rows up to line %d take %d MB, more than half of the heap",
              file,
              line,
              bytes >> 20),
          "Give a sample of its rows or fewer columns, or " + HeapBudget.remedy(4 * limit) + ".");
    }
    return cells;
  }

  private String keep(String cell) {
    String held = cell.length() <= LONGEST_POOLED ? pool.get(cell) : null;
    if (held != null) {
      return held;
    }
    bytes += STRING_BYTES + cell.length();
    if (cell.length() <= LONGEST_POOLED && pool.size() < MOST_POOLED) {
      pool.put(cell, cell);
    }
    return cell;
  }
}
