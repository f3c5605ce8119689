package io.mimar.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NonNegativeFitTest {

  private static double[][] rows(int count, int columns, RandomGenerator rng) {
    double[][] rows = new double[count][columns];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> Math.pow(10, 2.0 * j) * rng.nextDouble()); // units far apart
    }
    return rows;
  }

  @Property(tries = 50, seed = "1")
  void whatIsASumOfThePartsIsFoundAgain(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    double[] weights = {1.5, 0, 0.002, 3e-6};
    double[][] x = rows(30, weights.length, rng);
    double[] y = Arrays.stream(x).mapToDouble(row -> NonNegativeFit.of(weights, row)).toArray();
    double[] found = new NonNegativeFit(x, y).weights();
    for (int j = 0; j < found.length; j++) {
      double scale = Math.pow(10, 2.0 * j);
      assertEquals(weights[j] * scale, found[j] * scale, 1e-4); // sweeps end when they settle
    }
  }

  @Property(tries = 50, seed = "1")
  void noWeightIsNegativeAndEachIsBestWhileTheOthersStay(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    double[][] x = rows(12, 4, rng);
    double[] y = rng.doubles(12, -1, 1).toArray();
    double[] weights = new NonNegativeFit(x, y).weights();
    double least = loss(x, y, weights);
    for (int j = 0; j < weights.length; j++) {
      assertTrue(weights[j] >= 0);
      for (double factor : new double[] {0.9, 1.1}) {
        double[] moved = weights.clone();
        moved[j] *= factor;
        assertTrue(loss(x, y, moved) >= least - 1e-9);
      }
    }
  }

  private static double loss(double[][] x, double[] y, double[] weights) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double error = NonNegativeFit.of(weights, x[i]) - y[i];
      sum += error * error;
    }
    return sum;
  }

  @Test
  void leavingARowOutIsFittingTheOthers() {
    RandomGenerator rng = Seeds.root(3).rng();
    double[][] x = rows(8, 3, rng);
    double[] y = rng.doubles(8, 1, 2).toArray();
    NonNegativeFit all = new NonNegativeFit(x, y);
    double[] before = all.weights();
    double[] without = all.weightsWithout(x[7], y[7]);
    double[] others = new NonNegativeFit(Arrays.copyOf(x, 7), Arrays.copyOf(y, 7)).weights();
    for (int i = 0; i < 7; i++) {
      double expected = NonNegativeFit.of(others, x[i]);
      assertEquals(expected, NonNegativeFit.of(without, x[i]), 1e-6 * Math.abs(expected));
    }
    assertArrayEquals(before, all.weights(), 1e-6, "nothing is forgotten");
  }

  @Test
  void aColumnOfZerosHasNoWeight() {
    double[] weights =
        new NonNegativeFit(new double[][] {{0, 1}, {0, 2}}, new double[] {2, 4}).weights();
    assertArrayEquals(new double[] {0, 2}, weights, 1e-9);
  }
}
