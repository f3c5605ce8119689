package io.mimar.peer;

import java.util.Arrays;
import java.util.List;

/**
 * Every column brought to mean 0 and deviation 1 over the rows of the batch; after training by the
 * running averages.
 *
 * <p>Paper: Ioffe, Szegedy, Batch Normalization, ICML 2015, algorithms 1 and 2.
 */
final class BatchNorm implements Layer {
  private static final double TINY = 1e-5; // paper: ε
  private static final float MOMENTUM = 0.1f;

  private final int width;
  private final Parameter scale; // paper: γ
  private final Parameter shift; // paper: β
  private final float[] runningMean;
  private final float[] runningVariance;
  private boolean training = true;
  private float[][] normal; // paper: x̂
  private float[] inverse; // 1 over the deviation

  BatchNorm(int width) {
    this.width = width;
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    this.scale = Parameter.of(ones);
    this.shift = Parameter.of(new float[width]);
    this.runningMean = new float[width];
    this.runningVariance = ones.clone();
  }

  @Override
  public void training(boolean on) {
    training = on;
  }

  @Override
  public float[][] forward(float[][] x) {
    float[] mean = training ? mean(x) : runningMean;
    float[] variance = training ? variance(x, mean) : runningVariance;
    inverse = new float[width];
    for (int j = 0; j < width; j++) {
      inverse[j] = (float) (1 / Math.sqrt(variance[j] + TINY));
    }
    normal = new float[x.length][width];
    float[][] y = new float[x.length][width];
    for (int r = 0; r < x.length; r++) {
      for (int j = 0; j < width; j++) {
        normal[r][j] = (x[r][j] - mean[j]) * inverse[j];
        y[r][j] = scale.value()[j] * normal[r][j] + shift.value()[j];
      }
    }
    if (training) {
      average(mean, variance, x.length);
    }
    return y;
  }

  private float[] mean(float[][] x) {
    float[] mean = new float[width];
    for (float[] row : x) {
      for (int j = 0; j < width; j++) {
        mean[j] += row[j] / x.length;
      }
    }
    return mean;
  }

  private float[] variance(float[][] x, float[] mean) {
    float[] variance = new float[width];
    for (float[] row : x) {
      for (int j = 0; j < width; j++) {
        variance[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / x.length;
      }
    }
    return variance;
  }

  private void average(float[] mean, float[] variance, int rows) {
    float unbias = rows > 1 ? rows / (rows - 1f) : 1;
    for (int j = 0; j < width; j++) {
      runningMean[j] += MOMENTUM * (mean[j] - runningMean[j]);
      runningVariance[j] += MOMENTUM * (unbias * variance[j] - runningVariance[j]);
    }
  }

  /** Of a training batch, whose mean and variance depend on its rows. */
  @Override
  public float[][] backward(float[][] gradient) {
    float[] sum = new float[width];
    float[] product = new float[width];
    for (int r = 0; r < gradient.length; r++) {
      for (int j = 0; j < width; j++) {
        sum[j] += gradient[r][j];
        product[j] += gradient[r][j] * normal[r][j];
      }
    }
    float[][] back = new float[gradient.length][width];
    for (int r = 0; r < gradient.length; r++) {
      for (int j = 0; j < width; j++) {
        float centred = gradient[r][j] - (sum[j] + normal[r][j] * product[j]) / gradient.length;
        back[r][j] = scale.value()[j] * inverse[j] * centred;
      }
    }
    for (int j = 0; j < width; j++) {
      scale.gradient()[j] += product[j];
      shift.gradient()[j] += sum[j];
    }
    return back;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }
}
