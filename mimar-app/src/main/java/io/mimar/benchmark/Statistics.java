package io.mimar.benchmark;

import io.mimar.random.Seeds;
import io.mimar.stats.Paired;
import io.mimar.stats.Ranks;
import io.mimar.stats.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Sums up judged searches: every searcher has one for each seed, in the same order of seeds. */
final class Statistics {
  private static final int STEP = 10;
  private static final int LEAST_PAIRS = 2;

  private final Contest contest;
  private final Judge judge;
  private final Map<String, List<Judgement>> bySearcher = new LinkedHashMap<>();

  /**
   * Statistics of searches.
   *
   * @param judge for what is the same for all seeds
   * @param judgements of each seed one for each searcher
   */
  Statistics(Contest contest, Judge judge, List<Judgement> judgements) {
    this.contest = contest;
    this.judge = judge;
    for (Judgement j : judgements) {
      bySearcher.computeIfAbsent(j.search().searcher(), name -> new ArrayList<>()).add(j);
    }
  }

  BenchmarkSummary summary() {
    BenchmarkOptions options = contest.options();
    Map<String, BenchmarkSummary.Result> results = new LinkedHashMap<>();
    bySearcher.forEach((name, own) -> results.put(name, result(own)));
    Map<String, Spread> ranks = ranks();
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, Double> errors = new LinkedHashMap<>();
    ranks.forEach((name, spread) -> means.put(name, spread.mean()));
    ranks.forEach(
        (name, spread) -> errors.put(name, spread.deviation() / Math.sqrt(options.seeds())));
    return new BenchmarkSummary(
        contest.table().name(),
        contest.objectiveColumns(),
        contest.report().map(r -> r.metric()),
        options.queries(),
        options.seeds(),
        results,
        options.firstSeed(),
        options.batch(),
        contest.limitTexts(),
        contest.transformWord(),
        options.sharedStart(),
        judge.measure().metric(),
        judge.measure().direction().toString(),
        optimum(),
        contest.table().rows().size(),
        contest.feasible().length,
        pairs(),
        means,
        errors,
        Settings.of(contest).values());
  }

  /** Of all seeds, or the mean. */
  private double optimum() {
    double[] each =
        bySearcher.values().iterator().next().stream().mapToDouble(Judgement::optimum).toArray();
    boolean same = Arrays.stream(each).distinct().count() == 1; // the mean would be rounded
    return same ? each[0] : Spread.of(each).mean();
  }

  // ---- one searcher

  private BenchmarkSummary.Result result(List<Judgement> searches) {
    double[] toOptimum = searches.stream().mapToDouble(this::toOptimum).toArray();
    return new BenchmarkSummary.Result(
        budgets(contest.options().queries()).stream().map(q -> point(searches, q)).toList(),
        Spread.of(toOptimum).mean(),
        Spread.median(toOptimum),
        Spread.of(toOptimum).deviation(),
        Arrays.stream(toOptimum).max().orElseThrow(),
        Spread.of(searches.stream().mapToDouble(s -> s.search().cpuSeconds()).toArray()).mean());
  }

  /** A search that did not reach it counts with all its queries. */
  private double toOptimum(Judgement search) {
    return search.optimumAt().orElse(contest.options().queries());
  }

  /** 10, 20, … and the last. */
  static List<Integer> budgets(int queries) {
    List<Integer> budgets = new ArrayList<>();
    for (int q = STEP; q < queries; q += STEP) {
      budgets.add(q);
    }
    budgets.add(queries);
    return budgets;
  }

  private BenchmarkSummary.Point point(List<Judgement> searches, int queries) {
    Spread reached =
        Spread.of(searches.stream().mapToDouble(s -> s.reached()[queries - 1]).toArray());
    OptionalDouble reportMean = OptionalDouble.empty();
    OptionalDouble reportStd = OptionalDouble.empty();
    if (contest.report().isPresent()) {
      Spread report =
          Spread.of(searches.stream().mapToDouble(s -> s.reports()[queries - 1]).toArray());
      reportMean = OptionalDouble.of(report.mean());
      reportStd = OptionalDouble.of(report.deviation());
    }
    long optimal = searches.stream().filter(s -> s.isOptimal()[queries - 1]).count();
    return new BenchmarkSummary.Point(
        queries,
        reached.mean(),
        reached.deviation(),
        reportMean,
        reportStd,
        optimal / (double) searches.size());
  }

  // ---- between searchers

  /** What each search reached in the end, turned so that more is better. */
  private double[] gains(String searcher) {
    return of(searcher, s -> judge.measure().gain(s.last()));
  }

  private double[] of(String searcher, ToDoubleFunction<Judgement> number) {
    return bySearcher.get(searcher).stream().mapToDouble(number).toArray();
  }

  /** What searchers are compared by, each turned so that more is better. */
  private Map<String, ToDoubleFunction<Judgement>> comparisons() {
    Map<String, ToDoubleFunction<Judgement>> by = new LinkedHashMap<>();
    by.put(judge.measure().metric(), s -> judge.measure().gain(s.last()));
    contest.report().ifPresent(r -> by.put(r.metric(), s -> r.gain(s.lastReport())));
    by.put(BenchmarkSummary.QUERIES, s -> -toOptimum(s));
    return by;
  }

  private List<BenchmarkSummary.Pair> pairs() {
    List<String> names = List.copyOf(bySearcher.keySet());
    List<BenchmarkSummary.Pair> pairs = new ArrayList<>();
    if (contest.options().seeds() < LEAST_PAIRS) {
      return pairs;
    }
    comparisons()
        .forEach(
            (by, number) -> {
              for (int i = 0; i < names.size(); i++) {
                for (int j = i + 1; j < names.size(); j++) {
                  pairs.add(pair(by, names.get(i), names.get(j), number));
                }
              }
            });
    return pairs;
  }

  private BenchmarkSummary.Pair pair(
      String by, String first, String second, ToDoubleFunction<Judgement> number) {
    RandomGenerator rng = Seeds.root(0).at(first).at(second).rng();
    Paired paired = Paired.of(of(first, number), of(second, number), rng);
    return new BenchmarkSummary.Pair(
        by,
        first,
        second,
        paired.cases(),
        paired.mean(),
        paired.low(),
        paired.high(),
        paired.wilcoxonP(),
        paired.effect());
  }

  /** The places of each searcher over the seeds. */
  private Map<String, Spread> ranks() {
    List<String> names = List.copyOf(bySearcher.keySet());
    double[][] gains = names.stream().map(this::gains).toArray(double[][]::new);
    double[][] places = new double[names.size()][contest.options().seeds()];
    for (int s = 0; s < contest.options().seeds(); s++) {
      int seed = s;
      double[] ranks =
          Ranks.descending(
              IntStream.range(0, gains.length).mapToDouble(i -> gains[i][seed]).toArray());
      for (int i = 0; i < ranks.length; i++) {
        places[i][s] = ranks[i];
      }
    }
    Map<String, Spread> result = new LinkedHashMap<>();
    for (int i = 0; i < places.length; i++) {
      result.put(names.get(i), Spread.of(places[i]));
    }
    return result;
  }
}
