package io.mimar.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.search.Surrogate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitteeTest {
  private static final int SIZE = 30;
  private static final double[] NO_NOISE = new double[SIZE];
  private static final double CLOSE = 1e-12;

  private final SplittableRandom rng = new SplittableRandom(1);
  private final double[][][] features = {group(3), group(2)};
  private final double[] labels =
      IntStream.range(0, SIZE).mapToDouble(i -> features[0][i][0] - features[1][i][1]).toArray();

  private double[][] group(int width) {
    double[][] group = new double[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      group[i] = rng.doubles(width).toArray();
    }
    return group;
  }

  private static Committee committee(List<List<Integer>> views) {
    return new Committee(GaussianProcess.DEFAULT, views);
  }

  @Test
  void oneThatSeesAllIsTheProcessItself() {
    Surrogate.Prediction alone =
        GaussianProcess.DEFAULT.fit(features, labels, NO_NOISE).predict(features);
    Surrogate.Prediction one =
        committee(List.of(List.of(0, 1))).fit(features, labels, NO_NOISE).predict(features);
    assertArrayEquals(alone.mean(), one.mean());
    assertArrayEquals(alone.deviation(), one.deviation());
  }

  @Test
  void membersSeeTheirGroupsAndAreAveraged() {
    Surrogate.Prediction both = fit(List.of(List.of(0), List.of(1))).predict(features);
    Surrogate.Prediction first = fit(List.of(List.of(0))).predict(features);
    Surrogate.Prediction second = fit(List.of(List.of(1))).predict(features);
    for (int i = 0; i < SIZE; i++) {
      assertEquals((first.mean()[i] + second.mean()[i]) / 2, both.mean()[i], CLOSE);
      assertEquals((first.deviation()[i] + second.deviation()[i]) / 2, both.deviation()[i], CLOSE);
    }
  }

  private Surrogate.Posterior fit(List<List<Integer>> views) {
    return committee(views).fit(features, labels, NO_NOISE);
  }

  @Test
  void whatIsBelievedLeavesTheMeanAndLowersTheDeviation() {
    Surrogate.Posterior before = fit(List.of(List.of(0), List.of(1)));
    double[][][] asked = {{{2, 2, 2}}, {{2, 2}}};
    Surrogate.Posterior after = before.believing(asked);
    assertEquals(before.predict(asked).mean()[0], after.predict(asked).mean()[0], 1e-9);
    assertTrue(after.predict(asked).deviation()[0] < 0.7 * before.predict(asked).deviation()[0]);
  }
}
