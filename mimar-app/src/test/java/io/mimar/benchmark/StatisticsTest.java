package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges and statistics against numbers worked out by hand. */
final class StatisticsTest {
  @TempDir Path folder;

  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    table = Contests.twelve(folder.resolve("twelve"));
  }

  private Contest contest(List<String> objectives, List<String> limits) {
    return Contest.of(
        Contests.options(table, objectives, limits, 12, folder.resolve("results.csv")));
  }

  private static List<Integer> rows(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** All rows upwards; the last, then upwards; the first five only. */
  private static BenchmarkSummary summary(Contest contest) {
    Judges judges = new Judges(contest);
    List<Integer> lastFirst = Stream.concat(Stream.of(11), rows(0, 11).stream()).toList();
    List<Judgement> judgements =
        Stream.of(
                new FinishedSearch("random", 0, 1.0, rows(0, 12)),
                new FinishedSearch("local", 0, 1.0, rows(0, 5)),
                new FinishedSearch("random", 1, 3.0, lastFirst),
                new FinishedSearch("local", 1, 1.0, rows(0, 5)))
            .map(judges::of)
            .toList();
    return new Statistics(contest, judges.common(), judgements).summary();
  }

  @Test
  void curvesAreMeansOverSeedsAtTensAndAtTheEnd() {
    BenchmarkSummary.Result result =
        summary(contest(List.of("acc"), List.of())).searchers().get("random");
    assertEquals(
        List.of(10, 12), result.curve().stream().map(BenchmarkSummary.Point::queries).toList());
    BenchmarkSummary.Point ten = result.curve().get(0);
    assertEquals(100, ten.objectiveMean(), 1e-12); // 90 and 110
    assertEquals(Math.sqrt(200), ten.objectiveStd(), 1e-12);
    assertEquals(OptionalDouble.of(90), ten.reportMean()); // rows 9 and 11
    assertEquals(Math.sqrt(2), ten.reportStd().orElseThrow(), 1e-12);
    assertEquals(0.5, ten.optimumShare());
    BenchmarkSummary.Point last = result.last();
    assertEquals(110, last.objectiveMean(), 1e-12);
    assertEquals(OptionalDouble.of(89.5), last.reportMean()); // of equals the earlier: 10, 11
    assertEquals(1, last.optimumShare());
    assertEquals(6, result.queriesToOptimumMean()); // 11 and 1
    assertEquals(6, result.queriesToOptimumMedian());
    assertEquals(2, result.cpuSecondsPerSearch());
  }

  @Test
  void aSearchThatRanOutStaysAndCountsAtTheBudget() {
    BenchmarkSummary.Result result =
        summary(contest(List.of("acc"), List.of())).searchers().get("local");
    assertEquals(40, result.last().objectiveMean(), 0);
    assertEquals(0, result.last().optimumShare());
    assertEquals(12, result.queriesToOptimumMean());
  }

  @Test
  void searchersAreComparedSeedBySeed() {
    BenchmarkSummary summary = summary(contest(List.of("acc"), List.of()));
    assertEquals(Map.of("random", 1.0, "local", 2.0), summary.ranks());
    BenchmarkSummary.Pair pair = summary.pairs().get(0);
    assertEquals("random", pair.first());
    assertEquals(70, pair.difference(), 1e-12);
    assertEquals(70, pair.low(), 1e-12);
    assertEquals(70, pair.high(), 1e-12);
    assertEquals(0.3458, pair.wilcoxonP(), 1e-3); // z = (1.5 - 0.5) / sqrt(1.125)
  }

  @Test
  void pairsAreComparedByTheReportAndByTheQueriesToo() {
    List<BenchmarkSummary.Pair> pairs = summary(contest(List.of("acc"), List.of())).pairs();
    assertEquals(
        List.of("acc", "test", BenchmarkSummary.QUERIES),
        pairs.stream().map(BenchmarkSummary.Pair::by).toList());
    assertEquals(-6.5, pairs.get(1).difference(), 1e-12); // 90 and 89 less 96 and 96
    assertEquals(6, pairs.get(2).difference(), 1e-12); // 12 and 12 less 11 and 1
  }

  @Test
  void aSearchIsJudgedByTheRowThatItWasToldIsBest() {
    Contest plain = contest(List.of("acc"), List.of());
    int[] told = {0, 9, 3, 9, 5};
    List<Integer> rows = List.of(4, 2, 8, 6, 11); // told once 9, then 9 again, at last 5
    assertArrayEquals(
        new int[] {4, 2, 2, 2, 2}, Incumbents.of(plain.first(), (row, query) -> told[query], rows));
    double[] values = plain.table().column("acc");
    Judge judge =
        BestValue.of(plain.first(), (row, query) -> told[query], values, plain.feasible());
    assertArrayEquals(new double[] {40, 20, 20, 20, 20}, judge.reached(rows));
  }

  @Test
  void anOptimumThatWasGivenUpAgainDoesNotCount() {
    Contest noisy =
        Contest.of(
            Contests.told("noise", table, List.of("acc"), 12, folder.resolve("results.csv")));
    Judges judges = new Judges(noisy);
    for (long seed = 0; seed < 20; seed++) {
      Judgement judgement = judges.of(new FinishedSearch("random", seed, 0, rows(0, 12)));
      double last = judgement.last();
      assertEquals(last == 110, judgement.optimumAt().isPresent(), "seed " + seed);
      judgement
          .optimumAt()
          .ifPresent(q -> assertEquals(110, judgement.reached()[q - 1], "from there to the end"));
    }
  }

  /** Told 60 of row 0 in the eleventh query, more than of the best row in the first. */
  @Test
  void theShareAtTheOptimumDoesNotLookAhead() {
    Contest plain = contest(List.of("acc"), List.of());
    Judge judge =
        BestValue.of(
            plain.first(),
            (row, query) -> query == 0 ? 50 : query == 10 ? 60 : 0,
            plain.table().column("acc"),
            plain.feasible());
    List<Integer> rows = List.of(11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10);
    List<Judgement> judgements =
        Stream.of(0, 1)
            .map(seed -> Judgement.of(plain, judge, new FinishedSearch("random", seed, 0, rows)))
            .toList();
    assertEquals(OptionalInt.empty(), judgements.get(0).optimumAt());
    BenchmarkSummary.Result result =
        new Statistics(plain, judge, judgements).summary().searchers().get("random");
    assertEquals(1, result.curve().get(0).optimumShare());
    assertEquals(0, result.last().optimumShare());
  }

  @Test
  void whereRowsAreShuffledTheReportGoesWithTheObjective() {
    Contest shuffled =
        Contest.of(
            Contests.told("shuffle", table, List.of("acc"), 12, folder.resolve("results.csv")));
    Judges judges = new Judges(shuffled);
    for (long seed = 0; seed < 20; seed++) {
      Judgement judgement = judges.of(new FinishedSearch("random", seed, 0, rows(0, 12)));
      assertEquals(110, judgement.last());
      assertEquals(89.5, judgement.lastReport(), 0.5, "that of the table's two best rows");
    }
  }

  @Test
  void whereEachSeedHasItsOwnOptimumTheMeanIsTold() {
    Contest shuffled =
        Contest.of(
            Contests.options(
                Optional.of("shuffle"),
                table,
                List.of("acc"),
                List.of("ms<=1"),
                12,
                folder.resolve("results.csv")));
    double[] own =
        IntStream.range(0, 2).mapToDouble(seed -> Judge.of(shuffled, seed).optimum()).toArray();
    assertNotEquals(own[0], own[1]);
    assertEquals((own[0] + own[1]) / 2, summary(shuffled).optimum(), 1e-12);
  }

  @Test
  void lessIsBetterWhereItIsMinimised() {
    BenchmarkSummary summary = summary(contest(List.of("loss"), List.of()));
    assertEquals(1, summary.optimum());
    assertEquals(1, summary.searchers().get("random").last().objectiveMean());
    assertEquals(8, summary.searchers().get("local").last().objectiveMean());
    assertEquals(7, summary.pairs().get(0).difference(), 1e-12);
  }

  @Test
  void theOptimumHoldsTheLimits() {
    Contest contest = contest(List.of("acc"), List.of("ms<=7"));
    assertEquals(70, new Judges(contest).common().optimum());
    Judgement judgement =
        new Judges(contest).of(new FinishedSearch("random", 0, 0, List.of(3, 7, 1)));
    assertEquals(OptionalInt.of(2), judgement.optimumAt());
    assertEquals(List.of("ms<=3"), contest(List.of("acc"), List.of("ms <= 30%")).limitTexts());
  }

  @Test
  void twoObjectivesAreJudgedByTheFrontsHypervolume() {
    // acc up, ms down, within ms<=4: every row is on the front; the worst are acc 0 and ms 4.
    // stairs: row 1 covers 10 x 3, row 2 adds 10 x 2, row 3 adds 10 x 1: 60 in all
    Judge judge = new Judges(contest(List.of("acc", "ms"), List.of("ms<=4"))).common();
    assertArrayEquals(
        new double[] {0, 30 / 60.0, 30 / 60.0, 50 / 60.0, 1},
        judge.reached(List.of(0, 3, 4, 1, 2)),
        1e-12);
    assertEquals(1, judge.optimum());
    assertTrue(judge.isOptimum(1 - 1e-10));
    BenchmarkSummary summary = summary(contest(List.of("acc", "ms"), List.of()));
    assertEquals("hypervolume", summary.measure());
    assertEquals(1, summary.searchers().get("random").last().objectiveMean(), 1e-12);
  }

  @Test
  void twoObjectivesThatAreOneAreRefused() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> new Judges(contest(List.of("acc", "ms"), List.of("ms<=1"))));
    assertTrue(e.getMessage().contains("hypervolume"), e::getMessage);
  }

  @Test
  void budgetsAreTensAndTheLast() {
    assertEquals(List.of(7), Statistics.budgets(7));
    assertEquals(List.of(10), Statistics.budgets(10));
    assertEquals(List.of(10, 20, 25), Statistics.budgets(25));
  }

  @Test
  void linesAreShortAndHoldTheNumbers() {
    String text = BenchmarkText.of(summary(contest(List.of("acc"), List.of("ms<=11"))));
    text.lines().forEach(l -> assertTrue(l.length() <= BenchmarkText.WIDTH, l));
    assertTrue(text.contains("110.00 ± 0.00"), text);
    assertTrue(text.contains("random less the others"), text);
    assertTrue(text.contains("ms<=11, held by 12 rows"), text);
  }
}
