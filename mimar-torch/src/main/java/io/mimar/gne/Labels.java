package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.surrogate.NormalScores;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Turns trials into labels for the surrogate: normal scores of their order. */
final class Labels {
  private Labels() {}

  /**
   * The label of each scored trial, more being better. Trials that were stopped early rank below
   * those that trained longer; equal scores after equal training are one rank.
   */
  static double[] of(List<Trial> scored, Objective objective) {
    Comparator<Trial> order = History.order(objective);
    int[] ascending =
        IntStream.range(0, scored.size())
            .boxed()
            .sorted((a, b) -> order.compare(scored.get(a), scored.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] level = new double[scored.size()];
    for (int i = 1; i < ascending.length; i++) {
      boolean tie = equal(scored.get(ascending[i - 1]), scored.get(ascending[i]));
      level[ascending[i]] = level[ascending[i - 1]] + (tie ? 0 : 1);
    }
    return NormalScores.of(level);
  }

  private static boolean equal(Trial a, Trial b) {
    return a.result().epochs() == b.result().epochs() && a.score().equals(b.score());
  }
}
