package io.mimar.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.search.Surrogate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
  private static final int SIZE = 7;
  private static final Kernel KERNEL =
      new Kernel(new double[] {1.3, 0.7}, new double[] {0.4, 0.9}, 1.7, 0.2);

  /** Some labelled points, one of them noisier, and a trend. */
  private static final class Case {
    final double[][][] features = new double[2][SIZE][];
    final double[] noise = new double[SIZE];
    final double[] labels;
    final double[] trend;

    Case(long seed) {
      SplittableRandom rng = new SplittableRandom(seed);
      for (int i = 0; i < SIZE; i++) {
        features[0][i] = rng.doubles(3, -1, 1).toArray();
        features[1][i] = rng.doubles(2, -1, 1).toArray();
      }
      noise[2] = 3;
      labels = rng.doubles(SIZE, -2, 2).toArray();
      trend = rng.doubles(SIZE, -2, 2).toArray();
    }

    LeaveOneOut fast(double[] y) {
      double[][][] points = GaussianProcess.byPoint(features);
      return LeaveOneOut.of(ConditionedProcess.factor(KERNEL, points, noise), y, trend);
    }

    /** The log density of the labels, each foretold by a process that never saw it. */
    double slow(double weight) {
      double sum = 0;
      for (int left = 0; left < SIZE; left++) {
        int out = left;
        int[] others = IntStream.range(0, SIZE).filter(i -> i != out).toArray();
        double[] rest = Arrays.stream(others).mapToDouble(i -> at(i, weight)).toArray();
        double[] extra = Arrays.stream(others).mapToDouble(i -> noise[i]).toArray();
        Surrogate.Prediction foretold =
            ConditionedProcess.of(KERNEL, GaussianProcess.byPoint(rows(others)), rest, extra)
                .predict(rows(new int[] {out}));
        double deviation = foretold.deviation()[0];
        double variance = deviation * deviation + KERNEL.noise() * (1 + noise[out]) + Kernel.NUGGET;
        double missed = at(out, weight) - foretold.mean()[0];
        sum -= 0.5 * Math.log(2 * Math.PI * variance) + missed * missed / (2 * variance);
      }
      return sum;
    }

    private double at(int i, double weight) {
      return labels[i] - weight * trend[i];
    }

    private double[][][] rows(int[] which) {
      return Arrays.stream(features)
          .map(group -> Arrays.stream(which).mapToObj(i -> group[i]).toArray(double[][]::new))
          .toArray(double[][][]::new);
    }

    /** The variance of the pull, which is linear in the labels, where these are N(0, K). */
    double varianceOfPull() {
      double[][][] points = GaussianProcess.byPoint(features);
      double[] slope = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        double[] unit = new double[SIZE];
        unit[i] = 1;
        slope[i] = fast(unit).pull();
      }
      double sum = 0;
      for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
          double diagonal = i == j ? KERNEL.noise() * (1 + noise[i]) + Kernel.NUGGET : 0;
          sum += slope[i] * slope[j] * (KERNEL.covariance(points[i], points[j]) + diagonal);
        }
      }
      return sum;
    }
  }

  @Property(tries = 20, seed = "1")
  void theClosedFormIsWhatLeavingOutOneByOneGives(@ForAll long seed) {
    Case some = new Case(seed);
    LeaveOneOut fast = some.fast(some.labels);
    double none = some.slow(0);
    for (double weight : new double[] {-1, 0.3, 1, 2.5}) {
      double gained = fast.pull() * weight - fast.precision() * weight * weight / 2;
      assertEquals(some.slow(weight) - none, gained, 1e-7, "weight " + weight);
    }
  }

  @Property(tries = 20, seed = "1")
  void theDeviationIsThatOfThePullByChance(@ForAll long seed) {
    Case some = new Case(seed);
    double deviation = some.fast(some.labels).deviation();
    assertEquals(some.varianceOfPull(), deviation * deviation, 1e-7);
  }

  @Property(tries = 20, seed = "1")
  void theWeightIsTheLikeliestAfterTheDoubt(@ForAll long seed) {
    LeaveOneOut some = new Case(seed).fast(new Case(seed).labels);
    double doubt = 0.5;
    double best = 0;
    double most = 0;
    for (double w = 0; w < 5; w += 1e-3) {
      double value =
          (some.pull() - doubt * some.deviation()) * w - some.precision() * w * w / 2 - w * w / 2;
      best = value > most ? w : best;
      most = Math.max(value, most);
    }
    assertEquals(best, some.weight(doubt), 2e-3);
  }

  @Test
  void labelsThatContradictGiveNoWeightAndThoseThatAgreeMuch() {
    Case some = new Case(3);
    double[] opposite = Arrays.stream(some.trend).map(u -> -u).toArray();
    assertEquals(0, some.fast(opposite).weight(0));
    assertTrue(some.fast(some.trend).weight(0) > 0.8, "weight of the labels themselves");
    assertTrue(some.fast(some.trend).weight(1) < some.fast(some.trend).weight(0), "doubt");
    assertEquals(0, some.fast(new double[SIZE]).weight(0), "labels that are equal");
  }

  @Test
  void aTrendThatIsFlatHasNoWeight() {
    Case some = new Case(4);
    Arrays.fill(some.trend, 0);
    assertEquals(0, some.fast(some.labels).weight(1));
  }

  @Test
  void aCommitteeSaysTheMeanOfItsMembers() {
    Case some = new Case(5);
    LeaveOneOut first = committee(some, List.of(List.of(0)));
    LeaveOneOut second = committee(some, List.of(List.of(1)));
    LeaveOneOut both = committee(some, List.of(List.of(0), List.of(1)));
    assertEquals((first.pull() + second.pull()) / 2, both.pull(), 1e-12);
    assertEquals((first.deviation() + second.deviation()) / 2, both.deviation(), 1e-12);
    assertEquals((first.precision() + second.precision()) / 2, both.precision(), 1e-12);
  }

  private static LeaveOneOut committee(Case some, List<List<Integer>> views) {
    return new Committee(GaussianProcess.DEFAULT, views)
        .hyperparameters(some.features, some.labels, some.noise)
        .leaveOneOut(some.features, some.labels, some.noise, some.trend);
  }
}
