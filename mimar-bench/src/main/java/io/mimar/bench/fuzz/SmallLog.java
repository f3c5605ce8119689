package io.mimar.bench.fuzz;

import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The log that a killed owner leaves beside its study, and others that SQLite takes for one. */
final class SmallLog {
  /** What SQLite calls it. */
  static final String FILE = StudyStore.FILE + "-wal";

  // https://www.sqlite.org/fileformat2.html#the_write_ahead_log
  private static final int MAGIC = 0x377f0682;
  private static final int HEADER = 32;
  private static final int FRAME = 24;
  private static final int PAGE_AT = 8;
  private static final int LEAST_PAGE = 512;
  private static final int MOST_PAGE = 1 << 16;

  private static final Left LEFT = leave();

  /**
   * What is left.
   *
   * @param study without what the log has
   * @param log of what was committed last
   */
  @SuppressWarnings("ArrayRecordComponent") // written once
  private record Left(byte[] study, byte[] log) {}

  private SmallLog() {}

  private static Left leave() {
    try (Scratch scratch = Scratch.open()) {
      Path file = Files.write(scratch.folder().resolve(StudyStore.FILE), SmallStudy.bytes());
      try (StudyStore store =
          StudyStore.open(scratch.folder(), Clock.systemUTC(), Map.of("java", "17"))) {
        store.putMeta(StudyKeys.BROKEN, List.of(2));
        byte[] log = Files.readAllBytes(file.resolveSibling(FILE));
        return new Left(Files.readAllBytes(file), log);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the log that was just made cannot be read", e);
    }
  }

  /** A good one. */
  static byte[] bytes() {
    return LEFT.log.clone();
  }

  /** Writes the study and {@code log} into {@code folder}. */
  static void write(Path folder, byte[] log) throws IOException {
    Files.write(folder.resolve(StudyStore.FILE), LEFT.study);
    Files.write(folder.resolve(FILE), log);
  }

  /** {@code log} with the checksums of what it has, where it begins as one. */
  static byte[] checked(byte[] log) {
    ByteBuffer out = ByteBuffer.wrap(log.clone());
    if (log.length < HEADER || (out.getInt(0) & ~1) != MAGIC) {
      return log;
    }
    ByteOrder order = (out.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int page = out.getInt(PAGE_AT);
    int[] sums = new int[2];
    add(sums, out.slice(0, HEADER - 8).order(order));
    out.putInt(HEADER - 8, sums[0]).putInt(HEADER - 4, sums[1]);
    if (page < LEAST_PAGE || page > MOST_PAGE || Integer.bitCount(page) != 1) {
      return out.array();
    }
    for (int at = HEADER; at + FRAME + page <= log.length; at += FRAME + page) {
      add(sums, out.slice(at, 8).order(order));
      add(sums, out.slice(at + FRAME, page).order(order));
      out.putInt(at + FRAME - 8, sums[0]).putInt(at + FRAME - 4, sums[1]);
    }
    return out.array();
  }

  private static void add(int[] sums, ByteBuffer words) {
    while (words.hasRemaining()) {
      sums[0] += words.getInt() + sums[1];
      sums[1] += words.getInt() + sums[0];
    }
  }
}
