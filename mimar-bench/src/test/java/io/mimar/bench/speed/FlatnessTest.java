package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FlatnessTest {
  @Test
  void warmingUpIsNoGrowthAndALeakIs() {
    List<Double> warm = List.of(10.0, 400.0, 500.0, 500.0, 510.0, 495.0, 500.0, 505.0);
    assertEquals(-3 / 502.5, Flatness.growth(warm), 1e-12);
    assertTrue(Flatness.isFlat(Flatness.growth(warm)));
    List<Double> leak = IntStream.range(0, 20).mapToObj(i -> 500.0 + i).toList(); // 4 % in all
    assertEquals(9 / 514.5, Flatness.growth(leak), 1e-12);
    assertFalse(Flatness.isFlat(Flatness.growth(leak)));
  }

  @Test
  void fewLooksTellNothing() {
    assertThrows(MimarException.class, () -> Flatness.growth(List.of(1.0, 1.0, 1.0)));
  }
}
