package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapBudgetTest {
  private static final long MEGABYTE = 1 << 20;
  private static final long GIGABYTE = 1 << 30;

  /** What Java says of its heap on a machine of 8 GB, as the launcher starts it. */
  private static final long HEAP_OF_8_GB = 2 * GIGABYTE / 30 * 29;

  @Test
  void whatFitsPasses() {
    HeapBudget.check("d", "rows", 1_024, 256, Float.BYTES, MEGABYTE);
    HeapBudget.checkImages("d", 1_024, new Shape(1, 32, 32), MEGABYTE);
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheHeapThatWouldDo() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> HeapBudget.check("d", "rows", 1_000_000, 300, Float.BYTES, 64 * MEGABYTE));
    assertEquals(
        "d has 1,000,000 rows of 300 numbers, together 1,145 MB, but at most 64 MB of them fit into"
            + " memory",
        e.getMessage());
    assertEquals(
        "Take fewer or smaller rows, or give Mimar more memory: MIMAR_HEAP=5g in the environment,"
            + " or -Xmx5g to a Java program of your own.",
        e.hint()); // 4 times 1.2e9 bytes and a thirtieth
  }

  @Test
  void imagesThatDoNotFitAreRefusedWithTheLargestShapeThatDoes() {
    Shape shape = new Shape(3, 256, 128);
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> HeapBudget.checkImages("d", 1_000, shape, 24 * 1_000 * 1_000));
    assertTrue(
        e.hint().startsWith("Take fewer images, or search with --shape 124x60, or give"), e.hint());
    HeapBudget.checkImages("d", 1_000, new Shape(3, 124, 60), 24 * 1_000 * 1_000);
    MimarException many =
        assertThrows(
            MimarException.class, () -> HeapBudget.checkImages("d", 1_000, shape, 100_000));
    assertFalse(many.hint().contains("--shape"), many.hint());
  }

  @Test
  void whatNoArrayHoldsIsRefusedWithoutSuchAHint() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> HeapBudget.check("d", "rows", 1L << 20, 1L << 12, 1, Long.MAX_VALUE));
    assertTrue(e.getMessage().contains("together 4,096 MB, but at most 2,047 MB"), e.getMessage());
    assertTrue(!e.hint().contains("MIMAR_HEAP"), e.hint());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100_000_000, 238_000_000, 268_435_456, 1_200_000_000, 2_147_483_639})
  void theHeapThatIsAdvisedIsEnough(long need) {
    long given = HeapBudget.gigabytes(4 * need) * GIGABYTE;
    long heap = given / 30 * 29; // of the serial collector
    assertTrue(HeapBudget.ofNumbers(heap) >= need, given + " bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "MNIST, 70000, 784, 1",
    "CIFAR-10, 60000, 3072, 1",
    "IMDB, 50000, 1280, 4",
    "a million rows of 30 numbers, 1000000, 30, 4"
  })
  void ordinaryDataFitAt8Gigabytes(String data, long count, long each, int bytes) {
    HeapBudget.check(data, "samples", count, each, bytes, HeapBudget.ofNumbers(HEAP_OF_8_GB));
  }

  @Test
  void theSizeThatImagesAreGivenFits() {
    long budget = HeapBudget.ofNumbers(HEAP_OF_8_GB);
    assertEquals(64, ImageSize.fitting(25_000, 64, budget));
    int side = ImageSize.fitting(101_000, 64, budget); // Food-101
    assertEquals(40, side);
    HeapBudget.checkImages("Food-101", 101_000, new Shape(3, side, side), budget);
    assertEquals(24, ImageSize.fitting(1_000_000, 64, Long.MAX_VALUE)); // what an array holds
  }

  @Test
  void aHeapHoldsAsManyImagesAsItsBudgetAllowsInTheOwnerAndInWorkers() throws Exception {
    assertEquals("held", inHeapOf(64));
  }

  private static String inHeapOf(int megabytes) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Images.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var said = java.getInputStream()) {
      String all = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      java.waitFor();
      return all.strip();
    } finally {
      java.destroyForcibly();
    }
  }

  /** Splits as many images as may be, and divides them into folds as a worker does. */
  static final class Images {
    private static final Shape SHAPE = new Shape(1, 28, 28);

    /** Prints "held". */
    public static void main(String[] arguments) {
      Dataset data = split((int) (HeapBudget.ofNumbers() / SHAPE.size()));
      LabelledSamples all = data.train().with(data.validation());
      int judged = 0;
      for (Fold fold : Fold.of(all, data.target(), 5, Seeds.root(1))) {
        judged += fold.judged().size();
      }
      System.out.println(judged == all.size() && data.train().size() > 0 ? "held" : judged);
    }

    private static Dataset split(int count) {
      byte[] one = new byte[(int) SHAPE.size()];
      List<byte[]> pixels = Stream.generate(() -> one).limit(count).toList();
      List<String> classes = IntStream.range(0, count).mapToObj(i -> "c" + i % 2).toList();
      return Datasets.inMemory("d", SHAPE, pixels, classes, DataOptions.DEFAULT, Seeds.root(1));
    }
  }
}
