package io.mimar.api;

import io.mimar.objective.Objective;
import io.mimar.space.Chosen;
import io.mimar.space.SearchSpace;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * What a study knows.
 *
 * @param space what was searched
 * @param objective what was improved
 * @param trials those that are done, ascending by number
 */
public record StudyResult(SearchSpace space, Objective objective, List<Trial> trials) {
  public StudyResult {
    trials = List.copyOf(trials);
  }

  /** The best trial, the earlier one of equals; empty where none has a score. */
  public Optional<Trial> best() {
    return new History(trials, List.of()).best(objective);
  }

  /** What the architecture of a trial chose, by the names of the choices. */
  public Chosen chosen(Trial trial) {
    return Chosen.of(space, trial.architecture());
  }
}
