package io.mimar.peer;

import io.mimar.embed.Graph2Vec;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Searcher;
import io.mimar.search.SearcherContract;
import org.junit.jupiter.api.Nested;

/** The published searchers are searchers like any other, in batches of 4 after 5 random ones. */
class PeersTest {
  @Nested
  class OfBananas extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new Bananas(problem, new Bananas.Config(5, 4, 20, 3, 20, 3, 4, 8, 20, 8, 0.01));
    }
  }

  @Nested
  class OfNpenas extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      return new Npenas(problem, new Npenas.Config(5, 4, 3, 6, 8, 10, 8, 5e-3, 1e-4));
    }
  }

  @Nested
  class OfSaenasNe extends SearcherContract {
    @Override
    protected Searcher searcher(Problem problem) {
      Graph2Vec.Options small = new Graph2Vec.Options(8, 2, 100, 10, 2, 5, 1e-2, 0.025);
      Graph2Vec encoder = Graph2Vec.fit(problem.space(), small, Seeds.root(0));
      return new SaenasNe(problem, encoder, new SaenasNe.Config(5, 3, 2, 4, 0.1, 2));
    }
  }
}
