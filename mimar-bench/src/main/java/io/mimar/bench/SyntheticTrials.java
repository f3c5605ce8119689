package io.mimar.bench;

import io.mimar.space.Architecture;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Trials that nobody trained, with scores from which something can be learned. */
public final class SyntheticTrials {
  private SyntheticTrials() {}

  /** More edges are better, but for noise. */
  public static double score(Architecture architecture, RandomGenerator rng) {
    return 0.5 + 0.01 * architecture.graph().edges() + 0.05 * rng.nextDouble();
  }

  /** A trial that was trained to the end. */
  public static Trial of(
      int number, Architecture architecture, Map<String, Double> costs, RandomGenerator rng) {
    double score = score(architecture, rng);
    Epoch epoch = new Epoch(1, 1, score, score, 1);
    Result result = new Result(Outcome.COMPLETE, List.of(epoch), "", 1, 1);
    return new Trial(number, architecture, costs, "random", 0, number, result);
  }
}
