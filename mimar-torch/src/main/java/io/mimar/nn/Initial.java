package io.mimar.nn;

import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The numbers a network starts with. Each array has a random stream of its own, so that they do not
 * depend on one another, on the device or on the version of the engine.
 *
 * <p>Paper: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, ICCV 2015, eq. (10); uniform instead
 * of normal, with the same variance.
 */
final class Initial {
  private static final double KERNEL_VARIANCE = 2;
  private static final double MATRIX_VARIANCE = 1.0 / 3;

  private Initial() {}

  /** The first values of {@code parameter}. */
  static float[] values(Parameter parameter, Constants constants, Seeds seeds) {
    float[] values = new float[parameter.size()];
    switch (parameter.kind()) {
      case KERNEL -> uniform(values, parameter, KERNEL_VARIANCE, seeds);
      case MATRIX -> uniform(values, parameter, MATRIX_VARIANCE, seeds);
      case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
      case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0);
      case CONSTANT ->
          System.arraycopy(constants.get(parameter.name()), 0, values, 0, values.length);
    }
    return values;
  }

  private static void uniform(float[] values, Parameter parameter, double variance, Seeds seeds) {
    int fanIn = parameter.size() / parameter.shape().get(0);
    double bound = Math.sqrt(3 * variance / fanIn);
    RandomGenerator rng = seeds.at(parameter.name()).rng();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * rng.nextDouble() - 1) * bound);
    }
  }
}
