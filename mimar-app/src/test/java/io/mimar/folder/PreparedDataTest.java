package io.mimar.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.MappedPixels;
import io.mimar.data.Target;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prepared data come back as they were, and nothing else comes back. */
final class PreparedDataTest {
  private static final int MAGIC = 0x4d494d33;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("data.bin");
  }

  private static LabelledSamples images(Shape shape, int rows, int classes) {
    RandomGenerator rng = Seeds.root(4).at("images", rows).rng();
    byte[] pixels = new byte[(int) shape.size() * rows];
    rng.nextBytes(pixels);
    return LabelledSamples.images(shape, pixels, rng.ints(rows, 0, classes).toArray());
  }

  private static Dataset data(boolean test) {
    Shape shape = new Shape(3, 2, 5);
    return new Dataset(
        "näme",
        new Format.Image(shape),
        new Target.Classes(List.of("a", "b\n\"", "ü")),
        images(shape, 7, 3),
        images(shape, 3, 3),
        test ? Optional.of(images(shape, 2, 3)) : Optional.empty(),
        test,
        List.of("One thing was assumed."));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsWrittenIsReadBack(boolean test) throws IOException {
    Dataset data = data(test);
    PreparedData.write(data, file);
    Dataset read = PreparedData.read(file);
    assertEquals(data.name(), read.name());
    assertEquals(data.classes(), read.classes());
    assertEquals(data.assumptions(), read.assumptions());
    assertEqual(data.train(), read.train());
    assertEqual(data.validation(), read.validation());
    assertEquals(test, read.test().isPresent());
    read.test().ifPresent(t -> assertEqual(data.test().orElseThrow(), t));
    assertEquals(List.of("data.bin"), List.of(folder.toFile().list()));
  }

  @Test
  void trainingAndValidationRowsLieSideBySideInTheFile() throws IOException {
    Dataset data = data(true);
    PreparedData.write(data, file);
    Dataset read = PreparedData.read(file);
    LabelledSamples joined = read.train().with(read.validation());
    assertInstanceOf(MappedPixels.class, joined.numbers());
    assertEqual(data.train().with(data.validation()), joined);
  }

  /** Whole numbers in a row, as in the file that an older release wrote. */
  private static LabelledSamples counted(Shape shape, int rows, int first) {
    byte[] pixels = new byte[(int) shape.size() * rows];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (first + 7 * i);
    }
    return LabelledSamples.images(
        shape, pixels, IntStream.range(0, rows).map(i -> (first + i) % 3).toArray());
  }

  @Test
  void aFileOfAnOlderReleaseIsReadBack() throws Exception {
    Path old = Path.of(PreparedDataTest.class.getResource("data-mim2.bin").toURI());
    Dataset read = PreparedData.read(old);
    Shape shape = new Shape(3, 2, 5);
    LabelledSamples train = counted(shape, 7, 1);
    LabelledSamples validation = counted(shape, 3, 2);
    assertEquals("old", read.name());
    assertEquals(List.of("a", "b", "c"), read.classes());
    assertEqual(train, read.train());
    assertEqual(validation, read.validation());
    assertEqual(counted(shape, 2, 3), read.test().orElseThrow());
    assertEqual(train.with(validation), read.train().with(read.validation()));
  }

  private static void assertEqual(LabelledSamples a, LabelledSamples b) {
    assertEquals(a.shape(), b.shape());
    assertArrayEquals(a.labels(), b.labels());
    assertArrayEquals(a.pixels(), b.pixels());
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    PreparedData.write(data(true), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    refused();
  }

  @Test
  void aFileWithABitFlippedIsReadOrRefusedButNoBug() throws IOException {
    PreparedData.write(data(true), file);
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] other = whole.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, other);
      try {
        PreparedData.read(file);
      } catch (MimarException e) {
        assertTrue(e.getMessage().contains(file.toString()), e::getMessage);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "3",
        "{\"name\":1}",
        "not JSON",
        "{\"name\":\"x\",\"format\":null,\"target\":TARGET,\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":null,\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":null,\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":[null,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":{\"type\":\"classes\",\"classes\":[null]},\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":{\"type\":\"classes\",\"classes\":[]},\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":{\"type\":\"other\"},\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":{\"type\":\"java.lang.Runtime\"},\"target\":TARGET,\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":[],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":[2],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":[-1,3],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":[1,1,0,0],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":true,\"rows\":[1,2147483647],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":FORMAT,\"target\":TARGET,\"bytes\":false,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":{\"type\":\"image\",\"shape\":{\"channels\":-1,\"height\":-1,\"width\":1}},\"target\":TARGET,\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":{\"type\":\"image\",\"shape\":{\"channels\":1048576,\"height\":65536,\"width\":65536}},\"target\":TARGET,\"bytes\":true,\"rows\":[2147483647,2147483647],\"assumptions\":[]}",
        "{\"name\":\"x\",\"format\":{\"type\":\"text\",\"column\":\"\",\"words\":null,\"length\":1,\"bag\":1,\"terms\":2},\"target\":TARGET,\"bytes\":true,\"rows\":[1,1],\"assumptions\":[]}"
      })
  void aHostileHeaderIsRefused(String header) throws IOException {
    String format = "{\"type\":\"image\",\"shape\":{\"channels\":1,\"height\":1,\"width\":1}}";
    String target = "{\"type\":\"classes\",\"classes\":[\"a\"]}";
    byte[] text =
        header.replace("FORMAT", format).replace("TARGET", target).getBytes(StandardCharsets.UTF_8);
    write(MAGIC, text.length, text, new byte[10]);
    refused();
  }

  @Test
  void aLabelOutsideTheClassesIsRefused() throws IOException {
    Shape shape = new Shape(1, 1, 1);
    LabelledSamples wrong = LabelledSamples.images(shape, new byte[1], new int[] {1});
    Dataset data =
        new Dataset(
            "x",
            new Format.Image(shape),
            new Target.Classes(List.of("a")),
            wrong,
            wrong,
            Optional.empty(),
            false,
            List.of());
    PreparedData.write(data, file);
    refused();
  }

  @Test
  void whatIsNoPreparedDataIsRefused() throws IOException {
    write(MAGIC + 1, 2, "{}".getBytes(StandardCharsets.UTF_8), new byte[0]);
    refused();
    for (int length : new int[] {-1, 0, 1, Integer.MAX_VALUE, 1 << 27}) {
      write(MAGIC, length, new byte[0], new byte[0]);
      refused();
    }
    Files.delete(file);
    refused();
    Files.createDirectory(file);
    refused();
  }

  private void write(int magic, int length, byte[] header, byte[] rest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      out.writeInt(length);
      out.write(header);
      out.write(rest);
    }
    Files.write(file, bytes.toByteArray());
  }

  private void refused() {
    MimarException e = assertThrows(MimarException.class, () -> PreparedData.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e::getMessage);
    assertTrue(e.getMessage().lines().count() == 1, e::getMessage);
  }

  /** Jackson takes what is absent for null, which primitives may not be. */
  @Test
  void tablesAndAmountsOfBeforeOffsetsAreRead() throws IOException {
    String table =
        "{\"type\":\"table\",\"columns\":[{\"name\":\"a\",\"kind\":\"NUMBER\",\"form\":\"plain\","
            + "\"values\":[],\"missing\":false}],\"names\":[\"a\",\"y\"],\"target\":\"y\"}";
    var column = new Format.Column("a", Format.Kind.NUMBER, "plain", List.of(), false);
    assertEquals(
        new Format.Table(List.of(column), List.of("a", "y"), "y"),
        Json.json().readValue(table, Format.class));
    assertEquals(
        new Target.Amount("y"),
        Json.json().readValue("{\"type\":\"amount\",\"name\":\"y\"}", Target.class));
  }
}
