package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixels of a file are what they would be in memory. */
final class MappedPixelsTest {
  private static final int OFFSET = 13; // of no alignment
  private static final int EACH = 6;
  private static final int ROWS = 8;

  @TempDir Path folder;
  private Path file;
  private byte[] bytes;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("pixels");
    bytes = new byte[OFFSET + ROWS * EACH + 5];
    Seeds.root(1).rng().nextBytes(bytes);
    Files.write(file, bytes);
  }

  private MappedPixels mapped(int firstRow, int rows) throws IOException {
    return MappedPixels.of(file, OFFSET + firstRow * EACH, rows * EACH);
  }

  private Numbers.Bytes inMemory(int firstRow, int rows) {
    int from = OFFSET + firstRow * EACH;
    return new Numbers.Bytes(Arrays.copyOfRange(bytes, from, from + rows * EACH));
  }

  @Test
  void theyAreTheBytesOfTheFile() throws IOException {
    MappedPixels mapped = mapped(0, ROWS);
    Numbers.Bytes same = inMemory(0, ROWS);
    assertEquals(same.length(), mapped.length());
    assertEquals(same.bytes(), mapped.bytes());
    for (int i = 0; i < same.length(); i++) {
      assertEquals(same.at(i), mapped.at(i), "pixel " + i);
    }
    for (int row = 0; row < ROWS; row++) {
      assertEquals(same.hash(row, EACH), mapped.hash(row, EACH), "row " + row);
    }
    assertArrayEquals(same.values(), Numbers.pixels(mapped));
    int[] rows = {7, 0, 3, 3};
    assertArrayEquals(Numbers.pixels(same.select(rows, EACH)), mapped.select(rows, EACH).values());
    assertEquals(0, mapped.select(new int[0], EACH).length());
  }

  @Test
  void neighboursJoinWithoutACopy() throws IOException {
    MappedPixels all = mapped(0, ROWS);
    MappedPixels last = all.part(5 * EACH, 3 * EACH);
    assertArrayEquals(inMemory(5, 3).values(), Numbers.pixels(last));
    Numbers joined = all.part(0, 5 * EACH).with(last);
    assertInstanceOf(MappedPixels.class, joined);
    assertArrayEquals(inMemory(0, ROWS).values(), Numbers.pixels(joined));
  }

  @Test
  void othersAreCopied() throws IOException {
    MappedPixels all = mapped(0, ROWS);
    byte[] turned = Numbers.pixels(all.part(5 * EACH, 3 * EACH).with(all.part(0, 5 * EACH)));
    assertArrayEquals(Numbers.pixels(inMemory(5, 3).with(inMemory(0, 5))), turned);
    assertArrayEquals(turned, Numbers.pixels(mapped(5, 3).with(mapped(0, 5))));
    assertArrayEquals(turned, Numbers.pixels(mapped(5, 3).with(inMemory(0, 5))));
    assertArrayEquals(turned, Numbers.pixels(inMemory(5, 3).with(mapped(0, 5))));
    Numbers floats = new Numbers.Floats(new float[EACH]);
    assertThrows(MimarException.class, () -> mapped(0, 5).with(floats));
  }

  @Test
  void samplesOfThemAreImages() throws IOException {
    Shape shape = new Shape(1, 2, 3);
    LabelledSamples images = new LabelledSamples(shape, mapped(0, ROWS), new float[ROWS]);
    assertArrayEquals(inMemory(0, ROWS).values(), images.pixels());
    assertArrayEquals(inMemory(2, 1).values(), images.select(new int[] {2}).pixels());
  }

  @Test
  void theyMayBeNone() throws IOException {
    MappedPixels none = MappedPixels.of(file, bytes.length, 0);
    assertEquals(0, none.length());
    assertEquals(0, none.select(new int[0], EACH).length());
    Numbers some = none.with(mapped(0, 2));
    assertArrayEquals(inMemory(0, 2).values(), Numbers.pixels(some));
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThrows(NoSuchFileException.class, () -> MappedPixels.of(folder.resolve("no"), 0, 1));
  }
}
