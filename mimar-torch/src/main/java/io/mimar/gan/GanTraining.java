package io.mimar.gan;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a conditional Wasserstein GAN with gradient penalty, from scratch.
 *
 * <pre>
 * repeat steps times:
 *   repeat criticSteps times:
 *     critic down     mean critic(G(noise, y), y) - mean critic(z, y) + penalty · gradient penalty
 *   generator down   -mean critic(G(noise, y), y)
 * </pre>
 *
 * <p>Paper: Gulrajani et al., Improved Training of Wasserstein GANs, NeurIPS 2017, algorithm 1;
 * conditions after Mirza, Osindero, Conditional Generative Adversarial Nets, 2014. All random
 * numbers come from the caller's stream, so that the result is a function of data, options and
 * stream.
 */
public final class GanTraining {
  private static final double BETA1 = 0.5;
  private static final double BETA2 = 0.9;

  private final Examples examples;
  private final GanOptions options;
  private final RandomGenerator rng;
  private final double[] cumulative;
  private final Generator generator;
  private final Critic critic;

  private GanTraining(Examples examples, GanOptions options, RandomGenerator rng) {
    this.examples = examples;
    this.options = options;
    this.rng = rng;
    this.cumulative = new double[examples.weights().length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += examples.weights()[i];
      cumulative[i] = sum;
    }
    this.generator = new Generator(examples.dimensions(), examples.conditionLength(), options, rng);
    this.critic =
        new Critic(examples.dimensions(), examples.conditionLength(), options.hidden(), rng);
  }

  /** A GAN trained on {@code examples}. */
  @SuppressWarnings("try") // the scope is there to be closed
  public static ConditionalGan fit(Examples examples, GanOptions options, RandomGenerator rng) {
    try (PointerScope scope = new PointerScope()) {
      GanTraining training = new GanTraining(examples, options, rng);
      for (int step = 0; step < options.steps(); step++) {
        for (int i = 0; i < options.criticSteps(); i++) {
          training.criticStep();
        }
        training.generatorStep();
      }
      return new ConditionalGan(
          options.noise(),
          training.generator.parameters().read(),
          training.critic.parameters().read());
    }
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private void criticStep() {
    try (PointerScope scope = new PointerScope()) {
      int[] rows = draw();
      Tensor real = tensor(examples.points(), rows);
      Tensor conditions = tensor(examples.conditions(), rows);
      Tensor made = generator.make(noise(), conditions).detach();
      Tensor penalty = critic.penalty(real, made, conditions, mixing());
      Tensor distance =
          critic.judge(made, conditions).mean().sub(critic.judge(real, conditions).mean());
      critic.parameters().zeroGradient();
      distance.add(penalty, new Scalar(options.penalty())).backward();
      critic.parameters().step(options.learningRate(), BETA1, BETA2);
    }
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private void generatorStep() {
    try (PointerScope scope = new PointerScope()) {
      Tensor conditions = tensor(examples.conditions(), draw());
      generator.parameters().zeroGradient();
      critic.judge(generator.make(noise(), conditions), conditions).mean().neg().backward();
      generator.parameters().step(options.learningRate(), BETA1, BETA2);
    }
  }

  private int[] draw() {
    int[] rows = new int[options.batch()];
    for (int b = 0; b < rows.length; b++) {
      double at = rng.nextDouble() * cumulative[cumulative.length - 1];
      int row = 0;
      while (row < cumulative.length - 1 && cumulative[row] < at) {
        row++;
      }
      rows[b] = row;
    }
    return rows;
  }

  private Tensor noise() {
    float[] values = new float[options.batch() * options.noise()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rng.nextGaussian();
    }
    return Tensor.create(values, options.batch(), options.noise());
  }

  private Tensor mixing() {
    float[] values = new float[options.batch()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rng.nextFloat();
    }
    return Tensor.create(values, options.batch(), 1);
  }

  private static Tensor tensor(double[][] matrix, int[] rows) {
    int columns = matrix[0].length;
    float[] values = new float[rows.length * columns];
    for (int b = 0; b < rows.length; b++) {
      for (int c = 0; c < columns; c++) {
        values[b * columns + c] = (float) matrix[rows[b]][c];
      }
    }
    return Tensor.create(values, rows.length, columns);
  }
}
