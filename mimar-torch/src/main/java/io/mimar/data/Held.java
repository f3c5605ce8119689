package io.mimar.data;

import io.mimar.MimarException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Counts what is held of a file, or of a folder of texts, while it is read, so that what does not
 * fit is refused before the heap is full.
 */
public final class Held {
  /** What an object in a list takes beside its numbers or characters. */
  private static final int OBJECT_BYTES = 64;

  private final Path file;
  private final long limit;
  private long bytes;

  private Held(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** For what is read of {@code file}, which may take half of the heap. */
  public static Held of(Path file) {
    return of(file, HeapBudget.ofText());
  }

  /** For what is read of {@code file}, which may take {@code limit} bytes. */
  static Held of(Path file, long limit) {
    return new Held(file, limit);
  }

  /**
   * Counts {@code objects} of {@code more} bytes together.
   *
   * @param place where they stand
   * @throws MimarException when all so far take more than the limit
   */
  public void add(long objects, long more, Object place) {
    bytes += OBJECT_BYTES * objects + more;
    if (bytes > limit) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "%s is too large: up to %s it takes %,d MB, more than half of the heap",
              file,
              place,
              bytes >> 20),
          "Give a sample of it, or " + HeapBudget.remedy(4 * limit) + ".");
    }
  }
}
