package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScaleTest {
  @Test
  void ticksAreRoundAndInside() {
    assertEquals(List.of(1.0, 1.5, 2.0), Scale.of(1, 2, 0, 100).ticks(2));
  }

  /** Where the next number is farther away than the next tick, counting on would never end. */
  @ParameterizedTest
  @CsvSource({
    "0.9, 0.9000000000000001",
    "-0.9000000000000001, -0.9",
    "1e17, 1.0000000000000002e17",
    "1, 1",
    "0, 0",
    "0, 4.9e-324",
    "-1.7e308, 1.7e308"
  })
  void ticksComeToAnEnd(double from, double to) {
    Scale scale = Scale.of(from, to, 0, 100);
    int ticks = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> scale.ticks(5).size());
    assertTrue(ticks < 20, "ticks: " + ticks);
  }
}
