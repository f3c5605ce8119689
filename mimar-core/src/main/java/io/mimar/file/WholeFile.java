package io.mimar.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
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
    /** Writes all of it; whether it closes the stream does not matter. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes {@code file}, whose folder is there. */
  public static void write(Path file, Content content) throws IOException {
    Path unfinished = unfinished(file);
    try {
      Files.deleteIfExists(unfinished); // never through a link that somebody laid there
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new Lasting(new BufferedOutputStream(Channels.newOutputStream(channel)));
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished); // half a file would keep the room of a full disk
    }
  }

  /** Gives a whole file another name, from which one reads the old content or the new one. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    keepName(to.toAbsolutePath().getParent());
  }

  /** What {@code file} is called while it is written. */
  public static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  /** A folder's list of names is a file of its own, where the system lets it be opened. */
  private static void keepName(Path folder) throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return; // a system that keeps names in another way, as Windows does
    }
    try (names) {
      names.force(true);
    }
  }

  /** Stays open when it is closed, so that who packs what is written may close the packing. */
  private static final class Lasting extends FilterOutputStream {
    Lasting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count); // not one by one
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
