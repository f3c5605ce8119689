package io.mimar.folder;

import io.mimar.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of lines in UTF-8 that is added to, by one process at a time. Where that is killed the
 * last line may be torn.
 *
 * <p>It is read through the locked channel: POSIX drops a process's lock on a file as soon as the
 * process closes any other channel to it. So one process must not open it twice at a time: that is
 * refused, but costs the first the lock.
 */
public final class LineFile implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 30;

  private final FileChannel channel;
  private final byte[] bytes;
  private final int whole;

  private LineFile(FileChannel channel, byte[] bytes) {
    this.channel = channel;
    this.bytes = bytes;
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    this.whole = end;
  }

  /**
   * Opens a file, which need not exist, for this process alone.
   *
   * @return the file; empty where another process has it
   * @throws io.mimar.MimarException when it is too large to have been written so
   */
  public static Optional<LineFile> open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (isHeld(channel)) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new LineFile(channel, bytes(file, channel)));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isHeld(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(); // freed with the channel
      return lock == null;
    } catch (OverlappingFileLockException e) { // by this very process
      return true;
    }
  }

  private static byte[] bytes(Path file, FileChannel channel) throws IOException {
    Check.range("the bytes of " + file, channel.size(), 0, MOST_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until all is there
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The whole lines that it held when it was opened, each with its end. */
  public String text() {
    return new String(bytes, 0, whole, StandardCharsets.UTF_8);
  }

  /** What stood behind them. */
  public String torn() {
    return new String(bytes, whole, bytes.length - whole, StandardCharsets.UTF_8);
  }

  /** Cuts off what stood behind the whole lines; before anything is added. */
  public void cutTorn() throws IOException {
    channel.truncate(whole);
  }

  /** Adds lines, each with its end, and sees to it that they outlive a loss of power. */
  public void add(String lines) throws IOException {
    ByteBuffer added = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    long at = channel.size();
    while (added.hasRemaining()) {
      at += channel.write(added, at);
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
