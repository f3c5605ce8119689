package io.mimar.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.MappedPixels;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.file.WholeFile;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A data set as the run keeps it: read, resized and split once, so that every worker, every resume
 * and every export sees the very same rows.
 *
 * <p>Format: the magic number, the length of a JSON header and the header; then the targets of each
 * part, then the numbers of each part: float32, big-endian, but one byte each of pixels, which are
 * not read but mapped. In older files each part's numbers follow its targets.
 */
public final class PreparedData {
  private static final int MAGIC = 0x4d494d33; // "MIM3"
  private static final int OLDER_MAGIC = 0x4d494d32;
  private static final int MAX_HEADER = 1 << 26;
  private static final int PIECE = 1 << 16;

  /** The most bytes of a part: what an array holds. */
  private static final long MAX_PART = Integer.MAX_VALUE - 8;

  private PreparedData() {}

  private record Header(
      String name,
      Format format,
      Target target,
      boolean bytes,
      boolean divisible,
      List<Integer> rows,
      List<String> assumptions) {
    private Header {
      Check.that(
          name != null && format != null && target != null && full(rows) && full(assumptions),
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
    List<LabelledSamples> parts = parts(data);
    Header header =
        new Header(
            data.name(),
            data.format(),
            data.target(),
            !(data.train().numbers() instanceof Numbers.Floats),
            data.divisible(),
            parts.stream().map(LabelledSamples::size).toList(),
            data.assumptions());
    WholeFile.write(file, stream -> write(header, parts, new DataOutputStream(stream)));
  }

  private static void write(Header header, List<LabelledSamples> parts, DataOutputStream out)
      throws IOException {
    byte[] text = Json.json().writeValueAsBytes(header);
    out.writeInt(MAGIC);
    out.writeInt(text.length);
    out.write(text);
    for (LabelledSamples part : parts) {
      writeFloats(part.targets(), out);
    }
    for (LabelledSamples part : parts) {
      if (part.numbers() instanceof Numbers.Floats floats) {
        writeFloats(floats.values(), out);
      } else {
        out.write(part.pixels());
      }
    }
  }

  /** Piece by piece: a buffer of all of them might be larger than an array. */
  private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES);
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      piece.asFloatBuffer().put(values, from, count);
      out.write(piece.array(), 0, count * Float.BYTES);
    }
  }

  private static List<LabelledSamples> parts(Dataset data) {
    return data.test()
        .map(test -> List.of(data.train(), data.validation(), test))
        .orElse(List.of(data.train(), data.validation()));
  }

  /**
   * Reads what {@link #write} wrote. Pixels stay in the file, which must not change meanwhile.
   *
   * @throws MimarException when {@code file} is missing, damaged or something else
   */
  public static Dataset read(Path file) {
    try (DataInputStream in = stream(file)) {
      Start start = Start.of(in);
      long bytes = Files.size(file) - start.bytes;
      requireWhole(start.header, bytes);
      return new Body(start, mapped(file, start, bytes), in).data();
    } catch (JsonProcessingException e) {
      throw damaged(file, "its header is damaged or cut short", e);
    } catch (IOException e) {
      throw damaged(file, Disk.reason(e), e);
    } catch (MimarException e) {
      throw damaged(file, e.getMessage(), e);
    }
  }

  /** What the networks of a run are for, by its prepared data; empty where these are gone. */
  public static Optional<Task> task(Path file) {
    try (DataInputStream in = stream(file)) {
      Header header = Start.of(in).header;
      return Optional.of(new Task(header.format().input(), header.target().output()));
    } catch (IOException | MimarException e) {
      return Optional.empty(); // a study can be shown without its data
    }
  }

  private static DataInputStream stream(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  /**
   * What a file begins with.
   *
   * @param older whether each part's numbers follow its targets
   * @param bytes that it takes
   */
  private record Start(boolean older, Header header, long bytes) {
    static Start of(DataInputStream in) throws IOException {
      int magic = in.readInt();
      if (magic != MAGIC && magic != OLDER_MAGIC) {
        throw new IOException("it does not start with the magic number");
      }
      int length = in.readInt();
      if (length < 2 || length > MAX_HEADER) {
        throw new IOException("its header claims " + length + " bytes");
      }
      Header header = Json.json().readValue(in.readNBytes(length), Header.class);
      Check.that(header != null, "header", header, "whole");
      return new Start(magic == OLDER_MAGIC, header, 2 * Integer.BYTES + length);
    }
  }

  /** Checks what a header claims against the bytes that follow it, before any room is made. */
  private static void requireWhole(Header header, long bytes) {
    Check.that(
        header.rows().size() == 2 || header.rows().size() == 3, "parts", header.rows(), "2 or 3");
    long numbers = header.format().input().shape().size();
    long each = numbers * (header.bytes() ? 1 : Float.BYTES) + Float.BYTES;
    long claimed = 0;
    for (int rows : header.rows()) {
      Check.range("rows", rows, 0, (int) (MAX_PART / each));
      claimed += rows * each;
    }
    Check.that(claimed == bytes, "bytes of rows", bytes, claimed + " as the header claims");
  }

  /**
   * All {@code bytes} that follow the start, where pixels are among them; empty where that is more
   * than an index tells apart, or the file system cannot map.
   */
  private static Optional<MappedPixels> mapped(Path file, Start start, long bytes) {
    if (!start.header.bytes() || bytes > MAX_PART) {
      return Optional.empty();
    }
    try {
      return Optional.of(MappedPixels.of(file, start.bytes, (int) bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What follows the start of a file, read from front to back. */
  private static final class Body {
    private final Start start;
    private final Header header;
    private final Optional<MappedPixels> mapped;
    private final DataInputStream in;
    private int at; // in what is mapped

    Body(Start start, Optional<MappedPixels> mapped, DataInputStream in) {
      this.start = start;
      this.header = start.header;
      this.mapped = mapped;
      this.in = in;
    }

    Dataset data() throws IOException {
      List<LabelledSamples> parts = parts();
      return new Dataset(
          header.name(),
          header.format(),
          header.target(),
          parts.get(0),
          parts.get(1),
          parts.size() > 2 ? Optional.of(parts.get(2)) : Optional.empty(),
          header.divisible(),
          header.assumptions());
    }

    private List<LabelledSamples> parts() throws IOException {
      List<LabelledSamples> parts = new ArrayList<>();
      if (start.older) {
        for (int rows : header.rows()) {
          parts.add(part(targets(rows)));
        }
        return parts;
      }
      List<float[]> targets = new ArrayList<>();
      for (int rows : header.rows()) {
        targets.add(targets(rows));
      }
      for (float[] told : targets) {
        parts.add(part(told));
      }
      return parts;
    }

    private float[] targets(int rows) throws IOException {
      float[] targets = floats(rows);
      if (header.target() instanceof Target.Classes classes) {
        for (float target : targets) {
          boolean known =
              target >= 0 && target < classes.classes().size() && target == (int) target;
          Check.that(known, "class", target, "in [0, " + (classes.classes().size() - 1) + "]");
        }
      }
      return targets;
    }

    private LabelledSamples part(float[] targets) throws IOException {
      Shape shape = header.format().input().shape();
      int length = Math.toIntExact(targets.length * shape.size());
      Numbers numbers = header.bytes() ? pixels(length) : new Numbers.Floats(floats(length));
      return new LabelledSamples(shape, numbers, targets);
    }

    private Numbers pixels(int length) throws IOException {
      if (mapped.isEmpty()) {
        return new Numbers.Bytes(in.readNBytes(length));
      }
      MappedPixels pixels = mapped.get().part(at, length);
      in.skipNBytes(length);
      at += length;
      return pixels;
    }

    /** Piece by piece: a buffer of all of them might be larger than an array. */
    private float[] floats(int count) throws IOException {
      float[] values = new float[count];
      for (int from = 0; from < count; from += PIECE) {
        int size = Math.min(PIECE, count - from);
        ByteBuffer.wrap(in.readNBytes(size * Float.BYTES)).asFloatBuffer().get(values, from, size);
      }
      at += count * Float.BYTES; // overflows only where nothing is mapped
      return values;
    }
  }

  private static MimarException damaged(Path file, String why, Throwable cause) {
    return new MimarException(
        "prepared data " + file + " cannot be read: " + why,
        "Start a new run; the study itself can still be shown.",
        cause);
  }
}
