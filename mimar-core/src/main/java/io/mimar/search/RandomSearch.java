package io.mimar.search;

import io.mimar.trial.History;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws from the space, the baseline every other searcher must beat.
 *
 * @param problem what is searched
 */
public record RandomSearch(Problem problem) implements Searcher {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem, history);
    return feasible
        .random(history, rng)
        .map(architecture -> new Proposal(architecture, name(), feasible.refused()));
  }
}
