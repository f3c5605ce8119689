package io.mimar.worker;

import io.mimar.Lanes;
import io.mimar.data.Fold;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.space.Architecture;
import io.mimar.study.Assignment;
import io.mimar.train.CostProbe;
import io.mimar.train.Evenness;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import io.mimar.trial.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Trains the winner again as in the search, in several ways, to tell which suits the data. Its
 * score in the search is no measure for that: being the best of many, it flatters.
 *
 * @param place what the worker works on
 * @param last the final training that is asked for
 * @param nanoTime a monotonic clock, nanoseconds
 * @param pulse tells how it goes
 */
record Retraining(Workplace place, Message.TrainFinal last, LongSupplier nanoTime, Pulse pulse) {
  /** As long as it takes. */
  static final Duration UNLIMITED = Duration.ofDays(10_000);

  /** The architecture of the winner. */
  Architecture winner() {
    return place.architecture(last.members().get(0));
  }

  /** Tells what was decided, and why. */
  void note(String format, Object... values) {
    pulse.say(new Message.Note(String.format(Locale.ROOT, format, values)));
  }

  /** The share of errors, or the loss, that a score stands for. */
  double errors(double score) {
    boolean more = place.metric().objective().isBetter(1, 0);
    return more ? 1 - score : score;
  }

  /** How far chance may take the score of {@code rows} that were judged: one standard error. */
  double chance(double score, int rows) {
    int effective = place.metric().effectiveSamples(rows, Evenness.of(place.data()));
    return place.metric().deviation(score, effective);
  }

  /** How many trainings run side by side: processors have their cores, a GPU is one. */
  int lanes() {
    return place.device() == Device.CPU ? place.threads() : 1;
  }

  /** What a row costs one thread. */
  CostProbe cost(TrainOptions options) {
    Engine.start(1);
    CostProbe cost = CostProbe.measure(place.network(winner()), options, place.device(), nanoTime);
    pulse.run();
    return cost;
  }

  /** The seconds that a training on a fold takes one thread, judging each epoch. */
  static double seconds(Fold fold, TrainOptions options, CostProbe cost) {
    double judging = fold.judged().size() * cost.evaluateMillis() / 1e3;
    return seconds(fold.train().size(), options, cost) + options.epochs() * judging;
  }

  /** The seconds that a training on so many rows takes one thread. */
  static double seconds(int rows, TrainOptions options, CostProbe cost) {
    double shown = (double) rows * Trainer.passes(rows);
    return options.epochs() * shown * cost.trainMillis() / 1e3;
  }

  /**
   * The validation score of each way, from one seed: the mean over {@code folds}, NaN where a
   * training fails or does not end in time. All train side by side, each with one thread of the
   * engine: with so small batches several are slower.
   */
  List<Double> scores(List<TrainOptions> ways, List<Fold> folds, Duration time) {
    long end = nanoTime.getAsLong() + time.toNanos();
    try (Lanes lanes = new Lanes(lanes())) {
      List<List<CompletableFuture<Double>>> scores = new ArrayList<>();
      for (TrainOptions way : ways) {
        scores.add(folds.stream().map(fold -> lanes.start(() -> score(way, fold, end))).toList());
      }
      return scores.stream().map(Retraining::mean).toList();
    }
  }

  private static double mean(List<CompletableFuture<Double>> scores) {
    return Lanes.join(scores).stream().mapToDouble(score -> score).average().orElseThrow();
  }

  private double score(TrainOptions way, Fold fold, long end) {
    Engine.start(1);
    try {
      return place
          .candidates(way, List.of(fold), nanoTime)
          .train(
              new Assignment(last.number(), 1, winner(), last.seed(), List.of()),
              new Timed(new Voice(last.number(), pulse), end))
          .result()
          .score()
          .orElse(Double.NaN);
    } catch (OutOfTimeException e) {
      return Double.NaN;
    }
  }

  /** Goes on until the time is over. */
  private final class Timed implements CandidateTrainer.Progress {
    private final Voice voice;
    private final long end;

    Timed(Voice voice, long end) {
      this.voice = voice;
      this.end = end;
    }

    @Override
    public void onEpoch(Epoch epoch) {
      voice.onEpoch(epoch);
    }

    @Override
    public void onStep() {
      voice.onStep();
      if (nanoTime.getAsLong() - end > 0) {
        throw new OutOfTimeException();
      }
    }
  }

  private static final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
