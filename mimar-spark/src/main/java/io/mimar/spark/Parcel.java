package io.mimar.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a task brings back.
 *
 * @param ending how it ended
 * @param text the worker's answer, or why there is none
 * @param files what the trial left behind, by name
 */
record Parcel(Ending ending, String text, SortedMap<String, byte[]> files) {

  /** How a task ends that Spark calls successful. */
  enum Ending {
    ANSWERED,
    LOST,
    INFEASIBLE,
    /** It takes too much memory, even in a new worker. */
    TOO_LARGE,
    /** It took too much memory, in a worker that may have had it from before: ask a new one. */
    USED,
    STILLBORN
  }

  Parcel {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** A parcel without files. */
  Parcel(Ending ending, String text) {
    this(ending, text, Collections.emptySortedMap());
  }

  /** As bytes. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(ending.name());
      write(text.getBytes(StandardCharsets.UTF_8), out);
      out.writeInt(files.size());
      for (var file : files.entrySet()) {
        write(file.getKey().getBytes(StandardCharsets.UTF_8), out);
        write(file.getValue(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} made.
   *
   * @throws UncheckedIOException when it is something else
   */
  static Parcel of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Ending ending = ending(in.readUTF());
      String text = new String(read(in), StandardCharsets.UTF_8);
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = new String(read(in), StandardCharsets.UTF_8);
        files.put(name, read(in));
      }
      if (in.available() > 0) {
        throw new IOException("it goes on for " + in.available() + " bytes after its end");
      }
      return new Parcel(ending, text, files);
    } catch (IOException e) {
      throw new UncheckedIOException("a task's result is damaged: " + e.getMessage(), e);
    }
  }

  private static Ending ending(String name) throws IOException {
    try {
      return Ending.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("it ends as \"" + name + "\"", e);
    }
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Makes room for no more than is there, whatever a damaged result claims. */
  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) { // exact: all of it is in memory
      throw new IOException("it claims " + length + " bytes, but has " + in.available());
    }
    return in.readNBytes(length);
  }
}
