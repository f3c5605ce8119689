package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScaleTest {
  @Test
  void ticksAreRoundAndInside() {
    assertEquals(List.of(1.0, 1.5, 2.0), Scale.of(1, 2, 0, 100).ticks(2));
  }

  @ParameterizedTest
  @CsvSource({
    "3178, 38000, 5000 10000 20000",
    "100, 1600, 100 200 500 1000",
    "3, 40000, 3 10 30 100 300 1000 3000 10000 30000",
    "0.5, 2e8, 1 10 100 1000 10000 100000 1000000 10000000 100000000",
  })
  void ticksOfPowersAreRoundNumbers(double from, double to, String expected) {
    Scale scale = Scale.of(Math.log10(from), Math.log10(to), 0, 100);
    assertEquals(
        expected,
        scale.powerTicks(9).stream()
            .map(tick -> String.valueOf(Math.round(Math.pow(10, tick))))
            .collect(Collectors.joining(" ")));
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
    int ticks =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> scale.ticks(5).size() + scale.powerTicks(5).size());
    assertTrue(ticks < 40, "ticks: " + ticks);
  }
}
