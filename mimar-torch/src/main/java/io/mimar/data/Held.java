package io.mimar.data;

import io.mimar.MimarException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Counts what is held of data, of all their files together, while they are read, so that what does
 * not fit is refused before the heap is full.
 */
public final class Held {
  /** What an object in a list takes beside its numbers or characters. */
  private static final int OBJECT_BYTES = 64;

  private static final char LAST_LATIN = 0xff;

  private final Path data;
  private final long limit;
  private Path file;
  private long before; // of other files
  private long own; // of this file

  private Held(Path data, long limit) {
    this.data = data;
    this.limit = limit;
    file = data;
  }

  /** For what is read of {@code data}, which may take half of the heap. */
  public static Held of(Path data) {
    return of(data, HeapBudget.ofText());
  }

  /** For what is read of {@code data}, which may take {@code limit} bytes. */
  static Held of(Path data, long limit) {
    return new Held(data, limit);
  }

  /** The bytes of a text's characters: one each, or two where any is beyond Latin-1. */
  public static long bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_LATIN) {
        return 2L * text.length();
      }
    }
    return text.length();
  }

  /** Begins with a file. Where it is begun anew, what was held of it is gone. */
  public void start(Path next) {
    before += next.equals(file) ? 0 : own;
    own = 0;
    file = next;
  }

  /**
   * Counts {@code objects} of {@code more} bytes together.
   *
   * @param place where they stand
   * @throws MimarException when all so far take more than the limit
   */
  public void add(long objects, long more, Supplier<String> place) {
    own += OBJECT_BYTES * objects + more;
    if (bytes() > limit) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "%s is too large: up to %s it takes %,d MB, more than half of the heap",
              data,
              place.get(),
              bytes() >> 20),
          "Give a sample of it, or " + HeapBudget.remedy(4 * limit) + ".");
    }
  }

  /** What is held. */
  public long bytes() {
    return before + own;
  }

  /** Lets go of so many bytes of the file. */
  public void free(long some) {
    own -= some;
  }
}
