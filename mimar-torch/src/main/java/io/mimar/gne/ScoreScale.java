package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.stats.Isotonic;
import io.mimar.stats.Spread;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Turns labels of the surrogate, which are ranks, back into scores: by the trials, which have both.
 * Between two of them it is a line, beyond the first and the last their score.
 *
 * @param labels {@code [K]}, ascending
 * @param gains {@code [K]}, not descending
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package, not written to
record ScoreScale(double[] labels, double[] gains) {

  /**
   * The scale of a search.
   *
   * @param labels {@code [N]} of the trials
   */
  static ScoreScale of(List<Trial> scored, double[] labels, Objective objective) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted((a, b) -> Double.compare(labels[a], labels[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sorted = IntStream.of(order).mapToDouble(i -> labels[i]).toArray();
    double[] gains =
        IntStream.of(order).mapToDouble(i -> full(scored.get(i), scored, objective)).toArray();
    return new ScoreScale(sorted, Isotonic.fit(gains));
  }

  /** The gain after all epochs: of a trial that was stopped, by what others gained from there. */
  private static double full(Trial trial, List<Trial> scored, Objective objective) {
    double own = objective.gain(trial.score().orElseThrow());
    if (trial.outcome() == Outcome.COMPLETE) {
      return own;
    }
    double[] growth =
        scored.stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE)
            .flatMap(t -> growth(t, trial.result().epochs(), objective).stream().boxed())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return growth.length == 0 ? own : own + Spread.median(growth);
  }

  private static OptionalDouble growth(Trial complete, int epochs, Objective objective) {
    Optional<Epoch> then =
        complete.result().curve().stream().filter(e -> e.epoch() == epochs).findFirst();
    return then.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            objective.gain(complete.score().orElseThrow()) - objective.gain(then.get().score()));
  }

  /** The gain at {@code label}. */
  double gain(double label) {
    int above = 0;
    while (above < labels.length && labels[above] < label) {
      above++;
    }
    if (above == 0 || above == labels.length) {
      return gains[Math.min(above, labels.length - 1)];
    }
    double width = labels[above] - labels[above - 1];
    double share = (label - labels[above - 1]) / width;
    return gains[above - 1] + share * (gains[above] - gains[above - 1]);
  }
}
