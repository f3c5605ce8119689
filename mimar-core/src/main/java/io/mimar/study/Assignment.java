package io.mimar.study;

import io.mimar.objective.Limit;
import io.mimar.space.Architecture;
import io.mimar.stop.EarlyStopping.Bar;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
 * @param parent the trial whose weights it starts from
 * @param most how long it trains from its first step on: the first point of its curve after that is
 *     its last
 */
public record Assignment(
    int number,
    int attempt,
    Architecture architecture,
    long seed,
    List<Bar> bars,
    List<Limit> measures,
    Optional<Parent> parent,
    Optional<Duration> most) {

  /**
   * A trial whose weights were kept.
   *
   * @param number the trial
   * @param architecture what was trained
   */
  public record Parent(int number, Architecture architecture) {
    Parent(Trial trial) {
      this(trial.number(), trial.architecture());
    }
  }

  public Assignment {
    bars = List.copyOf(bars);
    measures = List.copyOf(measures);
  }

  /** An assignment with nothing to measure, fresh weights and all the time it takes. */
  public Assignment(int number, int attempt, Architecture architecture, long seed, List<Bar> bars) {
    this(number, attempt, architecture, seed, bars, List.of(), Optional.empty(), Optional.empty());
  }

  /** The same once more, after its worker was lost, in {@code left}. */
  Assignment again(Optional<Duration> left) {
    return new Assignment(number, attempt + 1, architecture, seed, bars, measures, parent, left);
  }
}
