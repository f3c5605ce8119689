package io.mimar.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RanksTest {
  private static final double CLOSE = 1e-12;

  @Test
  void tiesShareTheMeanOfTheirRanks() {
    assertArrayEquals(new double[] {3, 0.5, 2, 0.5}, Ranks.of(new double[] {9, 1, 4, 1}));
  }

  @Test
  void correlationsOfSmallListsAreThoseByHand() {
    double[] a = {1, 2, 3, 4, 5};
    double[] b = {2, 1, 4, 3, 5};
    assertEquals(1 - 6 * 4 / 120.0, Ranks.spearman(a, b), CLOSE);
    assertEquals((8 - 2) / 10.0, Ranks.kendall(a, b), CLOSE);
    double[] tied = {1, 1, 2, 2, 3}; // 2 pairs tied of 10; the other 8 agree
    assertEquals(8 / Math.sqrt(10.0 * 8.0), Ranks.kendall(a, tied), CLOSE);
  }

  @Test
  void correlationsKnowOnlyOrder() {
    SplittableRandom rng = new SplittableRandom(3);
    double[] a = rng.doubles(50).toArray();
    double[] b = rng.doubles(50).toArray();
    double[] warped = Arrays.stream(b).map(Math::exp).toArray();
    double[] turned = Arrays.stream(b).map(v -> -v).toArray();
    assertEquals(Ranks.spearman(a, b), Ranks.spearman(a, warped), CLOSE);
    assertEquals(Ranks.kendall(a, b), Ranks.kendall(a, warped), CLOSE);
    assertEquals(Ranks.kendall(a, b), -Ranks.kendall(a, turned), CLOSE);
  }

  @Test
  void whatDoesNotVaryIsNotCorrelated() {
    assertEquals(0, Ranks.spearman(new double[] {1, 1}, new double[] {1, 2}));
    assertEquals(0, Ranks.kendall(new double[] {1, 1}, new double[] {1, 2}));
  }

  @Test
  @Timeout(10)
  void whatIsNoNumberRanksLast() {
    double[] ranks = Ranks.of(new double[] {Double.NaN, 2, Double.NaN, 1});
    assertEquals(0, ranks[3]);
    assertEquals(1, ranks[1]);
    assertEquals(5, ranks[0] + ranks[2]);
  }
}
