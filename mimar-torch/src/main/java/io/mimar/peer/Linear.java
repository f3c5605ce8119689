package io.mimar.peer;

import java.util.List;
import java.util.random.RandomGenerator;

/** {@code y = x·W + b}. */
final class Linear implements Layer {
  private final int in;
  private final int out;
  private final Parameter weight; // [in, out]
  private final Parameter bias;
  private float[][] x;

  /**
   * A layer with weights uniform in {@code ±bound}.
   *
   * @param biasBound that of the bias, 0 for none
   */
  Linear(int in, int out, double bound, double biasBound, RandomGenerator rng) {
    this.in = in;
    this.out = out;
    this.weight = Parameter.of(uniform(in * out, bound, rng));
    this.bias = Parameter.of(uniform(out, biasBound, rng));
  }

  /** With the bounds of Glorot, Bengio, AISTATS 2010, and no bias. */
  static Linear glorot(int in, int out, RandomGenerator rng) {
    return new Linear(in, out, Math.sqrt(6.0 / (in + out)), 0, rng);
  }

  /** With the bounds that PyTorch uses by default. */
  static Linear standard(int in, int out, RandomGenerator rng) {
    return new Linear(in, out, Math.sqrt(1.0 / in), Math.sqrt(1.0 / in), rng);
  }

  /** With the bounds of He et al., ICCV 2015, for a linear gain, and no bias. */
  static Linear kaiming(int in, int out, RandomGenerator rng) {
    return new Linear(in, out, Math.sqrt(3.0 / in), 0, rng);
  }

  private static float[] uniform(int length, double bound, RandomGenerator rng) {
    float[] values = new float[length];
    for (int i = 0; i < length && bound > 0; i++) {
      values[i] = (float) (bound * (2 * rng.nextDouble() - 1));
    }
    return values;
  }

  @Override
  public float[][] forward(float[][] rows) {
    x = rows;
    float[][] y = new float[rows.length][];
    float[] w = weight.value();
    for (int r = 0; r < rows.length; r++) {
      y[r] = bias.value().clone();
      for (int i = 0; i < in; i++) {
        if (rows[r][i] != 0) {
          add(y[r], rows[r][i], w, i * out);
        }
      }
    }
    return y;
  }

  private static void add(float[] y, float factor, float[] w, int from) {
    for (int j = 0; j < y.length; j++) { // over plain indices: vectorised
      y[j] += factor * w[from + j];
    }
  }

  @Override
  public float[][] backward(float[][] gradient) {
    float[] transposed = transposed();
    float[] own = weight.gradient();
    float[] ownBias = bias.gradient();
    float[][] back = new float[gradient.length][in];
    for (int r = 0; r < gradient.length; r++) {
      float[] g = gradient[r];
      for (int i = 0; i < in; i++) {
        float factor = x[r][i];
        if (factor != 0) {
          int from = i * out;
          for (int j = 0; j < g.length; j++) {
            own[from + j] += factor * g[j];
          }
        }
      }
      for (int j = 0; j < out; j++) {
        ownBias[j] += g[j];
        if (g[j] != 0) {
          add(back[r], g[j], transposed, j * in);
        }
      }
    }
    return back;
  }

  private float[] transposed() {
    float[] w = weight.value();
    float[] transposed = new float[w.length];
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < out; j++) {
        transposed[j * in + i] = w[i * out + j];
      }
    }
    return transposed;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }
}
