package io.mimar;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files whole or not at all: what was there before stays until then, and what is there
 * afterwards outlives a kill and a loss of power. A file has one writer at a time.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What is to be in a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is closed by who made it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes {@code file}, whose folder is there. */
  public static void write(Path file, Content content) throws IOException {
    Path unfinished = unfinished(file);
    try {
      Files.deleteIfExists(unfinished); // never through a link that somebody laid there
      try (FileChannel channel =
              FileChannel.open(
                  unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished); // half a file would keep the room of a full disk
    }
    keepName(file.toAbsolutePath().getParent());
  }

  /** What {@code file} is called while it is written. */
  public static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  /** A folder's list of names is a file of its own, where the system lets it be opened. */
  private static void keepName(Path folder) {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // a system that keeps names in another way, as Windows does
    }
  }
}
