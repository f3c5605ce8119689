package io.mimar.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LayerTest {
  private static final float STEP = 1e-2f;

  /** Differences of single precision over a step of 1e-2 are right to about two digits. */
  private static final double TOLERANCE = 0.02;

  private static float[][] rows(int rows, int columns, RandomGenerator rng) {
    float[][] x = new float[rows][columns];
    for (float[] row : x) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) rng.nextGaussian();
      }
    }
    return x;
  }

  /** A smooth chain with every kind of layer that has parameters. */
  private static Layer chain(RandomGenerator rng) {
    return new Chain(
        List.of(
            Linear.standard(3, 4, rng),
            new Sigmoid(),
            new BatchNorm(4),
            Linear.kaiming(4, 2, rng),
            new Sigmoid()));
  }

  private static double weighted(float[][] y, float[][] weights) {
    double sum = 0;
    for (int r = 0; r < y.length; r++) {
      for (int i = 0; i < y[r].length; i++) {
        sum += y[r][i] * weights[r][i];
      }
    }
    return sum;
  }

  @Property(tries = 20)
  void gradientsAreThoseOfDifferences(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Layer chain = chain(rng);
    float[][] x = rows(6, 3, rng);
    float[][] weights = rows(6, 2, rng);
    chain.forward(x);
    float[][] back = chain.backward(weights);
    for (Parameter parameter : chain.parameters()) {
      for (int i = 0; i < parameter.value().length; i++) {
        assertEquals(
            difference(chain, x, weights, parameter.value(), i),
            parameter.gradient()[i],
            TOLERANCE);
      }
    }
    assertEquals(difference(chain, x, weights, x[2], 1), back[2][1], TOLERANCE);
  }

  private static double difference(
      Layer chain, float[][] x, float[][] weights, float[] values, int i) {
    float kept = values[i];
    values[i] = kept + STEP;
    double above = weighted(chain.forward(x), weights);
    values[i] = kept - STEP;
    double below = weighted(chain.forward(x), weights);
    values[i] = kept;
    return (above - below) / (2 * STEP);
  }

  @Test
  void aRankNetLearnsAnOrder() {
    RandomGenerator rng = Seeds.root(3).rng();
    double[][] points = new double[40][];
    double[] gains = new double[40];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian()};
      gains[i] = 100 * (points[i][0] - points[i][1]);
    }
    double[] scores = RankNet.fit(points, gains, rng).scores(points);
    int right = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < i; j++) {
        right += (scores[i] > scores[j]) == (gains[i] > gains[j]) ? 1 : 0;
      }
    }
    assertTrue(right > 0.9 * 780, right + " of 780 pairs");
  }
}
