package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.ImageFile;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preparing data sets, and splitting them. */
final class DataSetTest {
  private static final Places NOWHERE = new Places(Optional.empty());

  @TempDir Path root;

  private static DataSet redrawn(Source source) {
    return new DataSet("own", Kind.TABLE, true, source, Optional.empty());
  }

  private static void writeRows(Path into) throws IOException {
    new Rows(
            List.of("x1", "class"),
            IntStream.range(0, 100).mapToObj(i -> List.of("" + i / 3.0, "c" + i % 2)).toList())
        .write(into.resolve(DataSet.ROWS));
  }

  @Test
  void whatWasStoppedIsFetchedAnew() throws IOException {
    Source broken =
        (into, places) -> {
          Files.writeString(into.resolve("half"), "");
          throw new IOException("stopped");
        };
    assertThrows(IOException.class, () -> redrawn(broken).prepare(root, NOWHERE));
    assertFalse(redrawn(broken).isIn(root));
    redrawn((into, places) -> writeRows(into)).prepare(root, NOWHERE);
    assertFalse(Files.exists(root.resolve("own/half")));
    assertTrue(redrawn(broken).isIn(root));
  }

  @Test
  void eachSeedHasASplitThatStays() throws IOException {
    DataSet data = redrawn((into, places) -> writeRows(into));
    data.prepare(root, NOWHERE);
    Path first = data.folder(root, 1);
    String train = Files.readString(DataSet.part(first, "train"));
    assertEquals(first, data.folder(root, 1));
    assertEquals(train, Files.readString(DataSet.part(first, "train")));
    assertFalse(train.equals(Files.readString(DataSet.part(data.folder(root, 2), "train"))));
    assertEquals(DataSet.part(first, "test"), data.raw(root, 1));
  }

  @Test
  void theTestPartKeepsItsOrder() throws IOException {
    DataSet data = redrawn((into, places) -> writeRows(into));
    data.prepare(root, NOWHERE);
    List<List<String>> written = Rows.read(data.raw(root, 3)).rows();
    LabelledSamples read = data.open(root, 3).test().orElseThrow();
    assertEquals(30, read.size());
    for (int row = 0; row < read.size(); row++) {
      assertEquals(Float.parseFloat(written.get(row).get(0)), read.numbers().at(row));
      assertEquals(written.get(row).get(1), "c" + read.labels()[row]);
    }
  }

  @Test
  void dataThatNoPackageHasMustBeGiven() {
    MimarException e =
        assertThrows(MimarException.class, () -> DataSet.GUN_POINT.prepare(root, NOWHERE));
    assertTrue(e.hint().contains("--sets"));
    Places empty = new Places(Optional.of(root));
    e = assertThrows(MimarException.class, () -> DataSet.SUBJ.prepare(root, empty));
    assertTrue(e.getMessage().contains("subj does not exist"), e.getMessage());
  }

  @Test
  void imagesKeepTheirPixels() throws IOException {
    Shape shape = new Shape(1, 5, 7);
    byte[] pixels = new byte[3 * 35];
    Seeds.root(1).rng().nextBytes(pixels);
    Sources.writeImages(LabelledSamples.images(shape, pixels, new int[3]), root);
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(
          Arrays.copyOfRange(pixels, row * 35, (row + 1) * 35),
          ImageFile.pixels(root.resolve("0000" + row + ".png"), shape, DataOptions.DEFAULT));
    }
  }
}
