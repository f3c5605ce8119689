package io.mimar.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process prints as errors, added to a log up to a bound: a process that prints without end
 * must not fill the disk. It is read to its end in any case, so that nobody waits for room in a
 * pipe.
 */
public final class CappedLog {
  private static final Logger LOG = LoggerFactory.getLogger(CappedLog.class);
  private static final int BUFFER = 1 << 13;

  /** What a log may have in all. */
  private static final long MOST_BYTES = 1 << 26;

  static final String GAP = "\n… what came before could not be written\n";

  private static final String END = "\n… the log is full; what follows is left out\n";

  private final InputStream words;
  private final Path log;
  private final long mostBytes;
  private boolean full;
  private boolean gap;

  private CappedLog(InputStream words, Path log, long mostBytes) {
    this.words = words;
    this.log = log;
    this.mostBytes = mostBytes;
  }

  /**
   * Copies {@code words} until they end, on a thread of its own.
   *
   * @param log is made where it is missing; others may write to it as well; never a link
   * @return the thread, which ends when all is written
   */
  public static Thread copy(InputStream words, Path log) {
    return copy(words, log, MOST_BYTES);
  }

  static Thread copy(InputStream words, Path log, long mostBytes) {
    Thread thread = new Thread(new CappedLog(words, log, mostBytes)::copy, "log");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void copy() {
    byte[] buffer = new byte[BUFFER];
    try (words) {
      for (int length = words.read(buffer); length >= 0; length = words.read(buffer)) {
        if (!full) {
          add(buffer, length);
        }
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", log, e.getMessage()); // the pipe broke with the process
    }
  }

  private void add(byte[] buffer, int length) {
    try {
      int fits = (int) Math.min(length, mostBytes - size());
      boolean last = fits < length;
      try (OutputStream out =
          Files.newOutputStream(
              log,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS)) {
        if (fits > 0) {
          out.write((gap ? GAP : "").getBytes(StandardCharsets.UTF_8));
          out.write(buffer, 0, fits);
          out.write((last ? END : "").getBytes(StandardCharsets.UTF_8));
        }
      }
      full = last;
      gap = false;
    } catch (IOException e) {
      if (!gap) {
        LOG.warn("{} cannot be written, for now: {}", log, e.getMessage()); // the disk may be full
      }
      gap = true;
    }
  }

  private long size() throws IOException {
    try {
      return Files.readAttributes(log, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).size();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
