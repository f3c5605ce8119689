package io.mimar.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Holds the cells of a file, short ones that repeat only once, and counts what they take. */
public final class CellPool {
  private static final int MOST_POOLED = 1 << 16;
  private static final int LONGEST_POOLED = 32;
  private static final int REFERENCE_BYTES = 4; // compressed, as in heaps below 32 GB
  private static final int STRING_BYTES = 40; // string and its array, without characters

  private final Path file;
  private final Held held;
  private final Map<String, String> pool = new HashMap<>(); // looked up only

  private CellPool(Path file, Held held) {
    this.file = file;
    this.held = held;
  }

  /** A pool for the cells of {@code file}, with which {@code held} begins. */
  public static CellPool of(Path file, Held held) {
    held.start(file);
    return new CellPool(file, held);
  }

  /**
   * The same cells, to be held; the array is written to.
   *
   * @param line where they stand
   * @throws io.mimar.MimarException when all cells so far take more than the limit
   */
  public String[] keep(String[] cells, long line) {
    long bytes = (long) REFERENCE_BYTES * cells.length;
    for (int i = 0; i < cells.length; i++) {
      String known = cells[i].length() <= LONGEST_POOLED ? pool.get(cells[i]) : null;
      bytes += known == null ? STRING_BYTES + Held.bytes(cells[i]) : 0;
      cells[i] = known == null ? pooled(cells[i]) : known;
    }
    held.add(1, bytes, () -> file + ":" + line);
    return cells;
  }

  private String pooled(String cell) {
    if (cell.length() <= LONGEST_POOLED && pool.size() < MOST_POOLED) {
      pool.put(cell, cell);
    }
    return cell;
  }
}
