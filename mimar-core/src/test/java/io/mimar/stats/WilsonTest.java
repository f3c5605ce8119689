package io.mimar.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import org.junit.jupiter.api.Test;

final class WilsonTest {
  /**
   * Newcombe, Statistics in Medicine 1998, doi
   * 10.1002/(SICI)1097-0258(19980430)17:8&lt;857::AID-SIM777&gt;3.0.CO;2-E, table I.
   */
  @Test
  void agreesWithPublishedIntervals() {
    assertEquals(0.2553, Wilson.interval95(81.0 / 263, 263).low(), 5e-5);
    assertEquals(0.3662, Wilson.interval95(81.0 / 263, 263).high(), 5e-5);
    assertEquals(0.0624, Wilson.interval95(15.0 / 148, 148).low(), 5e-5);
    assertEquals(0.1605, Wilson.interval95(15.0 / 148, 148).high(), 5e-5);
    assertEquals(0.0, Wilson.interval95(0, 20).low(), 1e-12);
    assertEquals(0.1611, Wilson.interval95(0, 20).high(), 5e-5);
  }

  @Test
  void holdsTheShareAndShrinks() {
    for (double share : new double[] {0, 0.01, 0.5, 0.93, 1}) {
      for (int tries = 1; tries < 1_000_000; tries *= 7) {
        Wilson interval = Wilson.interval95(share, tries);
        assertTrue(interval.low() <= share + 1e-12 && share - 1e-12 <= interval.high());
        assertTrue(Wilson.interval95(share, tries * 7L).half() < interval.half());
      }
    }
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThrows(MimarException.class, () -> Wilson.interval95(Double.NaN, 10));
    assertThrows(MimarException.class, () -> Wilson.interval95(0.5, 0));
  }
}
