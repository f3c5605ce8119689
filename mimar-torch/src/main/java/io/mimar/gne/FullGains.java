package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.stats.Spread;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What trials are expected to score after all epochs, so that those that were stopped early can be
 * held against the others: their last score, and what the others, which were let go on because they
 * were better, gained from there at the median.
 */
final class FullGains {
  private final List<Trial> complete;
  private final Objective objective;
  private final Map<Integer, Double> growths = new HashMap<>();

  private FullGains(List<Trial> scored, Objective objective) {
    this.complete = scored.stream().filter(t -> t.outcome() == Outcome.COMPLETE).toList();
    this.objective = objective;
  }

  /** The gain of each scored trial, more being better. */
  static double[] of(List<Trial> scored, Objective objective) {
    FullGains gains = new FullGains(scored, objective);
    return scored.stream().mapToDouble(gains::of).toArray();
  }

  private double of(Trial trial) {
    double own = objective.gain(trial.score().orElseThrow());
    return trial.outcome() == Outcome.COMPLETE
        ? own
        : own + growths.computeIfAbsent(trial.result().epochs(), this::growth);
  }

  /** What complete trials gained after so many epochs; 0 where none trained so long. */
  private double growth(int epochs) {
    double[] all =
        complete.stream()
            .flatMapToDouble(
                t ->
                    t.result().scoreAfter(epochs).stream()
                        .map(
                            then -> objective.gain(t.score().orElseThrow()) - objective.gain(then)))
            .toArray();
    return all.length == 0 ? 0 : Spread.median(all);
  }
}
