package io.mimar.store;

import io.mimar.trial.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the trials of a study come to.
 *
 * @param outcomes how many ended how; outcomes that did not occur are left out
 * @param refused how many candidates the limits refused: inside the searcher, or as trials of their
 *     own
 * @param proposers who proposed trials, by name
 */
public record Tally(Map<Outcome, Integer> outcomes, int refused, List<String> proposers) {
  public Tally {
    Map<Outcome, Integer> sorted = new EnumMap<>(Outcome.class);
    sorted.putAll(outcomes);
    outcomes = Collections.unmodifiableMap(sorted);
    proposers = List.copyOf(proposers);
  }
}
