package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Weights weights = Weights.of(Map.of("a", new float[] {1, -2.5f}, "b", new float[0]));
    Weights read = Weights.read(new ByteArrayInputStream(bytes(weights)));
    assertEquals(weights.names(), read.names());
    assertArrayEquals(weights.get("a"), read.get("a"));
    assertArrayEquals(weights.get("b"), read.get("b"));
  }

  private static byte[] bytes(Weights weights) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    weights.write(out);
    return out.toByteArray();
  }

  @Test
  void otherFilesAndCutOnesAreRefused() throws IOException {
    byte[] whole = bytes(Weights.of(Map.of("a", new float[] {1, 2, 3})));
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThrows(IOException.class, () -> Weights.read(new ByteArrayInputStream(cut)));
    byte[] other = "a text file, not weights".getBytes(StandardCharsets.UTF_8);
    assertThrows(MimarException.class, () -> Weights.read(new ByteArrayInputStream(other)));
    byte[] huge = whole.clone();
    ByteBuffer.wrap(huge).putInt(15, Integer.MAX_VALUE);
    assertThrows(IOException.class, () -> Weights.read(new ByteArrayInputStream(huge)));
  }

  @Test
  void theAverageIsTakenNumberByNumber() {
    Weights a = Weights.of(Map.of("w", new float[] {1, 2}));
    Weights b = Weights.of(Map.of("w", new float[] {3, 6}));
    assertArrayEquals(new float[] {2, 4}, Weights.average(List.of(a, b)).get("w"));
    assertThrows(MimarException.class, () -> Weights.average(List.of()));
  }

  @Test
  void aNumberThatIsNoneIsFound() {
    assertTrue(Weights.of(Map.of("w", new float[] {1})).isFinite());
    assertFalse(Weights.of(Map.of("w", new float[] {Float.NaN})).isFinite());
  }
}
