package io.mimar.bench.fuzz;

import io.mimar.config.Spaces;
import io.mimar.embed.Embedding;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.embed.Encoders;
import io.mimar.embed.Training;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/** An embedding of few numbers, and files that claim to be one. */
final class SmallEmbedding {
  private static final int START = Long.BYTES + Integer.BYTES;

  private static final EmbeddingOptions OPTIONS =
      new EmbeddingOptions(2, 1, 2, 2, 3, 1, 1, 4, 2, 2e-3, 0.005, 1);

  private SmallEmbedding() {}

  private static SearchSpace space() {
    return Spaces.named("nas-bench-201");
  }

  /** A good file. */
  static byte[] bytes() throws IOException {
    try (Scratch scratch = Scratch.open()) {
      Path file = scratch.folder().resolve("space.embedding");
      Encoders.write(file, Training.fit(space(), OPTIONS, Seeds.root(1)));
      return Files.readAllBytes(file);
    }
  }

  /** {@code bytes} with a header that has their checksum, where they have a header. */
  static byte[] checked(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.length < START ? -1 : in.getInt(Long.BYTES);
    if (length < 0 || length > bytes.length - START) {
      return bytes;
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, START + length, bytes.length - START - length);
    byte[] header =
        new String(bytes, START, length, StandardCharsets.ISO_8859_1)
            .replaceFirst("\"crc32\":\\d+", "\"crc32\":" + crc.getValue())
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out =
        ByteBuffer.allocate(bytes.length - length + header.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(bytes, 0, Long.BYTES).putInt(header.length).put(header);
    return out.put(bytes, START + length, bytes.length - START - length).array();
  }

  /** Reads a file and takes an architecture there and back. */
  static void read(Path file) {
    Embedding embedding = Encoders.read(file, space());
    RandomGenerator rng = Seeds.root(1).rng();
    Architecture one = space().architecture(space().random(rng).valueArray());
    embedding.decode(embedding.encode(List.of(one)), 0, rng);
  }
}
