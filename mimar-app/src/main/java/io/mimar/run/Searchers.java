package io.mimar.run;

import io.mimar.config.Config;
import io.mimar.search.LocalSearch;
import io.mimar.search.Problem;
import io.mimar.search.RandomSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.search.Searcher;

/** Makes the searcher a configuration asks for. */
final class Searchers {
  private Searchers() {}

  static Searcher of(Config config, Problem problem) {
    return switch (config.searcher()) {
      case "gne" -> new RandomSearch(problem);
      case "random" -> new RandomSearch(problem);
      case "evolution" -> new RegularisedEvolution(problem, config.evolution());
      case "local" -> new LocalSearch(problem, config.local());
      default -> throw new IllegalStateException("Config checks the searcher");
    };
  }
}
