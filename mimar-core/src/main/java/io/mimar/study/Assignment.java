package io.mimar.study;

import io.mimar.objective.Limit;
import io.mimar.space.Architecture;
import io.mimar.stop.EarlyStopping.Bar;
import java.util.List;

/**
 * A trial handed to a worker: with this it can train without asking back.
 *
 * @param number the trial's number
 * @param attempt 1 the first time, more after a worker was lost
 * @param architecture what to train
 * @param seed what training is seeded with
 * @param bars where to stop early
 * @param measures costs to measure before training, with the most they may be: a candidate that
 *     exceeds one is not trained
 */
public record Assignment(
    int number,
    int attempt,
    Architecture architecture,
    long seed,
    List<Bar> bars,
    List<Limit> measures) {
  public Assignment {
    bars = List.copyOf(bars);
    measures = List.copyOf(measures);
  }

  /** An assignment with nothing to measure. */
  public Assignment(int number, int attempt, Architecture architecture, long seed, List<Bar> bars) {
    this(number, attempt, architecture, seed, bars, List.of());
  }
}
