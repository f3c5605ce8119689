package io.mimar.study;

import io.mimar.space.Architecture;
import io.mimar.stop.SuccessiveHalving.Bar;
import java.util.List;

/**
 * A trial handed to a worker: with this it can train without asking back.
 *
 * @param number the trial's number
 * @param attempt 1 the first time, more after a worker was lost
 * @param architecture what to train
 * @param seed what training is seeded with
 * @param bars where to stop early
 */
public record Assignment(
    int number, int attempt, Architecture architecture, long seed, List<Bar> bars) {
  public Assignment {
    bars = List.copyOf(bars);
  }
}
