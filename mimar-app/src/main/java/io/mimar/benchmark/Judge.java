package io.mimar.benchmark;

import io.mimar.objective.Objective;
import java.util.Arrays;
import java.util.List;

/** Says how far a search has come, by numbers that searchers do not see. */
sealed interface Judge permits BestValue, FrontShare {

  /** What is judged by. */
  Objective measure();

  /** The best there is under the limits. */
  double optimum();

  /** Whether {@code value} is the optimum. */
  boolean isOptimum(double value);

  /** What is reached after each of the queries for {@code rows}; with noise it may fall again. */
  double[] reached(List<Integer> rows);

  /** The judge of the searches of a seed. */
  static Judge of(Contest contest, long seed) {
    double[] values = contest.truth(contest.first().metric(), seed);
    int[] feasible = contest.feasible();
    return contest.second().isEmpty()
        ? BestValue.of(contest.first(), contest.told(seed), values, feasible)
        : FrontShare.of(
            losses(contest.first(), values),
            losses(contest.second().get(), contest.table().column(contest.second().get().metric())),
            feasible);
  }

  private static double[] losses(Objective objective, double[] values) {
    return Arrays.stream(values).map(v -> -objective.gain(v)).toArray();
  }
}
