package io.mimar.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.search.Surrogate;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  private static double[][][] features(int rows, SplittableRandom rng) {
    double[][][] features = new double[2][rows][];
    for (int i = 0; i < rows; i++) {
      features[0][i] = rng.doubles(3, -1, 1).toArray();
      features[1][i] = rng.doubles(2, -1, 1).toArray();
    }
    return features;
  }

  private static double[] labels(double[][][] features) {
    return Arrays.stream(features[0]).mapToDouble(x -> x[0] + Math.sin(3 * x[1])).toArray();
  }

  /** Mean and variance by Gauss-Jordan inversion of the textbook formula. */
  @Property(tries = 20, seed = "1")
  void predictsAsTheFormulaSays(@ForAll long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[][][] x = features(6, rng);
    double[][][] asked = features(2, rng);
    double[] y = labels(x);
    Kernel kernel = new Kernel(new double[] {1.3, 0.7}, new double[] {0.4, 0.9}, 1.7, 0.05);
    double[][][] points = GaussianProcess.byPoint(x);
    Surrogate.Prediction prediction =
        ConditionedProcess.of(kernel, points, y, new double[6]).predict(asked);
    double[][] inverse = inverse(kernel, points);
    double[][][] at = GaussianProcess.byPoint(asked);
    for (int b = 0; b < 2; b++) {
      double mean = 0;
      double variance = kernel.signal();
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          double left = kernel.covariance(at[b], points[i]) * inverse[i][j];
          mean += left * y[j];
          variance -= left * kernel.covariance(at[b], points[j]);
        }
      }
      assertEquals(mean, prediction.mean()[b], 1e-8);
      assertEquals(Math.sqrt(variance), prediction.deviation()[b], 1e-8);
    }
  }

  private static double[][] inverse(Kernel kernel, double[][][] points) {
    int size = points.length;
    double[][] work = new double[size][2 * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        work[i][j] = kernel.covariance(points[i], points[j]);
      }
      work[i][i] = kernel.signal() + kernel.noise() + Kernel.NUGGET;
      work[i][size + i] = 1;
    }
    for (int p = 0; p < size; p++) {
      double pivot = work[p][p];
      for (int j = 0; j < 2 * size; j++) {
        work[p][j] /= pivot;
      }
      for (int i = 0; i < size; i++) {
        double factor = i == p ? 0 : work[i][p];
        for (int j = 0; j < 2 * size; j++) {
          work[i][j] -= factor * work[p][j];
        }
      }
    }
    return Arrays.stream(work)
        .map(row -> Arrays.copyOfRange(row, size, 2 * size))
        .toArray(double[][]::new);
  }

  @Property(tries = 20, seed = "1")
  void slopesAreThoseOfFiniteDifferences(@ForAll long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    double[][][] x = features(9, rng);
    MarginalLikelihood objective =
        new MarginalLikelihood(
            GaussianProcess.byPoint(x), labels(x), rng.doubles(9, 0, 2).toArray(), 0.5);
    double[] theta = {-1, -0.5, 0.2, -2};
    double[] gradient = new double[4];
    objective.value(theta, gradient);
    for (int p = 0; p < theta.length; p++) {
      double step = 1e-5;
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[p] += step;
      down[p] -= step;
      double slope =
          (objective.value(up, new double[4]) - objective.value(down, new double[4])) / (2 * step);
      assertEquals(slope, gradient[p], 1e-5 * (1 + Math.abs(slope))); // central differences
    }
  }

  @Test
  void ordersWhatItHasNotSeen() {
    SplittableRandom rng = new SplittableRandom(1);
    double[][][] x = features(60, rng);
    double[][][] fresh = features(40, rng);
    double[] mean =
        GaussianProcess.DEFAULT
            .fit(x, NormalScores.of(labels(x)), new double[60])
            .predict(fresh)
            .mean();
    double[] truth = labels(fresh);
    int agree = 0;
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        agree += (mean[i] - mean[j]) * (truth[i] - truth[j]) > 0 ? 1 : 0;
      }
    }
    assertTrue(agree > 0.85 * 40 * 39 / 2, "pairs in order: " + agree);
  }

  @Test
  void learnsWhichOfManyDecisionsMatterWhereItMay() {
    SplittableRandom rng = new SplittableRandom(3);
    double[][][] x = new double[8][50][1];
    double[] y = new double[50];
    for (int i = 0; i < 50; i++) {
      for (double[][] group : x) {
        group[i][0] = rng.nextInt(4);
      }
      y[i] = x[0][i][0] - 2 * Math.abs(x[5][i][0] - 1.5);
    }
    double[] wide = GaussianProcess.RELEVANCE.hyperparameters(x, y, new double[50]).weights();
    double[] narrow = GaussianProcess.DEFAULT.hyperparameters(x, y, new double[50]).weights();
    for (int g : new int[] {1, 2, 3, 4, 6, 7}) {
      assertTrue(wide[g] < 0.1 * Math.min(wide[0], wide[5]), "group " + g + " has " + wide[g]);
      assertTrue(narrow[g] > 0.1 * narrow[0], "group " + g + " has " + narrow[g]);
    }
  }

  @Test
  void believingKeepsTheMeanAndShrinksTheDeviation() {
    SplittableRandom rng = new SplittableRandom(2);
    double[][][] x = features(10, rng);
    double[][][] asked = features(3, rng);
    Surrogate.Posterior before =
        GaussianProcess.DEFAULT.fit(x, NormalScores.of(labels(x)), new double[10]);
    Surrogate.Prediction first = before.predict(asked);
    Surrogate.Prediction second = before.believing(asked).predict(asked);
    assertArrayEquals(first.mean(), second.mean(), 1e-9);
    for (int b = 0; b < 3; b++) {
      assertTrue(second.deviation()[b] < first.deviation()[b]);
    }
  }

  @Test
  void livesWithEqualPointsAndEqualLabels() {
    double[][][] x = features(5, new SplittableRandom(3));
    Arrays.fill(x[0], x[0][0]);
    Arrays.fill(x[1], x[1][0]);
    double[] labels = NormalScores.of(new double[5]);
    assertArrayEquals(new double[5], labels);
    Surrogate.Prediction prediction =
        GaussianProcess.DEFAULT.fit(x, labels, new double[5]).predict(x);
    assertEquals(0, prediction.mean()[0], 1e-9);
    assertTrue(Double.isFinite(prediction.deviation()[0]));
  }

  @Test
  void quantilesAreTheNormalOnes() {
    assertEquals(0, NormalScores.quantile(0.5), 1e-9);
    assertEquals(1.959963985, NormalScores.quantile(0.975), 1e-7);
    assertEquals(-3.090232306, NormalScores.quantile(0.001), 1e-7);
  }
}
