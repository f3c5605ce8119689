package io.mimar.benchmark;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The file of finished searches: a line of settings, a header, one line for each search, appended
 * when it ends. A line that was cut off, since the program was killed, is dropped and its search
 * run again.
 */
final class ResultsFile implements AutoCloseable {
  /** What the first line starts with. */
  static final String MARK = "# mimar bench ";

  private static final String NEXT = "Name another file with --out, or move this one away.";
  private static final int MOST_BYTES = 1 << 30;

  private final Path file;
  private final FileChannel channel;
  private final ResultRows format;
  private final List<FinishedSearch> finished = new ArrayList<>();

  private ResultsFile(Path file, FileChannel channel, ResultRows format) {
    this.file = file;
    this.channel = channel;
    this.format = format;
  }

  /**
   * Opens {@code file}, which need not exist, and reads what is in it.
   *
   * @param format how searches are written
   * @param notes hears of a line that was dropped
   * @throws MimarException when it is no such file, has other settings, is damaged, is in use, or
   *     cannot be read or written
   */
  static ResultsFile open(Path file, Settings settings, ResultRows format, Consumer<String> notes) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      ResultsFile results = new ResultsFile(file, channel, format);
      results.lock();
      results.read(settings, notes);
      return results;
    } catch (IOException e) {
      close(channel);
      throw unusable(file, e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a file that was only read does not close", e);
    }
  }

  private static MimarException unusable(Path file, IOException e) {
    return new MimarException(
        "the file of results " + file + " cannot be read and written: " + e,
        "Name a file in a folder that you may write to: --out FILE.",
        e);
  }

  private void lock() throws IOException {
    boolean free;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false; // by this process
    }
    if (!free) {
      throw new MimarException(
          file + " is in use by another benchmark", "Wait for its end, or name another --out.");
    }
  }

  // ---- reading

  private void read(Settings settings, Consumer<String> notes) throws IOException {
    byte[] all = bytes();
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    String whole = new String(all, 0, end, StandardCharsets.UTF_8);
    if (end < all.length) {
      String cut = new String(all, end, all.length - end, StandardCharsets.UTF_8);
      String start = whole.isEmpty() ? cut : whole;
      if (!start.startsWith(MARK) && !MARK.startsWith(start)) {
        throw foreign();
      }
      notes.accept("The last line of " + file + " was cut off and is dropped.");
      channel.truncate(end);
    }
    if (whole.isEmpty()) {
      write(MARK + settings.line() + "\n" + ResultRows.HEADER);
      return;
    }
    int first = whole.indexOf('\n');
    written(whole.substring(0, first)).requireSame(settings, file);
    if (whole.length() == first + 1) { // killed between the first two lines
      write(ResultRows.HEADER);
      return;
    }
    finished.addAll(format.parse(whole.substring(first + 1), file));
  }

  private byte[] bytes() throws IOException {
    if (channel.size() > MOST_BYTES) {
      throw foreign();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until all is there
    }
    return bytes.array();
  }

  private Settings written(String line) {
    if (!line.startsWith(MARK)) {
      throw foreign();
    }
    return Settings.parse(line.substring(MARK.length()))
        .orElseThrow(() -> new MimarException(file + ", line 1 holds no settings", NEXT));
  }

  private MimarException foreign() {
    return new MimarException(file + " was not written by `mimar bench`", NEXT);
  }

  /** The searches in the file. */
  List<FinishedSearch> finished() {
    return List.copyOf(finished);
  }

  // ---- writing

  /** Adds a search. */
  void append(FinishedSearch search) {
    try {
      write(ResultRows.line(search));
      finished.add(search);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    long at = channel.size();
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }
}
