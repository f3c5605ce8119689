package io.mimar.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mimar.MimarException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a study keeps may come from others: a sample is whole or refused. */
final class CaseTest {
  @Test
  void anImageHasAPartForEachPixel() {
    assertEquals(2, new Case.Image(3, 1, 2, new byte[6]).parts());
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "1, 2, 2", "-1, 1, -6", "1, 65536, 65536", "0, 2, 3", "1, -2, -3"})
  void anImageOfAnotherSizeIsRefused(int channels, int height, int width) {
    byte[] pixels = new byte[6];
    assertThrows(MimarException.class, () -> new Case.Image(channels, height, width, pixels));
  }

  @Test
  void channelsOfUnequalLengthAreRefused() {
    Map<String, List<Double>> ragged = Map.of("a", List.of(1.0), "b", List.of());
    assertThrows(MimarException.class, () -> new Case.Steps(ragged));
    assertThrows(MimarException.class, () -> new Case.Steps(Map.of()));
  }

  @Test
  void whatIsLeftOutIsRefused() {
    assertThrows(MimarException.class, () -> new Case.Words(null));
    assertThrows(MimarException.class, () -> new Explanation.Gain(1, null));
    assertThrows(
        MimarException.class,
        () -> new Case(0, "a", null, OptionalDouble.empty(), true, null, List.of()));
  }
}
