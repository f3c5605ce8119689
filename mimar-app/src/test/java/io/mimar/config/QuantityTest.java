package io.mimar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people write them. */
final class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "200k,200000",
    "200K,200000",
    "1.5M,1500000",
    "2G,2000000000",
    "' 3 ',3",
    "0.001k,1",
    "1.000,1",
    "999999999999999,999999999999999",
    "007,7"
  })
  void countsAreRead(String text, long count) {
    assertEquals(count, Quantity.count("x", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-3",
        "+3",
        "-3m",
        "1e9",
        "1.5",
        "0.0001k",
        "1,000",
        "1_000",
        "0x10",
        "NaN",
        "Infinity",
        "k",
        "1kk",
        "1 k",
        "1T",
        "1.k",
        ".5k",
        "9999999999999999",
        "999999999999999G",
        "٣",
        "３",
        "²",
        "1\u00a0",
        "1\n2",
        "10 minutes",
        "null",
        "{}"
      })
  void whatIsNoCountIsRefusedByNameAndValue(String text) {
    MimarException e = assertThrows(MimarException.class, () -> Quantity.count("--trials", text));
    assertTrue(
        e.getMessage().startsWith("--trials is \"" + text + "\", but must be "), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "90s,90",
    "10m,600",
    "1h30m,5400",
    "2d,172800",
    "1d1h1m1s,90061",
    "' 5M ',300",
    "0h5s,5",
    "9999d,863913600"
  })
  void durationsAreRead(String text, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), Quantity.duration("x", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0s",
        "0d0h",
        "-3m",
        "+3m",
        "1e9",
        "10",
        "10 minutes",
        "10min",
        "1.5h",
        "5m1h",
        "1m1m",
        "99999d",
        "99999999999s",
        "٣m",
        "３m",
        "m",
        "PT5M",
        "1h 30m",
        "NaN",
        "null"
      })
  void whatIsNoDurationIsRefusedByNameAndValue(String text) {
    MimarException e =
        assertThrows(MimarException.class, () -> Quantity.duration("--budget", text));
    assertTrue(
        e.getMessage().startsWith("--budget is \"" + text + "\", but must be "), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "5ms,5000000",
    "0.5ms,500000",
    "200us,200000",
    "200µs,200000",
    "1s,1000000000",
    "' 2.25MS ',2250000",
    "0.001us,1",
    "999999999s,999999999000000000"
  })
  void latenciesAreRead(String text, long nanos) {
    assertEquals(Duration.ofNanos(nanos), Quantity.latency("x", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "ms",
        "0ms",
        "0.0001us",
        "-5ms",
        "+5ms",
        "5 ms",
        "1e3ms",
        ".5ms",
        "5.ms",
        "5m",
        "5min",
        "1s5ms",
        "5,5ms",
        "NaNms",
        "Infinityms",
        "٣ms",
        "９ms",
        "9999999999s",
        "null",
        "{}"
      })
  void whatIsNoLatencyIsRefusedByNameAndValue(String text) {
    MimarException e =
        assertThrows(MimarException.class, () -> Quantity.latency("--max-latency", text));
    assertTrue(
        e.getMessage().startsWith("--max-latency is \"" + text + "\", but must be "),
        e::getMessage);
  }

  @Property(seed = "1")
  void aDurationIsReadAsItIsWritten(
      @ForAll @LongRange(min = 1, max = 999_999L * 3600) long seconds) {
    Duration duration = Duration.ofSeconds(seconds);
    assertEquals(duration, Quantity.duration("x", Quantity.text(duration)));
  }

  @Property(seed = "1")
  void aCountIsReadAsItIsWritten(@ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long n) {
    assertEquals(n, Quantity.count("x", String.valueOf(n)));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "9999,9999", "10000,10.0k", "98304,98.3k", "3900000,3.90M"})
  void countsAreShownShort(double count, String text) {
    assertEquals(text, Quantity.text(count));
  }
}
