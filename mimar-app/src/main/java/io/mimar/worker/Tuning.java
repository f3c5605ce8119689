package io.mimar.worker;

import io.mimar.MimarException;
import io.mimar.data.Fold;
import io.mimar.network.Input;
import io.mimar.network.Shape;
import io.mimar.train.Augmentation;
import io.mimar.train.CostProbe;
import io.mimar.train.Metric;
import io.mimar.train.ScoreText;
import io.mimar.train.TrainOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
  record Change(String words, UnaryOperator<TrainOptions> change) {
    TrainOptions of(TrainOptions options) {
      return change.apply(options);
    }

    /** Whether it changes anything, and to what may be. */
    private boolean changes(TrainOptions options) {
      try {
        return !of(options).equals(options);
      } catch (MimarException e) {
        return false;
      }
    }
  }

  /**
   * The options of the final training.
   *
   * @param options what it would be otherwise
   * @param time that is left for it; without one nothing is changed
   */
  TrainOptions of(TrainOptions options, Optional<Duration> time) {
    Workplace place = again.place();
    boolean open = place.space().regime(again.winner()).isEmpty();
    if (!open || !(place.data().task().input() instanceof Input.Pixels)) {
      return options;
    }
    if (time.isEmpty()) {
      again.note(
          "The winner is trained as it is planned: only within a --budget are other rates, decays,"
              + " mixup and cutout tried.");
      return options;
    }
    TrainOptions plain = place.job().candidate().withAugmentation(options.augmentation());
    List<Fold> folds = place.job().sampling().folds(place.data());
    CostProbe cost = again.cost(plain);
    double each = folds.stream().mapToDouble(f -> Retraining.seconds(f, plain, cost)).sum();
    double most = SHARE * time.get().toMillis() / 1e3;
    double fitting = most * again.lanes() / each - 1;
    if (fitting < FEWEST) {
      return options;
    }
    List<Change> changes =
        changes(options, place.data().train().shape(), place.metric())
            .filter(c -> c.changes(plain) && c.changes(options))
            .limit((long) fitting)
            .toList();
    List<Double> scores =
        again.scores(
            Stream.concat(Stream.of(plain), changes.stream().map(c -> c.of(plain))).toList(),
            folds,
            Duration.ofMillis((long) (1e3 * LATEST * most)));
    int rows = folds.stream().mapToInt(fold -> fold.judged().size()).sum();
    return chosen(options, changes, scores, rows);
  }

  /** The options after the best change, which {@code rows} judged; says what was tried. */
  TrainOptions chosen(TrainOptions options, List<Change> changes, List<Double> scores, int rows) {
    if (scores.get(0).isNaN()) {
      again.note(
          "The final training is as it is planned: trained again without a change the winner failed,"
              + " or did not end in time, so that no other way could be compared.");
      return options;
    }
    int best = best(scores, CHANCE * again.chance(scores.get(0), rows));
    List<String> ended =
        IntStream.range(0, changes.size())
            .filter(i -> !scores.get(1 + i).isNaN())
            .mapToObj(i -> changes.get(i).words)
            .toList();
    again.note(
        "The winner was trained again in %d other ways (%s), as in the search: %s.",
        ended.size(),
        String.join(", ", ended),
        best < 0
            ? "none was better by more than chance"
            : String.format(
                Locale.ROOT,
                "with %s validation is %s, else %s, so the final training has that",
                changes.get(best).words,
                ScoreText.of(scores.get(1 + best)),
                ScoreText.of(scores.get(0))));
    return best < 0 ? options : changes.get(best).of(options);
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
  private static Stream<Change> changes(TrainOptions options, Shape shape, Metric metric) {
    Augmentation usual = options.augmentation();
    int part = Math.max(1, shape.height() / PART_OF_SIDE);
    int further = Math.min(Augmentation.MOST_SHIFT, usual.shift() + part);
    return Stream.of(
        new Change("four times the decay", o -> o.withWeightDecay(4 * o.weightDecay())),
        new Change("half the learning rate", o -> o.withLearningRate(o.learningRate() / 2)),
        new Change("mixup", o -> o.withMixup(MIXUP)),
        new Change("twice the learning rate", o -> o.withLearningRate(2 * o.learningRate())),
        new Change("a quarter of the decay", o -> o.withWeightDecay(o.weightDecay() / 4)),
        new Change(
            "images moved further",
            o -> o.withAugmentation(new Augmentation(usual.flip(), further, usual.erase()))),
        options.labelSmoothing(metric) > 0
            ? new Change("no label smoothing", o -> o.withLabelSmoothing(0))
            : new Change("label smoothing", o -> o.withLabelSmoothing(0.1)),
        new Change("half the batch", o -> o.withBatch(Math.max(2, o.batch() / 2))),
        new Change("twice the batch", o -> o.withBatch(2 * o.batch())),
        new Change(
            "a square of each image erased",
            o -> o.withAugmentation(new Augmentation(usual.flip(), usual.shift(), 2 * part))));
  }
}
