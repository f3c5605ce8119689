package io.mimar.train;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.nn.Normalisation;
import io.mimar.random.Seeds;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What one image costs on this machine, now: for planning a budget.
 *
 * @param trainMillis milliseconds of training for one image and epoch
 * @param evaluateMillis milliseconds of evaluation for one image
 */
public record CostProbe(double trainMillis, double evaluateMillis) {
  private static final int STEPS = 3;
  private static final long LEAST_MILLIS = 300;
  private static final int MOST_ROUNDS = 50;

  /**
   * Measures {@code network} on images of noise: a warm-up, then rounds of a few steps until a
   * third of a second has been measured; the median round counts.
   */
  public static CostProbe measure(
      Network network, TrainOptions options, Device device, Clock clock) {
    Seeds seeds = Seeds.root(0);
    LabelledSamples images = noise(network, STEPS * options.batch(), seeds.rng());
    Trainer trainer = new Trainer(options.withEpochs(MOST_ROUNDS), clock);
    Normalisation normalisation = Normalisation.neutral(network.input());
    try (Model model = Model.of(network, normalisation, seeds, device)) {
      long start = clock.millis();
      Training training =
          trainer.train(
              model,
              images,
              images.select(new int[0]),
              seeds,
              epoch -> epoch.number() < 3 || clock.millis() - start < LEAST_MILLIS);
      double train = median(training.curve().stream().skip(1).mapToDouble(CostProbe::millis));
      Evaluator.evaluate(model, images);
      long before = clock.millis();
      Evaluator.evaluate(model, images);
      double evaluate = clock.millis() - before;
      return new CostProbe(train / images.size(), evaluate / images.size());
    }
  }

  private static double millis(Epoch epoch) {
    return epoch.time().toNanos() / 1e6;
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static LabelledSamples noise(Network network, int count, RandomGenerator rng) {
    Shape shape = network.input();
    byte[] pixels = new byte[Math.toIntExact(count * shape.size())];
    rng.nextBytes(pixels);
    int classes = (int) network.output().size();
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    return LabelledSamples.images(shape, pixels, labels);
  }
}
