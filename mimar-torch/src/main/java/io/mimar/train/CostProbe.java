package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * What one sample costs on this machine, now: for planning a budget.
 *
 * @param trainMillis milliseconds of training for one sample and epoch
 * @param evaluateMillis milliseconds of evaluation for one sample
 */
public record CostProbe(double trainMillis, double evaluateMillis) {
  private static final int STEPS = 2;
  private static final long LEAST_NANOS = 300_000_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MOST_ROUNDS = 50;

  /**
   * Measures {@code network} on noise: a warm-up, then one round of two steps, or more until a
   * third of a second has been measured; the median round counts.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public static CostProbe measure(
      Network network, TrainOptions options, Device device, LongSupplier nanoTime) {
    return measure(network, options, device, nanoTime, LEAST_NANOS);
  }

  /** As {@link #measure}, in a quarter of the time: for comparing networks with each other. */
  public static CostProbe brief(
      Network network, TrainOptions options, Device device, LongSupplier nanoTime) {
    return measure(network, options, device, nanoTime, LEAST_NANOS / 4);
  }

  private static CostProbe measure(
      Network network,
      TrainOptions options,
      Device device,
      LongSupplier nanoTime,
      long leastNanos) {
    Seeds seeds = Seeds.root(0);
    LabelledSamples samples = noise(network, STEPS * options.batch(), seeds.rng());
    double round = 1.0 / Trainer.passes(samples.size()); // of what an epoch of so few would show
    Trainer trainer =
        new Trainer(
            options.withEpochs(MOST_ROUNDS),
            Metric.standard(network.task().output()),
            nanoTime,
            (done, planned) -> Math.min(round, planned - done));
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(network, constants, seeds, device)) {
      long start = nanoTime.getAsLong();
      Training training =
          trainer.train(
              model,
              samples,
              samples.select(new int[0]),
              seeds,
              epoch -> epoch.number() < 2 || nanoTime.getAsLong() - start < leastNanos);
      double train = median(training.curve().stream().skip(1).mapToDouble(CostProbe::millis));
      Evaluator.evaluate(model, samples);
      long before = nanoTime.getAsLong();
      Evaluator.evaluate(model, samples);
      double evaluate = (nanoTime.getAsLong() - before) / NANOS_PER_MILLI;
      return new CostProbe(train / samples.size(), evaluate / samples.size());
    }
  }

  private static double millis(Epoch epoch) {
    return epoch.time().toNanos() / NANOS_PER_MILLI;
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static LabelledSamples noise(Network network, int count, RandomGenerator rng) {
    Shape shape = network.input();
    int length = Math.toIntExact(count * shape.size());
    int classes = network.task().output().size();
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      targets[i] = i % classes;
    }
    return new LabelledSamples(shape, noise(network.task().input(), length, rng), targets);
  }

  private static Numbers noise(Input input, int length, RandomGenerator rng) {
    if (input instanceof Input.Pixels) {
      byte[] pixels = new byte[length];
      rng.nextBytes(pixels);
      return new Numbers.Bytes(pixels);
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = number(input, i, rng);
    }
    return new Numbers.Floats(values);
  }

  /** A number at a place of a sample: 0 or 1, which every kind of input may have, or a text's. */
  private static int number(Input input, int place, RandomGenerator rng) {
    if (!(input instanceof Input.Tokens tokens)) {
      return rng.nextInt(2);
    } else if (place % (tokens.length() + tokens.bag()) < tokens.length()) {
      return rng.nextInt(tokens.vocabulary());
    }
    return rng.nextBoolean() ? rng.nextInt(tokens.terms()) : 0; // few texts fill their bag
  }
}
