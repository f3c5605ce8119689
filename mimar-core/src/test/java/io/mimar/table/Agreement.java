package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Searcher;
import io.mimar.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks that searchers give on NAS-Bench-201, CIFAR-10, what others' code gave: the test accuracy
 * of the best by validation, and the share that holds the best row. Needs the folder of tables in
 * the property {@code mimar.tables} or in {@code MIMAR_TABLES}.
 */
public final class Agreement {
  private static final double ERRORS = 3.5; // standard errors: two sides of some ten comparisons
  private static final String TOLD = "c10_valid_e200";
  private static final String REPORTED = "c10_test_e200";

  private final TableSpace space;
  private final Problem problem;
  private final double[] told;
  private final double[] reported;

  private Agreement(TableSpace space) {
    this.space = space;
    this.told = space.table().column(TOLD);
    this.reported = space.table().column(REPORTED);
    this.problem = TableProblem.of(space, List.of(), space.table().metric(TOLD).objective());
  }

  /**
   * What others measured.
   *
   * @param queries after so many
   * @param mean the mean test accuracy, percent
   * @param deviation its standard deviation
   * @param searches of so many searches
   */
  public record Published(int queries, double mean, double deviation, int searches) {}

  /** A check on the table; the test that asks is skipped where there is none. */
  public static Agreement onTheTable() {
    String folder =
        Optional.ofNullable(System.getProperty("mimar.tables"))
            .orElse(System.getenv("MIMAR_TABLES"));
    assumeTrue(folder != null, "skipped: MIMAR_TABLES does not name the folder of tables");
    Path path = Path.of(folder).resolve("nb201");
    assumeTrue(Files.isDirectory(path), "skipped: " + path + " is no folder");
    return new Agreement(new TableSpace(TableReader.read(path)));
  }

  /** The rows. */
  public TableSpace space() {
    return space;
  }

  /** What is searched. */
  public Problem problem() {
    return problem;
  }

  /** Searches with the seeds from 0. */
  public List<List<Trial>> searches(Searcher searcher, int queries, int seeds) {
    TableSearch search = new TableSearch(problem, told, queries, 1);
    return IntStream.range(0, seeds)
        .mapToObj(seed -> search.run(searcher, Seeds.root(seed)))
        .toList();
  }

  private int best(List<Trial> trials, int queries) {
    Objective objective = problem.objective();
    return trials.subList(0, queries).stream()
        .map(t -> t.architecture().row())
        .reduce((a, b) -> objective.isBetter(told[b], told[a]) ? b : a)
        .orElseThrow();
  }

  /** The test accuracy of each search's best by validation, after so many queries. */
  public double[] reported(List<List<Trial>> searches, int queries) {
    return searches.stream().mapToDouble(s -> reported[best(s, queries)]).toArray();
  }

  /** Checks the mean test accuracy. */
  public void check(List<List<Trial>> searches, List<Published> published) {
    for (Published p : published) {
      double mean = Arrays.stream(reported(searches, p.queries())).average().orElseThrow();
      double error = p.deviation() * Math.sqrt(1.0 / searches.size() + 1.0 / p.searches());
      assertEquals(p.mean(), mean, ERRORS * error, "after " + p.queries() + " queries");
    }
  }

  /** The share of searches that hold the best row after so many queries. */
  public double optimumShare(List<List<Trial>> searches, int queries) {
    double most = Arrays.stream(told).max().orElseThrow();
    long held = searches.stream().filter(s -> told[best(s, queries)] == most).count();
    return held / (double) searches.size();
  }
}
