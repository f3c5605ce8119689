package io.mimar.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.embed.Graph2Vec;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.search.RandomSearch;
import io.mimar.search.Searcher;
import io.mimar.stats.Paired;
import io.mimar.table.Agreement;
import io.mimar.table.Agreement.Published;
import io.mimar.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The searchers that train, against 13 and 15 searches of their authors' code. So few leave wide
 * intervals; so they must be ahead of random search too, on the same seeds.
 */
class PublishedPeersTest {
  private static final int QUERIES = 100;
  private static final int SEEDS = 10;

  private static Agreement agreement;
  private static double[] random;

  @BeforeAll
  static void read() {
    agreement = Agreement.onTheTable();
    Engine.start(1);
    random = reached(new RandomSearch(agreement.problem()), List.of());
  }

  private static double[] reached(Searcher searcher, List<Published> published) {
    List<List<Trial>> searches = agreement.searches(searcher, QUERIES, SEEDS);
    agreement.check(searches, published);
    return agreement.reported(searches, QUERIES);
  }

  private static void assertAhead(double[] reached) {
    Paired lead = Paired.of(reached, random, Seeds.root(0).rng());
    assertTrue(lead.low() > 0, () -> "ahead of random search by " + lead);
  }

  @Test
  void bananasAgrees() {
    Searcher bananas = new Bananas(agreement.problem(), Bananas.Config.DEFAULT);
    assertAhead(
        reached(
            bananas,
            List.of(new Published(50, 94.08, .32, 13), new Published(QUERIES, 94.14, .31, 13))));
  }

  @Test
  void saenasNeAgrees() {
    Graph2Vec encoder =
        Graph2Vec.fit(agreement.space(), Graph2Vec.Options.DEFAULT, Seeds.root(0).at("graph2vec"));
    Searcher saenas = new SaenasNe(agreement.problem(), encoder, SaenasNe.Config.DEFAULT);
    assertAhead(
        reached(
            saenas,
            List.of(new Published(50, 94.18, .24, 15), new Published(QUERIES, 94.28, .26, 15))));
  }
}
