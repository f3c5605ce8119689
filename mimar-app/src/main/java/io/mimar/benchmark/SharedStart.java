package io.mimar.benchmark;

import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.trial.History;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gives all searchers of a seed the same first rows: random ones that hold the limits. They depend
 * on nothing but the stream of each ask, which the seed alone makes.
 *
 * @param problem what is searched
 * @param searcher who goes on from there
 */
record SharedStart(Problem problem, Searcher searcher) implements Searcher {
  /** How many. */
  static final int ROWS = 10;

  @Override
  public String name() {
    return searcher.name();
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    if (history.asked() >= ROWS) {
      return searcher.ask(history, rng);
    }
    Feasible feasible = new Feasible(problem);
    return feasible.random(history, rng).map(row -> new Proposal(row, "start", feasible.refused()));
  }
}
