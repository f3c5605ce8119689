package io.mimar.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A data set as the run keeps it: read, resized and split once, so that every worker, every resume
 * and every export sees the very same rows.
 *
 * <p>Format: the magic number, the length of a JSON header and the header; then for each part the
 * labels (4 bytes each, big-endian) and the pixels (1 byte each).
 */
public final class PreparedData {
  private static final int MAGIC = 0x4d494d31; // "MIM1"
  private static final int MAX_HEADER = 1 << 24;

  /** The most bytes of a part: what an array holds. */
  private static final long MAX_PART = Integer.MAX_VALUE - 8;

  private PreparedData() {}

  private record Header(
      String name,
      List<String> classes,
      Shape shape,
      List<Integer> rows,
      List<String> assumptions) {
    private Header {
      Check.that(
          name != null && shape != null && full(classes) && full(rows) && full(assumptions),
          "header",
          "without some value",
          "whole");
    }

    private static boolean full(List<?> list) {
      return list != null && list.stream().allMatch(Objects::nonNull);
    }
  }

  /** Writes {@code data} to {@code file}, whole or not at all. */
  public static void write(Dataset data, Path file) throws IOException {
    Path unfinished = unfinished(file);
    List<LabelledSamples> parts = parts(data);
    Header header =
        new Header(
            data.name(),
            data.classes(),
            data.train().shape(),
            parts.stream().map(LabelledSamples::size).toList(),
            data.assumptions());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      byte[] text = Json.json().writeValueAsBytes(header);
      out.writeInt(MAGIC);
      out.writeInt(text.length);
      out.write(text);
      for (LabelledSamples part : parts) {
        ByteBuffer labels = ByteBuffer.allocate(part.size() * Integer.BYTES);
        labels.asIntBuffer().put(part.labels());
        out.write(labels.array());
        out.write(part.pixels());
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What {@code file} is called while it is written. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  private static List<LabelledSamples> parts(Dataset data) {
    return data.test()
        .map(test -> List.of(data.train(), data.validation(), test))
        .orElse(List.of(data.train(), data.validation()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MimarException when {@code file} is missing, damaged or something else
   */
  public static Dataset read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("it does not start with the magic number");
      }
      int length = in.readInt();
      if (length < 2 || length > MAX_HEADER) {
        throw new IOException("its header claims " + length + " bytes");
      }
      Header header = Json.json().readValue(in.readNBytes(length), Header.class);
      Check.that(header != null, "header", header, "whole");
      requireWhole(header, Files.size(file) - 2 * Integer.BYTES - length);
      return body(header, in);
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    } catch (IOException | MimarException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Checks what a header claims against the bytes that follow it, before any room is made. */
  private static void requireWhole(Header header, long bytes) {
    Check.that(
        header.rows().size() == 2 || header.rows().size() == 3, "parts", header.rows(), "2 or 3");
    long each = header.shape().size() + Integer.BYTES;
    long claimed = 0;
    for (int rows : header.rows()) {
      Check.range("rows", rows, 0, (int) (MAX_PART / each));
      claimed += rows * each;
    }
    Check.that(claimed == bytes, "bytes of rows", bytes, claimed + " as the header claims");
  }

  private static Dataset body(Header header, DataInputStream in) throws IOException {
    LabelledSamples train = part(header, 0, in);
    LabelledSamples validation = part(header, 1, in);
    Optional<LabelledSamples> test =
        header.rows().size() > 2 ? Optional.of(part(header, 2, in)) : Optional.empty();
    return new Dataset(
        header.name(), header.classes(), train, validation, test, header.assumptions());
  }

  private static LabelledSamples part(Header header, int index, DataInputStream in)
      throws IOException {
    int rows = header.rows().get(index);
    int[] labels = new int[rows];
    ByteBuffer.wrap(in.readNBytes(rows * Integer.BYTES)).asIntBuffer().get(labels);
    for (int label : labels) {
      Check.range("label", label, 0, header.classes().size() - 1);
    }
    byte[] pixels = in.readNBytes(Math.toIntExact(rows * header.shape().size()));
    return LabelledSamples.images(header.shape(), pixels, labels);
  }

  private static MimarException damaged(Path file, String why, Throwable cause) {
    return new MimarException(
        "prepared data " + file + " cannot be read: " + why,
        "Start a new run; the study itself can still be shown.",
        cause);
  }
}
