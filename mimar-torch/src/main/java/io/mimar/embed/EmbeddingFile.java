package io.mimar.embed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.space.SearchSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * An embedding as a file: 8 bytes of magic, the length of a JSON header (int32), the header (space,
 * options, name and size of each array, checksum), then all arrays as float32; little-endian.
 */
final class EmbeddingFile {
  private static final long MAGIC = 0x3130656d6172694dL; // "Mirame01" in memory order
  private static final ObjectMapper JSON = new ObjectMapper();

  private EmbeddingFile() {}

  record Array(String name, int rows, int columns) {
    @Override
    public String toString() {
      return "the array " + name + " of " + rows + " x " + columns;
    }
  }

  record Header(
      String space, String spaceHash, EmbeddingOptions options, List<Array> arrays, long crc32) {
    Header {
      Check.that(
          spaceHash != null && options != null && arrays != null,
          "header",
          "without some value",
          "whole");
    }
  }

  /** Writes {@code embedding} to a file beside {@code path} and moves it there in one step. */
  static void write(Path path, Embedding embedding) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path part = Files.createTempFile(path.toAbsolutePath().getParent(), "embedding", ".part");
    try {
      Files.write(part, bytes(embedding));
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  static byte[] bytes(Embedding embedding) throws JsonProcessingException {
    Weights weights = embedding.weights();
    ByteBuffer numbers = ByteBuffer.allocate(4 * weights.count()).order(ByteOrder.LITTLE_ENDIAN);
    for (Matrix matrix : weights.matrices().values()) {
      for (float value : matrix.values()) {
        numbers.putFloat(value);
      }
    }
    List<Array> arrays =
        weights.matrices().entrySet().stream()
            .map(e -> new Array(e.getKey(), e.getValue().rows(), e.getValue().columns()))
            .toList();
    Header header =
        new Header(
            embedding.space().name(),
            new SpaceCode(embedding.space()).hash(),
            embedding.options(),
            arrays,
            checksum(numbers.duplicate().rewind()));
    byte[] json = JSON.writeValueAsBytes(header);
    ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(MAGIC).putInt(json.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(start.array());
    out.writeBytes(json);
    out.writeBytes(numbers.array());
    return out.toByteArray();
  }

  /**
   * Reads the embedding of {@code space}.
   *
   * @throws MimarException when the file is damaged or was made for another space
   */
  static Embedding read(Path path, SearchSpace space) throws IOException {
    return parse(Files.readAllBytes(path), space, path.toString());
  }

  /** As {@link #read}, from memory; {@code origin} names it in errors. */
  static Embedding parse(byte[] bytes, SearchSpace space, String origin) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Header header = header(in, origin);
    String expected = new SpaceCode(space).hash();
    if (!header.spaceHash().equals(expected)) {
      throw new MimarException(
          "embedding "
              + origin
              + " is of space "
              + header.spaceHash()
              + ", but must be of "
              + expected
              + " ("
              + space.name()
              + ")",
          "Delete it: where it is needed, it is trained again.");
    }
    requireArrays(header, new SpaceCode(space), origin);
    return new Embedding(space, header.options(), weights(header, in, origin));
  }

  /** Those of the options, before any room is made. */
  private static void requireArrays(Header header, SpaceCode code, String origin) {
    List<Array> needed = arrays(header.options(), code);
    for (Array array : needed) {
      if (!header.arrays().contains(array)) {
        throw damaged(origin, "it must have, but lacks, " + array, null);
      }
    }
    if (header.arrays().size() > needed.size()) {
      throw damaged(origin, "it has more arrays than " + needed.size(), null);
    }
  }

  private static List<Array> arrays(EmbeddingOptions options, SpaceCode code) {
    List<Array> arrays = new ArrayList<>();
    int hidden = options.hidden();
    arrays.add(new Array("label", code.labels(), hidden));
    arrays.add(new Array("front", code.places(), hidden));
    arrays.add(new Array("back", code.places(), hidden));
    for (int l = 0; l < options.layers(); l++) {
      addLinear(arrays, "message" + l, 3 * hidden, hidden);
    }
    addLinear(arrays, "readout", hidden, options.readout());
    addLinear(arrays, "mean", 2 * options.readout(), options.latent());
    addLinear(arrays, "decode0", options.latent(), options.decoder());
    for (int k = 1; k <= options.blocks(); k++) {
      addLinear(arrays, "decode" + k, options.decoder(), options.decoder());
    }
    addLinear(arrays, "choices", options.decoder(), code.valuesInAll());
    arrays.add(new Array("latent.center", 1, options.latent()));
    arrays.add(new Array("latent.scale", 1, options.latent()));
    return arrays;
  }

  private static void addLinear(List<Array> arrays, String name, int inputs, int outputs) {
    arrays.add(new Array(name + ".weight", inputs, outputs));
    arrays.add(new Array(name + ".bias", 1, outputs));
  }

  /** The hash of the space that an embedding is of. */
  static String spaceHash(byte[] bytes, String origin) {
    return header(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), origin).spaceHash();
  }

  private static Header header(ByteBuffer in, String origin) {
    try {
      if (in.getLong() != MAGIC) {
        throw damaged(origin, "it does not start like one", null);
      }
      byte[] json = new byte[checkedLength(in.getInt(), in, origin)];
      in.get(json);
      Header header = JSON.readValue(json, Header.class);
      if (header == null) {
        throw damaged(origin, "its header says nothing", null);
      }
      return header;
    } catch (BufferUnderflowException | IOException e) {
      throw damaged(origin, "it ends too early or its header cannot be read", e);
    }
  }

  private static Weights weights(Header header, ByteBuffer in, String origin) {
    long expected = 0;
    for (Array array : header.arrays()) {
      expected += 4L * array.rows() * array.columns();
    }
    if (in.remaining() != expected) {
      throw damaged(
          origin, "it has " + in.remaining() + " bytes of numbers, not " + expected, null);
    }
    if (checksum(in.slice()) != header.crc32()) {
      throw damaged(origin, "its checksum differs", null);
    }
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    for (Array array : header.arrays()) {
      Matrix matrix = Matrix.zeros(array.rows(), array.columns());
      for (int i = 0; i < matrix.values().length; i++) {
        matrix.values()[i] = in.getFloat();
      }
      matrices.put(array.name(), matrix);
    }
    return new Weights(matrices);
  }

  private static int checkedLength(int length, ByteBuffer in, String origin) {
    if (length < 0 || length > in.remaining()) {
      throw damaged(origin, "its header has a length of " + length, null);
    }
    return length;
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static MimarException damaged(String origin, String how, Throwable cause) {
    return new MimarException(
        "embedding " + origin + " is damaged: " + how,
        "Delete it: where it is needed, it is trained again.",
        cause);
  }
}
