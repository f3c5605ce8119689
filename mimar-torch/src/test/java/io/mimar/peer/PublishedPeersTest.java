package io.mimar.peer;

import io.mimar.embed.Graph2Vec;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.table.Agreement;
import io.mimar.table.Agreement.Published;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The searchers that train, against 13 and 15 searches of their authors' code. */
class PublishedPeersTest {
  private static final int SEEDS = 10;

  private static Agreement agreement;

  @BeforeAll
  static void read() {
    agreement = Agreement.onTheTable();
    Engine.start(1);
  }

  @Test
  void bananasAgrees() {
    agreement.check(
        agreement.searches(new Bananas(agreement.problem(), Bananas.Config.DEFAULT), 100, SEEDS),
        List.of(new Published(50, 94.08, .32, 13), new Published(100, 94.14, .31, 13)));
  }

  @Test
  void saenasNeAgrees() {
    Graph2Vec encoder =
        Graph2Vec.fit(agreement.space(), Graph2Vec.Options.DEFAULT, Seeds.root(0).at("graph2vec"));
    agreement.check(
        agreement.searches(
            new SaenasNe(agreement.problem(), encoder, SaenasNe.Config.DEFAULT), 100, SEEDS),
        List.of(new Published(50, 94.18, .24, 15), new Published(100, 94.28, .26, 15)));
  }
}
