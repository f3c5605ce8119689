package io.mimar.embed;

import java.util.random.RandomGenerator;

/**
 * The decoder half in plain Java: a point to one categorical distribution for each choice of the
 * space.
 *
 * <pre>
 * h  = relu(z · W_0 + b_0)
 * h += relu(h · W_k + b_k)      for each residual block k
 * logits = h · W_out + b_out
 * </pre>
 */
final class ChoiceDecoder {
  private final SpaceCode code;
  private final Dense first;
  private final Dense[] blocks;
  private final Dense last;

  ChoiceDecoder(SpaceCode code, Weights weights, int blocks) {
    this.code = code;
    this.first = weights.dense("decode0");
    this.blocks = new Dense[blocks];
    for (int k = 0; k < blocks; k++) {
      this.blocks[k] = weights.dense("decode" + (k + 1));
    }
    this.last = weights.dense("choices");
  }

  /** The unnormalised log-probabilities of all values of all choices, end to end. */
  float[] logits(float[] z) {
    float[] h = new float[first.outputs()];
    first.applyRelu(z, h);
    float[] change = new float[h.length];
    for (Dense block : blocks) {
      block.applyRelu(h, change);
      for (int j = 0; j < h.length; j++) {
        h[j] += change[j];
      }
    }
    float[] logits = new float[last.outputs()];
    last.apply(h, logits);
    return logits;
  }

  /**
   * One value for each choice: the likeliest at temperature 0, else a draw from the distributions
   * flattened by {@code temperature} (Gumbel's trick).
   */
  int[] values(float[] z, double temperature, RandomGenerator rng) {
    float[] logits = logits(z);
    int[] values = new int[code.choices()];
    for (int c = 0; c < values.length; c++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < code.values(c); k++) {
        double score =
            logits[code.offset(c) + k] + (temperature > 0 ? temperature * gumbel(rng) : 0);
        if (score > best) {
          best = score;
          values[c] = k;
        }
      }
    }
    return values;
  }

  private static double gumbel(RandomGenerator rng) {
    return -Math.log(-Math.log(Math.max(rng.nextDouble(), 1e-300)));
  }
}
