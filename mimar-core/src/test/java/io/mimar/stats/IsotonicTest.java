package io.mimar.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class IsotonicTest {
  @Test
  void poolsWhatFallsIntoItsMean() {
    double[] fit = Isotonic.fit(new double[] {1, 3, 2, 2.5, 6, 5});

    assertArrayEquals(new double[] {1, 2.5, 2.5, 2.5, 5.5, 5.5}, fit, 1e-12);
  }

  @Test
  void leavesWhatRises() {
    double[] rising = {-1, 0, 0, 4};

    assertArrayEquals(rising, Isotonic.fit(rising));
    assertArrayEquals(new double[0], Isotonic.fit(new double[0]));
  }
}
