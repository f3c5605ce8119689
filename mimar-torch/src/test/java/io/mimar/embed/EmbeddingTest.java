package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Cell;
import io.mimar.space.ImageSpace;
import io.mimar.space.Skeleton;
import io.mimar.space.VertexCell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingTest {
  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Embedding SHIPPED = Encoders.shipped(SPACE).orElseThrow();
  private static final EmbeddingOptions TINY =
      new EmbeddingOptions(8, 1, 8, 4, 16, 1, 2, 64, 32, 2e-3, 0.005, 1.0);

  @TempDir Path directory;

  @Test
  void shippedOneBringsHeldBackGraphsBack() {
    EmbeddingReport report = EmbeddingReport.of(SHIPPED, 500, Seeds.root(123).rng());
    assertTrue(report.reconstruction().orElseThrow() >= 0.90, report.toString());
    assertTrue(report.validity() >= 0.99, report.toString());
    assertTrue(report.repairedPrior() <= 0.10, report.toString());
    assertTrue(report.smoothness() >= 0.4, report.toString());
  }

  @Test
  void permutedGraphsHaveOnePoint() {
    SplittableRandom rng = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      int[] values = SPACE.random(rng).valueArray();
      int cell = SPACE.cell().choices().size();
      Graph raw = SPACE.cell().raw(Arrays.copyOf(values, cell));
      Graph one = Cell.SIMPLIFY.apply(raw);
      Graph other = Cell.SIMPLIFY.apply(raw.permuted(order(raw, rng)));
      GraphEncoder encoder =
          new GraphEncoder(new SpaceCode(SPACE), SHIPPED.weights(), SHIPPED.options().layers());
      assertArrayEquals(encoder.encode(one), encoder.encode(other));
    }
  }

  /** A random topological order that keeps both ends. */
  private static int[] order(Graph graph, RandomGenerator rng) {
    List<Integer> order = new ArrayList<>(List.of(0));
    while (order.size() < graph.size()) {
      List<Integer> ready =
          IntStream.range(1, graph.size())
              .filter(v -> !order.contains(v))
              .filter(v -> v < graph.size() - 1 || order.size() == graph.size() - 1)
              .filter(v -> Arrays.stream(graph.inputs(v)).allMatch(order::contains))
              .boxed()
              .toList();
      order.add(ready.get(rng.nextInt(ready.size())));
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void pointDoesNotDependOnTheBatch() {
    List<Architecture> all = Samples.draw(SPACE, 20, true, new SplittableRandom(2));
    double[][] together = SHIPPED.encode(all);
    for (int i = 0; i < all.size(); i++) {
      assertArrayEquals(SHIPPED.encode(List.of(all.get(i)))[0], together[i]);
    }
  }

  @Test
  void javaAndTensorsAgree() {
    Embedding trained = Training.fit(SPACE, TINY, Seeds.root(3));
    Embedding again = Training.fit(SPACE, TINY, Seeds.root(3));
    List<Architecture> some = Samples.draw(SPACE, 5, true, new SplittableRandom(4));
    assertArrayEquals(trained.encode(some), again.encode(some));
    Autoencoders.assertSameAsTensors(trained, some);
  }

  @Test
  void fileComesBackTheSame() {
    Embedding trained = Training.fit(SPACE, TINY, Seeds.root(5));
    Path file = directory.resolve("e.embedding");
    Encoders.write(file, trained);
    Architecture any = SPACE.random(new SplittableRandom(6));
    assertArrayEquals(
        trained.encode(List.of(any))[0], Encoders.read(file, SPACE).encode(List.of(any))[0]);
  }

  @Test
  void damagedAndForeignFilesAreRefused() throws IOException {
    Embedding trained = Training.fit(SPACE, TINY, Seeds.root(7));
    byte[] good = EmbeddingFile.bytes(trained);
    for (int cut : new int[] {0, 5, 11, 40, good.length / 2, good.length - 1}) {
      Path file = directory.resolve("cut" + cut);
      Files.write(file, Arrays.copyOf(good, cut));
      assertThrows(MimarException.class, () -> Encoders.read(file, SPACE));
    }
    byte[] flipped = good.clone();
    flipped[good.length - 10] ^= 1;
    Path file = directory.resolve("flipped");
    Files.write(file, flipped);
    assertThrows(MimarException.class, () -> Encoders.read(file, SPACE));
    Path whole = directory.resolve("whole");
    Files.write(whole, good);
    assertThrows(MimarException.class, () -> Encoders.read(whole, ImageSpace.nasBench201()));
  }

  /** What the checksum does not cover may be anything. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^.*$|null",
        "\"spaceHash\":\"\\w+\"|\"spaceHash\":null",
        "\"options\":\\{.*?\\}|\"options\":null",
        "\"arrays\":\\[.*\\]|\"arrays\":null",
        "\"arrays\":\\[|\"arrays\":[null,",
        "\"name\":\"label\"|\"name\":\"table\"",
        "\"name\":\"label\"|\"name\":null",
        "\"columns\":8|\"columns\":4",
        "\"rows\":1,\"columns\":4|\"rows\":-1,\"columns\":-4",
        "\"hidden\":8|\"hidden\":4096",
        "\"layers\":1|\"layers\":32",
      })
  void aHeaderThatBeliesItsArraysIsRefused(String pattern, String claim) throws IOException {
    byte[] good = EmbeddingFile.bytes(Training.fit(SPACE, TINY, Seeds.root(7)));
    int length = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
    byte[] header =
        new String(good, 12, length, StandardCharsets.UTF_8)
            .replaceFirst(pattern, claim)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(good.length - length + header.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(good, 0, 8).putInt(header.length).put(header);
    bytes.put(good, 12 + length, good.length - 12 - length);
    Path file = Files.write(directory.resolve("e.embedding"), bytes.array());
    MimarException refused = assertThrows(MimarException.class, () -> Encoders.read(file, SPACE));
    assertTrue(refused.getMessage().contains("is damaged"), refused.getMessage());
  }

  @Test
  void newSpaceIsTrainedOnceAndCached() {
    ImageSpace small =
        new ImageSpace(
            "small",
            new VertexCell(2, ((VertexCell) SPACE.cell()).operations()),
            Skeleton.searched());
    Embedding first = Encoders.of(small, directory, TINY, Seeds.root(8));
    Embedding second = Encoders.of(small, directory, TINY, Seeds.root(8));
    Architecture any = small.random(new SplittableRandom(9));
    assertArrayEquals(first.encode(List.of(any))[0], second.encode(List.of(any))[0]);
    assertEquals(1, directory.toFile().list().length);
  }

  @Test
  void oneHotGoesThereAndBack() {
    OneHot code = new OneHot(SPACE);
    SplittableRandom rng = new SplittableRandom(10);
    Architecture any = SPACE.random(rng);
    assertEquals(any, code.decode(code.encode(List.of(any)), 0, rng).get(0));
  }
}
