package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.LocalSearch;
import io.mimar.search.Problem;
import io.mimar.search.RandomSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.search.Searcher;
import io.mimar.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The cheap searchers give on NAS-Bench-201, CIFAR-10, what others' code gave (200 searches each):
 * the test accuracy of the best by validation, and the share that holds the best row. Needs the
 * folder of tables in the property {@code mimar.tables} or in {@code MIMAR_TABLES}.
 */
class PublishedResultsTest {
  private static final int SEEDS = 60;
  private static final int PEERS_SEEDS = 200;
  private static final double ERRORS = 3.5; // standard errors: two sides of some ten comparisons
  private static final String TOLD = "c10_valid_e200";
  private static final String REPORTED = "c10_test_e200";

  private static Problem problem;
  private static double[] told;
  private static double[] reported;

  /** What others measured after so many queries. */
  private record Published(int queries, double mean, double deviation) {}

  @BeforeAll
  static void read() {
    String folder =
        Optional.ofNullable(System.getProperty("mimar.tables"))
            .orElse(System.getenv("MIMAR_TABLES"));
    assumeTrue(folder != null, "skipped: MIMAR_TABLES does not name the folder of tables");
    Path path = Path.of(folder).resolve("nb201");
    assumeTrue(Files.isDirectory(path), "skipped: " + path + " is no folder");
    Table table = TableReader.read(path);
    told = table.column(TOLD);
    reported = table.column(REPORTED);
    problem = TableProblem.of(new TableSpace(table), List.of(), table.metric(TOLD).objective());
  }

  private static List<List<Trial>> searches(Searcher searcher, int queries) {
    TableSearch search = new TableSearch(problem, told, queries, 1);
    return IntStream.range(0, SEEDS)
        .mapToObj(seed -> search.run(searcher, Seeds.root(seed)))
        .toList();
  }

  private static int best(List<Trial> trials, int queries) {
    Objective objective = problem.objective();
    return trials.subList(0, queries).stream()
        .map(t -> t.architecture().row())
        .reduce((a, b) -> objective.isBetter(told[b], told[a]) ? b : a)
        .orElseThrow();
  }

  private static void agrees(List<List<Trial>> searches, List<Published> published) {
    for (Published p : published) {
      double[] own = searches.stream().mapToDouble(s -> reported[best(s, p.queries())]).toArray();
      double mean = Arrays.stream(own).average().orElseThrow();
      double error = p.deviation() * Math.sqrt(1.0 / SEEDS + 1.0 / PEERS_SEEDS);
      assertEquals(p.mean(), mean, ERRORS * error, "after " + p.queries() + " queries");
    }
  }

  private static double optimumShare(List<List<Trial>> searches) {
    double most = Arrays.stream(told).max().orElseThrow();
    return searches.stream().filter(s -> told[best(s, 100)] == most).count() / (double) SEEDS;
  }

  @Test
  void randomSearchAgrees() {
    List<List<Trial>> searches = searches(new RandomSearch(problem), 200);
    agrees(
        searches,
        List.of(
            new Published(50, 93.61, .35),
            new Published(100, 93.78, .28),
            new Published(200, 93.89, .24)));
    assertTrue(optimumShare(searches) <= 0.1);
  }

  @Test
  void localSearchAgrees() {
    List<List<Trial>> searches =
        searches(new LocalSearch(problem, LocalSearch.Config.DEFAULT), 200);
    agrees(
        searches,
        List.of(
            new Published(50, 94.13, .32),
            new Published(100, 94.25, .24),
            new Published(200, 94.35, .11)));
    assertEquals(0.72, optimumShare(searches), 0.23);
  }

  @Test
  void regularisedEvolutionAgreesWithThePublishedTournament() {
    Searcher searcher =
        new RegularisedEvolution(problem, RegularisedEvolution.Config.NAS_BENCH_201);
    List<List<Trial>> searches = searches(searcher, 200);
    agrees(
        searches,
        List.of(
            new Published(50, 93.81, .41),
            new Published(100, 94.08, .29),
            new Published(200, 94.19, .26)));
    assertEquals(0.12, optimumShare(searches), 0.15);
  }
}
