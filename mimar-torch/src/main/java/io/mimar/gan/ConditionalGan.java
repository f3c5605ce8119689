package io.mimar.gan;

import io.mimar.embed.Dense;
import io.mimar.embed.Weights;
import java.util.random.RandomGenerator;

/**
 * A trained generator and critic in plain Java: the same condition and noise give the same point
 * bit for bit.
 */
public final class ConditionalGan {
  private final int noise;
  private final Dense[] generator;
  private final Dense[] critic;

  ConditionalGan(int noise, Weights generator, Weights critic) {
    this.noise = noise;
    this.generator = layers("generator", generator);
    this.critic = layers("critic", critic);
  }

  private static Dense[] layers(String name, Weights weights) {
    return new Dense[] {
      weights.dense(name + "0"), weights.dense(name + "1"), weights.dense(name + "2")
    };
  }

  /**
   * One point for each condition.
   *
   * @param conditions {@code [B,C]}
   * @return {@code [B,D]}
   */
  public double[][] sample(double[][] conditions, RandomGenerator rng) {
    double[][] points = new double[conditions.length][];
    for (int b = 0; b < points.length; b++) {
      float[] input = new float[noise + conditions[b].length];
      for (int i = 0; i < noise; i++) {
        input[i] = (float) rng.nextGaussian();
      }
      copy(conditions[b], input, noise);
      points[b] = widened(run(generator, input, 0));
    }
    return points;
  }

  /** How real the critic finds a point under a condition; only differences mean something. */
  public double judge(double[] point, double[] condition) {
    float[] input = new float[point.length + condition.length];
    copy(point, input, 0);
    copy(condition, input, point.length);
    return run(critic, input, (float) Critic.LEAK)[0];
  }

  private static float[] run(Dense[] layers, float[] input, float leak) {
    float[] x = input;
    for (int l = 0; l < layers.length; l++) {
      float[] y = new float[layers[l].outputs()];
      layers[l].apply(x, y);
      for (int j = 0; j < y.length && l < layers.length - 1; j++) {
        y[j] = y[j] > 0 ? y[j] : leak * y[j];
      }
      x = y;
    }
    return x;
  }

  private static void copy(double[] from, float[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] = (float) from[i];
    }
  }

  private static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
