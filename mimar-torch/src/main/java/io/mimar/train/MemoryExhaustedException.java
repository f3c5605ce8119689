package io.mimar.train;

import java.util.Locale;
import java.util.function.Supplier;

/** The engine could not get the memory a network needs. */
public final class MemoryExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final long MEGABYTE = 1 << 20;

  MemoryExhaustedException(Throwable cause) {
    super("not enough memory for this network and batch: " + firstLine(cause), cause);
  }

  /** Runs {@code work} and gives a lack of memory, on the CPU, a GPU or the heap, its name. */
  public static <T> T named(Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      throw new MemoryExhaustedException(e);
    } catch (RuntimeException e) {
      throw isLackOfMemory(e) ? new MemoryExhaustedException(e) : e;
    }
  }

  /** What a reason should add: how much memory a training was expected to take. */
  public static String estimate(long bytes) {
    return "; by its size, training it takes about %d MB besides program and data"
        .formatted((bytes + MEGABYTE - 1) / MEGABYTE);
  }

  private static boolean isLackOfMemory(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("can't allocate memory")
        || message.contains("not enough memory")
        || message.contains("out of memory")
        || message.contains("bad_alloc");
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
