package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OffsetTest {
  private static double[] some(java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, 101).mapToDouble(value).toArray();
  }

  @Test
  void momentsHaveOne() {
    double offset = Offset.of(some(i -> 1.7e9 + i));
    assertEquals(1.7e9 + 50, offset);
    assertEquals(offset, Offset.of(some(i -> i % 20 == 7 ? 0 : 1.7e9 + i)), 2, "missing as 0");
    assertEquals(offset, Offset.of(some(i -> i % 20 == 7 ? Double.NaN : 1.7e9 + i)), 2);
    assertEquals(-1.7e9 - 50, Offset.of(some(i -> -1.7e9 - i)));
  }

  @Test
  void whatFloatsHoldHasNone() {
    assertEquals(0, Offset.of(some(i -> 1900 + i)), "years");
    assertEquals(0, Offset.of(some(i -> 1.6e9 + 86_400.0 * 30 * i)), "months of years");
    assertEquals(0, Offset.of(some(i -> Math.sin(i))));
    assertEquals(0, Offset.of(some(i -> 5)), "a constant");
    assertEquals(0, Offset.of(new double[] {Double.NaN}));
  }

  @Test
  void noiseOfComputationsHasNone() {
    assertEquals(0, Offset.of(some(i -> i % 2 == 0 ? 0.3 : 0.1 + 0.2)));
    assertEquals(0, Offset.of(some(i -> i > 70 ? i / 100.0 : i % 2 == 0 ? 0.3 : 0.1 + 0.2)));
  }

  @Test
  void noneIsTakenThatWouldJoinCodes() {
    assertEquals(0, Offset.of(some(i -> i % 5 == 0 ? i % 10 : 1.7e9 + i)));
  }

  @Test
  void whatIsAddedHasTheDigitsThatWereKnown() {
    assertEquals(1000.1, Offset.added(1000, 0.1f));
    assertEquals(1e9, Offset.added(1e9, 0f));
    assertEquals(0.5f, Offset.added(0, 0.5f));
    double gone = Offset.added(1_712_345_678, (float) -1_712_345_678.0); // a float of 128 steps
    assertEquals(0, gone);
    assertTrue(Double.isNaN(Offset.added(5, Float.NaN)));
  }

  @Test
  void writesWithoutAnExponentWhatHasAnOffset() {
    assertEquals("1712345678.5", Offset.text(1_712_345_678, 0.5f));
    assertEquals("2000003", Offset.text(2_000_000, 3f));
    assertEquals("0.1", Offset.text(0, 0.1f));
    assertEquals("1.0E9", Offset.text(0, 1e9f), "as it was told");
    assertEquals("NaN", Offset.text(5, Float.NaN));
  }
}
