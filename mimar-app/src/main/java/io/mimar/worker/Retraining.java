package io.mimar.worker;

import io.mimar.data.Fold;
import io.mimar.nn.Engine;
import io.mimar.space.Architecture;
import io.mimar.study.Assignment;
import io.mimar.train.TrainOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  /** The architecture of the winner. */
  Architecture winner() {
    return place.architecture(last.members().get(0));
  }

  /**
   * The validation score of each way, from one seed: the mean over {@code folds}, NaN where a
   * training fails. All train side by side, each with one thread of the engine: with so small
   * batches several are slower.
   */
  List<Double> scores(List<TrainOptions> ways, List<Fold> folds) {
    ExecutorService threads = Executors.newFixedThreadPool(place.threads());
    try {
      List<List<CompletableFuture<Double>>> scores = new ArrayList<>();
      for (TrainOptions way : ways) {
        scores.add(
            folds.stream()
                .map(fold -> CompletableFuture.supplyAsync(() -> score(way, fold), threads))
                .toList());
      }
      return scores.stream().map(Retraining::mean).toList();
    } catch (CompletionException e) {
      throw new IllegalStateException("training the winner once more failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static double mean(List<CompletableFuture<Double>> scores) {
    return scores.stream().mapToDouble(CompletableFuture::join).average().orElseThrow();
  }

  private double score(TrainOptions way, Fold fold) {
    Engine.start(1);
    return place
        .candidates(way, List.of(fold), nanoTime)
        .train(
            new Assignment(last.number(), 1, winner(), last.seed(), List.of()),
            new Voice(last.number(), pulse))
        .result()
        .score()
        .orElse(Double.NaN);
  }
}
