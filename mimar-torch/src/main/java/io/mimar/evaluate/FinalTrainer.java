package io.mimar.evaluate;

import io.mimar.data.Dataset;
import io.mimar.data.LabelledImages;
import io.mimar.network.Network;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.nn.Normalisation;
import io.mimar.random.Seeds;
import io.mimar.train.CostProbe;
import io.mimar.train.Evaluation;
import io.mimar.train.Evaluator;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.train.Training;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Trains the winner once more, longer, on training and validation rows together, and measures it
 * once on the test rows.
 */
public final class FinalTrainer {
  /** Training that would need fewer epochs than this is not cut further. */
  private static final int FEWEST_EPOCHS = 3;

  /** More epochs than this many times the default bring nothing. */
  private static final int MOST_TIMES_DEFAULT = 2;

  /** The share of the time that is planned for: machines are shared. */
  private static final double CAUTION = 0.85;

  /** Hears how many epochs are done, of how many. */
  @FunctionalInterface
  public interface Progress {
    /** So many epochs are done. */
    void on(int epoch, int epochs);
  }

  private final Dataset data;
  private final TrainOptions options;
  private final Device device;
  private final Clock clock;

  /** A final training on {@code data}. */
  public FinalTrainer(Dataset data, TrainOptions options, Device device, Clock clock) {
    this.data = data;
    this.options = options;
    this.device = device;
    this.clock = clock;
  }

  /**
   * The winner, trained.
   *
   * @param network the trained network
   * @param training its curve; there is no validation split left to judge epochs on
   * @param train how well it knows the rows it learned from
   * @param test how well it knows the test rows, where there are some
   */
  public record Trained(
      TrainedNetwork network, Training training, Evaluation train, Optional<Evaluation> test) {}

  /**
   * Trains.
   *
   * @param time how long it may take; empty for the default number of epochs
   */
  public Trained train(Network network, Optional<Duration> time, Seeds seeds, Progress listener) {
    LabelledImages rows = data.train().with(data.validation());
    LabelledImages none = rows.select(new int[0]);
    int epochs = time.map(t -> fitting(network, rows.size(), t)).orElse(options.epochs());
    try (Model model = Model.of(network, Normalisation.of(rows), seeds.at("initial"), device)) {
      Training training =
          new Trainer(options.withEpochs(epochs), clock)
              .train(
                  model,
                  rows,
                  none,
                  seeds.at("training"),
                  epoch -> {
                    listener.on(epoch.number(), epochs);
                    return true;
                  });
      return new Trained(
          new TrainedNetwork(network, model.weights()),
          training,
          Evaluator.evaluate(model, rows),
          data.test().map(test -> Evaluator.evaluate(model, test)));
    }
  }

  private int fitting(Network network, int rows, Duration time) {
    CostProbe cost = CostProbe.measure(network, options, device, clock);
    double epochs = CAUTION * time.toMillis() / (cost.trainMillis() * rows);
    return (int)
        Math.max(FEWEST_EPOCHS, Math.min(epochs, (double) MOST_TIMES_DEFAULT * options.epochs()));
  }
}
