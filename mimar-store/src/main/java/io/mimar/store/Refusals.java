package io.mimar.store;

import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.TreeMap;

/**
 * How often the limits refused what was proposed. One ask may weigh many proposals of several
 * proposers: what was refused in it counts for the one whose proposal became the trial.
 *
 * @param proposer its name
 * @param trials its trials that held the limits
 * @param refused proposals that the limits refused on the way to them, those measured included
 */
public record Refusals(String proposer, int trials, int refused) {

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
        .map(e -> new Refusals(e.getKey(), e.getValue()[0], e.getValue()[1]))
        .toList();
  }
}
