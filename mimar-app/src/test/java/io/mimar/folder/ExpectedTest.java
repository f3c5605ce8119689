package io.mimar.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedTest {
  private static final float[][] PROBABILITIES = {{0.25f, 0.75f}, {1, 0}, {0.5f, 0.5f}};

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path model = folder.resolve("trial-3.onnx");
    new Expected(true, PROBABILITIES).write(model);
    Expected read = Expected.read(model);
    assertEquals(true, read.onTest());
    assertArrayEquals(PROBABILITIES, read.answers());
    assertEquals(0, read.largestDifference(PROBABILITIES));
  }

  @Test
  void theLargestDifferenceCountsAndNoNumberIsInfinite() {
    Expected expected = new Expected(false, PROBABILITIES);
    assertEquals(
        0.5,
        expected.largestDifference(new float[][] {{0.25f, 0.75f}, {0.5f, 0.5f}, {0.5f, 0.5f}}));
    assertEquals(
        Double.POSITIVE_INFINITY,
        expected.largestDifference(new float[][] {{Float.NaN, 0}, {1, 0}, {0.5f, 0.5f}}));
  }

  @Test
  void differencesOfLargeAmountsAreSharesOfTheLargest() {
    Expected prices = new Expected(true, new float[][] {{180_000}, {200_000}, {-150}});
    assertEquals(
        1e-5, prices.largestDifference(new float[][] {{180_002}, {200_000}, {-150}}), 1e-9);
    assertEquals(
        2e-5, prices.largestDifference(new float[][] {{180_000}, {200_000}, {-154}}), 1e-9);
    Expected small = new Expected(true, new float[][] {{0.5f}, {-0.25f}});
    assertEquals(0.125, small.largestDifference(new float[][] {{0.5f}, {-0.375f}}), 1e-9);
  }

  @Test
  void everyTruncationAndForeignFilesAreRefused() throws IOException {
    Path model = folder.resolve("m.onnx");
    assertThrows(MimarException.class, () -> Expected.read(model));
    new Expected(true, PROBABILITIES).write(model);
    byte[] whole = Files.readAllBytes(Expected.beside(model));
    for (int length = 0; length < whole.length; length++) {
      Files.write(Expected.beside(model), Arrays.copyOf(whole, length));
      assertThrows(MimarException.class, () -> Expected.read(model), "of length " + length);
    }
    Files.write(Expected.beside(model), Arrays.copyOf(whole, whole.length + 1));
    assertThrows(MimarException.class, () -> Expected.read(model));
    whole[5] = 127; // a huge count must not be allocated
    Files.write(Expected.beside(model), whole);
    assertThrows(MimarException.class, () -> Expected.read(model));
  }

  @Test
  void whatAnotherModelSaidIsRefused() {
    Path model = folder.resolve("other.onnx");
    Expected expected = new Expected(true, PROBABILITIES);
    expected.requireOf(model, 2, true);
    var wide = assertThrows(MimarException.class, () -> expected.requireOf(model, 3, true));
    assertTrue(
        wide.getMessage().contains("2 numbers a row, but the model tells 3"), wide::toString);
    var untested = assertThrows(MimarException.class, () -> expected.requireOf(model, 2, false));
    assertTrue(untested.getMessage().contains("the data have none"), untested::toString);
    new Expected(false, new float[0][]).requireOf(model, 2, false);
  }

  @Test
  void rowsWithoutColumnsAreNotMadeRoomFor() throws IOException {
    Path model = folder.resolve("empty.onnx");
    ByteBuffer header = ByteBuffer.allocate(13).putInt(0x4d494d45).put((byte) 1);
    Files.write(Expected.beside(model), header.putInt(Integer.MAX_VALUE).putInt(0).array());
    assertThrows(MimarException.class, () -> Expected.read(model));
  }
}
