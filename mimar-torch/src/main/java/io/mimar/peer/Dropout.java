package io.mimar.peer;

import java.util.random.RandomGenerator;

/**
 * Sets a share of the numbers to zero while training.
 *
 * <p>Paper: Srivastava et al., Dropout, JMLR 2014; the kept ones are scaled while training.
 */
final class Dropout implements Layer {
  private final double share;
  private final RandomGenerator rng;
  private boolean training = true;
  private float[][] factors;

  Dropout(double share, RandomGenerator rng) {
    this.share = share;
    this.rng = rng;
  }

  @Override
  public void training(boolean on) {
    training = on;
  }

  @Override
  public float[][] forward(float[][] x) {
    factors = new float[x.length][];
    for (int r = 0; r < x.length; r++) {
      factors[r] = new float[x[r].length];
      for (int i = 0; i < x[r].length; i++) {
        boolean dropped = training && rng.nextDouble() < share;
        factors[r][i] = dropped ? 0 : (float) (training ? 1 / (1 - share) : 1);
      }
    }
    return backward(x);
  }

  @Override
  public float[][] backward(float[][] gradient) {
    float[][] back = new float[gradient.length][];
    for (int r = 0; r < gradient.length; r++) {
      back[r] = gradient[r].clone();
      for (int i = 0; i < back[r].length; i++) {
        back[r][i] *= factors[r][i];
      }
    }
    return back;
  }
}
