package io.mimar.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.embed.InitialWeights;
import io.mimar.embed.Matrix;
import io.mimar.embed.Parameters;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class GanTest {
  private static final int DIMENSIONS = 6;

  @Test
  @SuppressWarnings("try") // the scope is there to be closed
  void penaltyHasTheSlopesOfFiniteDifferences() {
    try (PointerScope scope = new PointerScope()) {
      RandomGenerator rng = Seeds.root(1).rng();
      Critic critic = new Critic(3, 2, 8, rng);
      Tensor real = random(rng, 5, 3);
      Tensor made = random(rng, 5, 3);
      Tensor conditions = random(rng, 5, 2);
      Tensor mixing = random(rng, 5, 1).sigmoid();
      critic.parameters().zeroGradient();
      critic.penalty(real, made, conditions, mixing).backward();
      Matrix gradient = gradientOf(critic, "critic1.weight");
      Tensor weight = critic.parameters().get("critic1.weight").detach();
      float step = 2e-3f;
      for (int at = 0; at < gradient.values().length; at += 7) {
        double up = shifted(critic, weight, at, step, real, made, conditions, mixing);
        double down = shifted(critic, weight, at, -2 * step, real, made, conditions, mixing);
        shifted(critic, weight, at, step, real, made, conditions, mixing);
        // float32 and a kink of the leaky ReLU between the two sides
        assertEquals((up - down) / (2 * step), gradient.values()[at], 2e-3);
      }
    }
  }

  private static Tensor random(RandomGenerator rng, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rng.nextGaussian();
    }
    return Tensor.create(values, rows, columns);
  }

  private static Matrix gradientOf(Critic critic, String name) {
    Tensor gradient = critic.parameters().get(name).grad();
    return new Matrix((int) gradient.size(0), (int) gradient.size(1), Parameters.floats(gradient));
  }

  private static double shifted(
      Critic critic,
      Tensor weight,
      int at,
      float by,
      Tensor real,
      Tensor made,
      Tensor conditions,
      Tensor mixing) {
    var values = weight.data_ptr_float();
    values.put(at, values.get(at) + by);
    return critic.penalty(real, made, conditions, mixing).item_float();
  }

  /** Points whose first coordinate is twice their score. */
  private static Examples toy() {
    RandomGenerator rng = Seeds.root(2).rng();
    double[][] points = new double[60][DIMENSIONS];
    double[] scores = new double[60];
    for (int i = 0; i < 60; i++) {
      scores[i] = rng.nextGaussian();
      for (int d = 0; d < DIMENSIONS; d++) {
        points[i][d] = 0.2 * rng.nextGaussian() + (d == 0 ? 2 * scores[i] : 0);
      }
    }
    return Examples.of(points, scores, new double[60][1]);
  }

  @Test
  void learnsAConditionalDistribution() {
    ConditionalGan gan =
        GanTraining.fit(toy(), GanOptions.DEFAULT.withSteps(500), Seeds.root(3).rng());
    double low = meanOfFirst(gan, -1);
    double high = meanOfFirst(gan, 1);
    assertEquals(-2, low, 1.0);
    assertEquals(2, high, 1.0);
  }

  private static double meanOfFirst(ConditionalGan gan, double score) {
    double[][] conditions = new double[200][];
    Arrays.fill(conditions, Examples.condition(score, new double[1]));
    double sum = 0;
    for (double[] point : gan.sample(conditions, Seeds.root(4).rng())) {
      sum += point[0] / 200;
    }
    return sum;
  }

  @Test
  void isAFunctionOfDataAndStream() {
    double[][] wish = {{1, 0}, {0, 0}};
    double[][][] made = new double[2][][];
    for (int i = 0; i < 2; i++) {
      ConditionalGan gan =
          GanTraining.fit(toy(), GanOptions.DEFAULT.withSteps(5), Seeds.root(5).rng());
      made[i] = gan.sample(wish, Seeds.root(6).rng());
      assertTrue(Double.isFinite(gan.judge(made[i][0], wish[0])));
    }
    assertArrayEquals(made[0][0], made[1][0]);
    assertArrayEquals(made[0][1], made[1][1]);
  }

  @Test
  void startsFromTheStreamAlone() {
    float[] first =
        new InitialWeights(Seeds.root(1).rng()).linear("a", 2, 3).weights().get("a.bias").values();
    float[] second =
        new InitialWeights(Seeds.root(1).rng()).linear("a", 2, 3).weights().get("a.bias").values();
    assertArrayEquals(first, second);
  }
}
