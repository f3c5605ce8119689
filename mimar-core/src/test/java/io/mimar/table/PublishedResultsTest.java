package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.search.LocalSearch;
import io.mimar.search.RandomSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.search.Searcher;
import io.mimar.table.Agreement.Published;
import io.mimar.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The searchers that train nothing, against 200 searches of others' code each. */
class PublishedResultsTest {
  private static final int SEEDS = 60;

  private static Agreement agreement;

  @BeforeAll
  static void read() {
    agreement = Agreement.onTheTable();
  }

  private static List<List<Trial>> searches(Searcher searcher) {
    return agreement.searches(searcher, 200, SEEDS);
  }

  @Test
  void randomSearchAgrees() {
    List<List<Trial>> searches = searches(new RandomSearch(agreement.problem()));
    agreement.check(
        searches,
        List.of(
            new Published(50, 93.61, .35, 200),
            new Published(100, 93.78, .28, 200),
            new Published(200, 93.89, .24, 200)));
    assertTrue(agreement.optimumShare(searches, 100) <= 0.1);
  }

  @Test
  void localSearchAgrees() {
    List<List<Trial>> searches =
        searches(new LocalSearch(agreement.problem(), LocalSearch.Config.DEFAULT));
    agreement.check(
        searches,
        List.of(
            new Published(50, 94.13, .32, 200),
            new Published(100, 94.25, .24, 200),
            new Published(200, 94.35, .11, 200)));
    assertEquals(0.72, agreement.optimumShare(searches, 100), 0.23);
  }

  @Test
  void regularisedEvolutionAgreesWithThePublishedTournament() {
    List<List<Trial>> searches =
        searches(
            new RegularisedEvolution(
                agreement.problem(), RegularisedEvolution.Config.NAS_BENCH_201));
    agreement.check(
        searches,
        List.of(
            new Published(50, 93.81, .41, 200),
            new Published(100, 94.08, .29, 200),
            new Published(200, 94.19, .26, 200)));
    assertEquals(0.12, agreement.optimumShare(searches, 100), 0.15);
  }
}
