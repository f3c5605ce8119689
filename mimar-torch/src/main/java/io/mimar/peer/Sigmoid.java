package io.mimar.peer;

/** {@code 1 / (1 + exp(-x))}. */
final class Sigmoid implements Layer {
  private float[][] y;

  static double of(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public float[][] forward(float[][] x) {
    y = new float[x.length][];
    for (int r = 0; r < x.length; r++) {
      y[r] = new float[x[r].length];
      for (int i = 0; i < y[r].length; i++) {
        y[r][i] = (float) of(x[r][i]);
      }
    }
    return y;
  }

  @Override
  public float[][] backward(float[][] gradient) {
    float[][] back = new float[gradient.length][];
    for (int r = 0; r < gradient.length; r++) {
      back[r] = gradient[r].clone();
      for (int i = 0; i < back[r].length; i++) {
        back[r][i] *= y[r][i] * (1 - y[r][i]);
      }
    }
    return back;
  }
}
