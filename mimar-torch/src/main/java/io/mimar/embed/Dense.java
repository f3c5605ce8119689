package io.mimar.embed;

import java.util.Arrays;

/**
 * One linear layer in plain Java: {@code y = x·W + b}. Each sample is computed by itself and in a
 * fixed order, so that the result is the same bit for bit in any batch and on any machine.
 */
public final class Dense {
  private final float[][] rows; // one array a row: loops over plain indices are vectorised
  private final float[] bias;

  /**
   * A layer; the arrays are copied.
   *
   * @param weight {@code [in,out]}
   * @param bias {@code [1,out]}
   */
  public Dense(Matrix weight, Matrix bias) {
    this.rows = new float[weight.rows()][];
    for (int i = 0; i < rows.length; i++) {
      int from = i * weight.columns();
      rows[i] = Arrays.copyOfRange(weight.values(), from, from + weight.columns());
    }
    this.bias = bias.values().clone();
  }

  /** The length of {@code y}. */
  public int outputs() {
    return bias.length;
  }

  /** Writes the image of {@code x} to {@code y}; both start at index 0. */
  public void apply(float[] x, float[] y) {
    System.arraycopy(bias, 0, y, 0, bias.length);
    int i = 0;
    for (; i + 4 <= rows.length; i += 4) { // four rows at once: fewer passes over y
      if (x[i] != 0 || x[i + 1] != 0 || x[i + 2] != 0 || x[i + 3] != 0) {
        addFour(x, i, y);
      }
    }
    for (; i < rows.length; i++) {
      float[] row = rows[i];
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * row[j];
      }
    }
  }

  private void addFour(float[] x, int i, float[] y) {
    float[] a = rows[i];
    float[] b = rows[i + 1];
    float[] c = rows[i + 2];
    float[] d = rows[i + 3];
    float xa = x[i];
    float xb = x[i + 1];
    float xc = x[i + 2];
    float xd = x[i + 3];
    for (int j = 0; j < y.length; j++) {
      y[j] = y[j] + xa * a[j] + xb * b[j] + xc * c[j] + xd * d[j];
    }
  }

  /** As {@link #apply}, then the positive part. */
  void applyRelu(float[] x, float[] y) {
    apply(x, y);
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.max(0, y[j]);
    }
  }
}
