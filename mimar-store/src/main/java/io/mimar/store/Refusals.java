package io.mimar.store;

import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.TreeMap;

/**
 * How often the limits refused what a proposer found.
 *
 * @param proposer its name
 * @param trials trials that it proposed and that held the limits
 * @param refused candidates that the limits refused on the way to them, those measured included
 * @param share trials among both
 */
public record Refusals(String proposer, int trials, int refused, double share) {

  /** One for each proposer, by name. */
  public static List<Refusals> of(List<Trial> trials) {
    TreeMap<String, int[]> counts = new TreeMap<>();
    for (Trial trial : trials) {
      int[] count = counts.computeIfAbsent(trial.proposer(), p -> new int[2]);
      boolean holds = trial.outcome() != Outcome.INFEASIBLE;
      count[0] += holds ? 1 : 0;
      count[1] += trial.refused() + (holds ? 0 : 1);
    }
    return counts.entrySet().stream()
        .map(e -> of(e.getKey(), e.getValue()[0], e.getValue()[1]))
        .toList();
  }

  private static Refusals of(String proposer, int trials, int refused) {
    return new Refusals(proposer, trials, refused, (double) trials / (trials + refused));
  }
}
