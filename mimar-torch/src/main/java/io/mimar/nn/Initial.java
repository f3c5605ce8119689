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

  /** Between -1/√units and 1/√units: Merity, Keskar, Socher, ICLR 2018, section 5. */
  private static final double GATE_VARIANCE = 1.0 / 3;

  /** Between the ±0.1 of Merity et al. and the ±0.25 of Kim, EMNLP 2014, section 3.1. */
  private static final double VECTOR_VARIANCE = 0.1 * 0.1;

  /**
   * What no training sample has adds nothing but noise to a sum: subj, linear bags, .904 with a
   * deviation of a tenth, .912 with zeros. Zeros all through would leave a ReLU behind them dead.
   */
  private static final double SUMMAND_VARIANCE = 0.01 * 0.01;

  /** Radford et al., Improving Language Understanding by Generative Pre-Training, 2018. */
  private static final double POSITION_VARIANCE = 0.02 * 0.02;

  /**
   * In periods for each unit of a scaled number, most of which are within ±2: from an eighth of a
   * period in all to one and a half. Faster ones fit noise.
   */
  private static final double SLOWEST = 0.03;

  private static final double FASTEST = 0.4;

  private Initial() {}

  /** The first values of {@code parameter}. */
  static float[] values(Parameter parameter, Constants constants, Seeds seeds) {
    float[] values = new float[parameter.size()];
    RandomGenerator rng = seeds.at(parameter.name()).rng();
    switch (parameter.kind()) {
      case KERNEL -> uniform(values, bound(KERNEL_VARIANCE, fanIn(parameter)), rng);
      case MATRIX -> uniform(values, bound(MATRIX_VARIANCE, fanIn(parameter)), rng);
      case GATES, GATE_BIAS -> uniform(values, bound(GATE_VARIANCE, units(parameter)), rng);
      case POSITIONS -> uniform(values, bound(POSITION_VARIANCE, 1), rng);
      case VECTORS, SUMMANDS -> {
        boolean summed = parameter.kind() == Parameter.Kind.SUMMANDS;
        uniform(values, bound(summed ? SUMMAND_VARIANCE : VECTOR_VARIANCE, 1), rng);
        Arrays.fill(values, 0, parameter.shape().get(1), 0); // id 0 means nothing
      }
      case FREQUENCIES -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (SLOWEST * Math.pow(FASTEST / SLOWEST, rng.nextDouble()));
        }
      }
      case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
      case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0);
      case CONSTANT ->
          System.arraycopy(constants.get(parameter.name()), 0, values, 0, values.length);
    }
    return values;
  }

  private static int fanIn(Parameter parameter) {
    return parameter.size() / parameter.shape().get(0);
  }

  private static int units(Parameter parameter) {
    return parameter.shape().get(1);
  }

  /** The bound of uniform numbers of variance {@code variance / fan}. */
  private static double bound(double variance, int fan) {
    return Math.sqrt(3 * variance / fan);
  }

  private static void uniform(float[] values, double bound, RandomGenerator rng) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * rng.nextDouble() - 1) * bound);
    }
  }
}
