package io.mimar.peer;

/** The positive part, cut at {@code most}. */
final class Relu implements Layer {
  private final float most;
  private float[][] y;

  Relu(float most) {
    this.most = most;
  }

  /** Without a cut. */
  static Relu plain() {
    return new Relu(Float.POSITIVE_INFINITY);
  }

  @Override
  public float[][] forward(float[][] x) {
    y = new float[x.length][];
    for (int r = 0; r < x.length; r++) {
      y[r] = x[r].clone();
      for (int i = 0; i < y[r].length; i++) {
        y[r][i] = Math.max(0, Math.min(most, y[r][i]));
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
        back[r][i] = y[r][i] > 0 && y[r][i] < most ? back[r][i] : 0;
      }
    }
    return back;
  }
}
