package io.mimar.peer;

import java.util.Arrays;
import java.util.List;

/**
 * Adaptive steps down the gradient.
 *
 * <p>Paper: Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1; weight
 * decay is added to the gradient.
 */
final class Adam {
  private static final double TINY = 1e-8; // paper: ε

  private final List<Parameter> parameters;
  private final double beta1;
  private final double beta2;
  private final double decay;
  private int steps; // paper: t

  Adam(List<Parameter> parameters, double beta1, double beta2, double decay) {
    this.parameters = parameters;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.decay = decay;
  }

  /** One step; the gradients are zero afterwards. */
  void step(double rate) {
    steps++;
    float scale = (float) (rate / (1 - Math.pow(beta1, steps)));
    float unbias = (float) (1 / (1 - Math.pow(beta2, steps)));
    for (Parameter parameter : parameters) {
      step(parameter, scale, unbias);
      Arrays.fill(parameter.gradient(), 0);
    }
  }

  private void step(Parameter parameter, float scale, float unbias) {
    float[] value = parameter.value();
    float[] gradient = parameter.gradient();
    float[] mean = parameter.mean();
    float[] square = parameter.square();
    float keep1 = (float) beta1;
    float keep2 = (float) beta2;
    float shrink = (float) decay;
    float tiny = (float) TINY;
    for (int i = 0; i < value.length; i++) {
      float g = gradient[i] + shrink * value[i];
      mean[i] = keep1 * mean[i] + (1 - keep1) * g;
      square[i] = keep2 * square[i] + (1 - keep2) * g * g;
      value[i] -= scale * mean[i] / ((float) Math.sqrt(square[i] * unbias) + tiny);
    }
  }
}
