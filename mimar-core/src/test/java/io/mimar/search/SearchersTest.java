package io.mimar.search;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SearchersTest {
  @Nested
  class Random extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new RandomSearch(problem);
    }
  }

  @Nested
  class Evolution extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new RegularisedEvolution(problem, new RegularisedEvolution.Config(10, 4));
    }
  }

  @Nested
  class Local extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new LocalSearch(problem, new LocalSearch.Config(3, 5));
    }
  }

  @Nested
  class Genetic extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new Nsga2(problem, List.of("params"), new Nsga2.Config(6, 0.9, 1));
    }
  }

  @Nested
  class Swarm extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new ParticleSwarm(problem, new ParticleSwarm.Config(4, 0.729, 1.49618, 0.75));
    }
  }

  @Test
  void anUnknownCostToMinimiseIsNamed() {
    Problem problem = SearcherContract.limited();
    MimarException error =
        assertThrows(
            MimarException.class,
            () -> new Nsga2(problem, List.of("weight"), Nsga2.Config.DEFAULT));
    assertTrue(error.getMessage().startsWith("cost is weight, but"), error.getMessage());
  }

  @Test
  void limitsThatNothingHoldsAreNamedWithTheSmallestCost() {
    Problem problem = SearcherContract.limited();
    Problem impossible =
        new Problem(
            problem.space(),
            problem.costs(),
            List.of(new Limit("params", 10)),
            problem.objective());
    MimarException error =
        assertThrows(MimarException.class, () -> Feasible.require(impossible, Seeds.root(0).rng()));
    assertTrue(error.getMessage().startsWith("limit of params is 10, but"), error.getMessage());
  }

  @Test
  void tightLimitsAreReachedByEdits() {
    Problem problem = SearcherContract.limited();
    Problem tight =
        new Problem(
            problem.space(),
            problem.costs(),
            List.of(new Limit("params", 2_500), new Limit("macs", 150_000)),
            problem.objective());
    Feasible.require(tight, Seeds.root(0).rng());
  }
}
