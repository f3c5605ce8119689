package io.mimar.peer;

import io.mimar.embed.Graph2Vec;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Searcher;
import org.junit.jupiter.api.Nested;

class PeersTest {
  @Nested
  class OfBananas extends PeerContract {
    @Override
    Searcher searcher(Problem problem, int initial) {
      return new Bananas(problem, new Bananas.Config(initial, 4, 20, 3, 20, 3, 4, 8, 20, 8, 0.01));
    }
  }

  @Nested
  class OfNpenas extends PeerContract {
    @Override
    Searcher searcher(Problem problem, int initial) {
      return new Npenas(problem, new Npenas.Config(initial, 4, 3, 6, 8, 10, 8, 5e-3, 1e-4));
    }
  }

  @Nested
  class OfSaenasNe extends PeerContract {
    @Override
    Searcher searcher(Problem problem, int initial) {
      Graph2Vec.Options small = new Graph2Vec.Options(8, 2, 100, 10, 2, 5, 1e-2, 0.025);
      Graph2Vec encoder = Graph2Vec.fit(problem.space(), small, Seeds.root(0));
      int batch = Math.min(4, initial);
      return new SaenasNe(problem, encoder, new SaenasNe.Config(initial, 3, 2, batch, 0.5, 0.1, 2));
    }
  }
}
