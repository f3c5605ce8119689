package io.mimar.gan;

import io.mimar.Check;

/**
 * The size of a GAN and how it is trained.
 *
 * @param noise dimensions of the generator's noise
 * @param hidden width of the two hidden layers of generator and critic
 * @param steps steps of the generator
 * @param criticSteps steps of the critic before each; paper: n_critic
 * @param batch samples in a step; paper: m
 * @param learningRate of Adam; paper: alpha
 * @param penalty weight of the gradient penalty; paper: lambda
 */
public record GanOptions(
    int noise,
    int hidden,
    int steps,
    int criticSteps,
    int batch,
    double learningRate,
    double penalty) {

  /** Learns a toy condition in 0.35 s on one core; slower rates did not in that time. */
  public static final GanOptions DEFAULT = new GanOptions(8, 64, 200, 2, 32, 5e-3, 10);

  public GanOptions {
    Check.range("gan.noise", noise, 1, 1024);
    Check.range("gan.hidden", hidden, 1, 4096);
    Check.range("gan.steps", steps, 1, 1_000_000);
    Check.range("gan.criticSteps", criticSteps, 1, 1_000);
    Check.range("gan.batch", batch, 1, 65_536);
    Check.range("gan.learningRate", learningRate, 1e-9, 1);
    Check.range("gan.penalty", penalty, 0, 1e6);
  }

  /** The same for another number of steps. */
  public GanOptions withSteps(int steps) {
    return new GanOptions(noise, hidden, steps, criticSteps, batch, learningRate, penalty);
  }
}
