package io.mimar.worker;

import io.mimar.nn.Engine;
import io.mimar.space.Architecture;
import io.mimar.study.Assignment;
import io.mimar.train.Augmentation;
import io.mimar.train.TrainOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * Decides whether images are mirrored in the final training: only where the validation split says
 * that it does little harm. The winner is trained twice more as in the search, with and without,
 * from one seed. Its score in the search is no measure for that: being the best of many, it
 * flatters. A few more errors are forgiven: what varies the images slows so short a training down
 * and pays in a long one, while images that must not be mirrored, digits say, double the errors.
 *
 * @param place what the worker works on
 * @param last the final training that is asked for
 * @param nanoTime a monotonic clock, nanoseconds
 * @param pulse tells how it goes, and the decision
 */
record Mirroring(Workplace place, Message.TrainFinal last, LongSupplier nanoTime, Pulse pulse) {

  /** So many times the errors without mirroring are forgiven. */
  private static final double FORGIVEN = 1.1;

  /** The options of the final training. */
  TrainOptions options() {
    Job job = place.job();
    Augmentation wanted = job.last().augmentation();
    Augmentation plain = job.candidate().augmentation();
    if (!wanted.flip() || plain.flip()) {
      return job.last();
    }
    Augmentation flipped = new Augmentation(true, plain.shift(), plain.erase());
    List<Double> scores = sideBySide(List.of(flipped, plain));
    double with = scores.get(0);
    double without = scores.get(1);
    boolean fit = errors(with) <= FORGIVEN * errors(without);
    pulse.say(
        new Message.Note(
            String.format(
                Locale.ROOT,
                "Mirrored images %s in the final training: trained as in the search, validation is"
                    + " %.4f with them, %.4f without.",
                fit ? "are used" : "are not used",
                with,
                without)));
    return fit
        ? job.last()
        : job.last().withAugmentation(new Augmentation(false, wanted.shift(), wanted.erase()));
  }

  /** The share of errors, or the loss, that a score stands for. */
  private double errors(double score) {
    boolean more = place.metric().objective().isBetter(1, 0);
    return more ? 1 - score : score;
  }

  /**
   * The validation scores after one more training each, NaN where one fails. They train as in the
   * search, each with one thread of the engine: with so small batches several are slower.
   */
  private List<Double> sideBySide(List<Augmentation> augmentations) {
    ExecutorService threads = Executors.newFixedThreadPool(augmentations.size());
    try {
      List<CompletableFuture<Double>> scores =
          augmentations.stream()
              .map(a -> CompletableFuture.supplyAsync(() -> again(a), threads))
              .toList();
      return scores.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw new IllegalStateException("training the winner once more failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private double again(Augmentation augmentation) {
    Engine.start(1);
    Architecture architecture = place.architecture(last.members().get(0));
    return place
        .candidates(place.job().candidate().withAugmentation(augmentation), nanoTime)
        .train(
            new Assignment(last.number(), 1, architecture, last.seed(), List.of()),
            new Voice(last.number(), pulse))
        .result()
        .score()
        .orElse(Double.NaN);
  }
}
