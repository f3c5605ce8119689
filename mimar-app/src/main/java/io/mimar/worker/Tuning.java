package io.mimar.worker;

import io.mimar.data.Fold;
import io.mimar.network.Shape;
import io.mimar.nn.Engine;
import io.mimar.train.Augmentation;
import io.mimar.train.CostProbe;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Decides how the winner is trained where its space does not say: the winner trains as in the
 * search, and once more with each of as many changes as fit a small share of the time. The best
 * change is taken where it is better by more than chance, since the best of many flatters and a
 * short training does not tell all of a long one.
 *
 * @param again trains the winner again
 */
record Tuning(Retraining again) {
  /** The share of the time that all trainings should take, and half as much again at most. */
  private static final double SHARE = 0.1;

  private static final double LATEST = 1.5;

  /** Fewer are not worth the training that they are compared with. */
  private static final int FEWEST = 3;

  /** Standard errors of a score within which a difference is chance. */
  private static final double CHANCE = 2;

  private static final double MIXUP = 0.2;

  /** Images move by up to this share of their height, and lose a square of twice the side. */
  private static final int PART_OF_SIDE = 12;

  /** A way to train otherwise. */
  private record Change(String words, UnaryOperator<TrainOptions> change) {}

  /**
   * The options of the final training.
   *
   * @param options what it would be otherwise
   * @param time that is left for it; without one nothing is changed
   */
  TrainOptions of(TrainOptions options, Optional<Duration> time) {
    Workplace place = again.place();
    if (time.isEmpty() || place.space().regime(again.winner()).isPresent()) {
      return options;
    }
    TrainOptions plain = place.job().candidate().withAugmentation(options.augmentation());
    List<Fold> folds = place.job().sampling().folds(place.data());
    double most = SHARE * time.get().toMillis() / 1e3;
    double fitting = most * again.lanes() / seconds(plain, folds) - 1;
    if (fitting < FEWEST) {
      return options;
    }
    List<Change> changes =
        changes(options, place.data().train().shape()).stream().limit((long) fitting).toList();
    List<Double> scores =
        again.scores(
            Stream.concat(Stream.of(plain), changes.stream().map(c -> c.change.apply(plain)))
                .toList(),
            folds,
            Duration.ofMillis((long) (1e3 * LATEST * most)));
    return chosen(options, changes, scores, folds);
  }

  private TrainOptions chosen(
      TrainOptions options, List<Change> changes, List<Double> scores, List<Fold> folds) {
    int rows = folds.stream().mapToInt(fold -> fold.judged().size()).sum();
    int best = best(scores, CHANCE * again.place().metric().deviation(scores.get(0), rows));
    again.note(
        "The winner was trained again in %d other ways (%s), as in the search: %s.",
        changes.size(),
        String.join(", ", changes.stream().map(Change::words).toList()),
        best < 0
            ? "none was better by more than chance"
            : String.format(
                Locale.ROOT,
                "with %s validation is %.4f, else %.4f, so the final training has that",
                changes.get(best).words,
                scores.get(1 + best),
                scores.get(0)));
    return best < 0 ? options : changes.get(best).change.apply(options);
  }

  /**
   * The change with the fewest errors, if these are fewer than without one by more than {@code
   * chance}; else -1.
   *
   * @param scores without a change, then with each; NaN of a training that failed
   */
  int best(List<Double> scores, double chance) {
    List<Integer> clearly = new ArrayList<>();
    for (int i = 1; i < scores.size(); i++) {
      if (again.errors(scores.get(i)) < again.errors(scores.get(0)) - chance) { // no NaN
        clearly.add(i - 1);
      }
    }
    return clearly.stream()
        .min(Comparator.comparingDouble(i -> again.errors(scores.get(1 + i))))
        .orElse(-1);
  }

  /** What may matter most comes first. */
  private static List<Change> changes(TrainOptions options, Shape shape) {
    Augmentation usual = options.augmentation();
    int part = Math.max(1, shape.height() / PART_OF_SIDE);
    return List.of(
        new Change("four times the decay", o -> o.withWeightDecay(4 * o.weightDecay())),
        new Change("half the learning rate", o -> o.withLearningRate(o.learningRate() / 2)),
        new Change("mixup", o -> o.withMixup(MIXUP)),
        new Change("twice the learning rate", o -> o.withLearningRate(2 * o.learningRate())),
        new Change("a quarter of the decay", o -> o.withWeightDecay(o.weightDecay() / 4)),
        new Change(
            "images moved further",
            o ->
                o.withAugmentation(
                    new Augmentation(usual.flip(), usual.shift() + part, usual.erase()))),
        options.labelSmoothing() > 0
            ? new Change("no label smoothing", o -> o.withLabelSmoothing(0))
            : new Change("label smoothing", o -> o.withLabelSmoothing(0.1)),
        new Change("half the batch", o -> o.withBatch(Math.max(2, o.batch() / 2))),
        new Change("twice the batch", o -> o.withBatch(2 * o.batch())),
        new Change(
            "a square of each image erased",
            o -> o.withAugmentation(new Augmentation(usual.flip(), usual.shift(), 2 * part))));
  }

  /** What a training on all folds takes one thread, judging each epoch. */
  private double seconds(TrainOptions options, List<Fold> folds) {
    Engine.start(1);
    Workplace place = again.place();
    CostProbe cost =
        CostProbe.measure(place.network(again.winner()), options, place.device(), again.nanoTime());
    again.pulse().run();
    double epoch = 0;
    for (Fold fold : folds) {
      int rows = fold.train().size();
      epoch += (double) rows * Trainer.passes(rows) * cost.trainMillis();
      epoch += fold.judged().size() * cost.evaluateMillis();
    }
    return options.epochs() * epoch / 1e3;
  }
}
