package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Studies;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.data.BundledData;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.gne.Gne;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.run.ZeroCostProxies;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.search.Proxies;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.NetworkSpace;
import io.mimar.stats.Paired;
import io.mimar.stats.Ranks;
import io.mimar.stats.Spread;
import io.mimar.table.BundledTable;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableProblem;
import io.mimar.table.TableReader;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.tabulate.BuiltTable;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What zero-cost scores are worth on a table that {@code mimar table build} made: their rank
 * correlation with the objective, their time, and how much sooner GNE finds good rows with {@code
 * gne.proxies}.
 */
@Command(name = "zerocost", mixinStandardHelpOptions = true)
public final class ZeroCostStudy implements Callable<Integer> {
  private static final String BUNDLED_SPACE = "cells:4:none,conv3x3,maxpool3x3:2:8:1:convolution";

  @Spec CommandSpec spec;

  @Option(
      names = "--table",
      description =
          "A table that `mimar table build` built: a folder, or a name in the folder of MIMAR_TABLES."
              + " Default: the one that ships.")
  Path given;

  @Option(names = "--objective", description = "Default ${DEFAULT-VALUE}.")
  String objective = "accuracy";

  @Option(names = "--queries", description = "Of each search. Default ${DEFAULT-VALUE}.")
  int queries = 50;

  @Option(names = "--seeds", description = "Searches with and without. Default ${DEFAULT-VALUE}.")
  int seeds = 50;

  @Option(
      names = "--draws",
      description =
          "Sets of samples and first weights that scores are computed from; searches take turns"
              + " with them. Default ${DEFAULT-VALUE}.")
  int draws = 5;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new ZeroCostStudy(), arguments);
  }

  /**
   * What was found.
   *
   * @param rows of the table
   * @param medianMs CPU milliseconds that all scores of a row take
   * @param mostMs the same of 95 % of the rows
   * @param correlations with the objective, by score or cost; of scores the mean over draws
   * @param searches of each kind
   * @param neverFound how many of them did not find the best row, by {@code gne.proxies}; they
   *     count as if they had with their last query
   * @param comparisons of searches
   */
  private record Report(
      int rows,
      double medianMs,
      double mostMs,
      Map<String, Correlation> correlations,
      int searches,
      Map<String, Long> neverFound,
      List<Comparison> comparisons) {}

  private record Correlation(double spearman, double kendall) {
    static Correlation of(double[] values, double[] gains) {
      return new Correlation(Ranks.spearman(values, gains), Ranks.kendall(values, gains));
    }

    static Correlation mean(List<Correlation> all) {
      return new Correlation(
          all.stream().mapToDouble(Correlation::spearman).average().orElseThrow(),
          all.stream().mapToDouble(Correlation::kendall).average().orElseThrow());
    }
  }

  /** Two settings of {@code gne.proxies}: means over searches, their difference and its 95 %. */
  private record Comparison(
      String what,
      String proxies,
      double mean,
      String beside,
      double itsMean,
      double difference,
      double low,
      double high) {}

  /** What each search of a setting came to, {@code [seed]}. */
  @SuppressWarnings("ArrayRecordComponent") // inside this class, not written to
  private record Searched(boolean[] found, Map<String, double[]> measures) {}

  /** All scores of all rows, {@code [score][row]}, and the milliseconds of each row. */
  @SuppressWarnings("ArrayRecordComponent") // inside this class, not written to
  private record Scores(double[][] values, double[] millis) implements Proxies {
    @Override
    public double[] of(Architecture architecture) {
      return Arrays.stream(values).mapToDouble(s -> s[architecture.row()]).toArray();
    }
  }

  @Override
  public Integer call() throws IOException {
    Check.range("--queries", queries, Gne.Config.DEFAULT.initial(), 1_000_000);
    Check.range("--seeds", seeds, 2, 1_000_000);
    Check.range("--draws", draws, 1, 1_000);
    Path folder = given == null ? null : Studies.table(given);
    Table table = folder == null ? BundledTable.read() : TableReader.read(folder);
    BuiltTable built = folder == null ? bundled(table) : BuiltTable.read(folder);
    Objective wanted = table.metric(objective).objective();
    Check.that(
        table.complete(List.of(objective)).rows().size() == table.rows().size(),
        "--objective",
        objective,
        "one that all rows of the table have");
    List<Scores> scores = IntStream.range(0, draws).mapToObj(draw -> scores(built, draw)).toList();
    double[] millis = scores.stream().flatMapToDouble(s -> Arrays.stream(s.millis)).toArray();
    Arrays.sort(millis);
    Map<String, Searched> searched = new LinkedHashMap<>();
    for (String proxies : List.of("off", "first", "all")) {
      searched.put(proxies, searched(table, wanted, proxies, scores));
    }
    Map<String, Long> never = new LinkedHashMap<>();
    searched.forEach(
        (proxies, all) ->
            never.put(proxies, IntStream.range(0, seeds).filter(seed -> !all.found[seed]).count()));
    Report report =
        new Report(
            table.rows().size(),
            Spread.median(millis),
            millis[(int) (0.95 * (millis.length - 1))],
            correlations(table, wanted, scores),
            seeds,
            never,
            Stream.of(
                    compare(searched, "first", "off"),
                    compare(searched, "all", "off"),
                    compare(searched, "all", "first"))
                .flatMap(List::stream)
                .toList());
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(report));
    } else {
      print(report);
    }
    return 0;
  }

  private void print(Report report) {
    print(
        "%d rows; all scores of one take %.1f ms (median), %.1f ms (95 %%) of CPU%n",
        report.rows, report.medianMs, report.mostMs);
    print("%-14s %10s %10s%n", "score", "Spearman", "Kendall");
    report.correlations.forEach(
        (name, c) -> print("%-14s %10.3f %10.3f%n", name, c.spearman, c.kendall));
    report.neverFound.forEach(
        (proxies, count) ->
            print(
                "gne.proxies=%s: %d of %d searches never found the best row, and count as %d"
                    + " queries%n",
                proxies, count, seeds, queries));
    report.comparisons.forEach(
        c ->
            print(
                "%s: %.4f with gne.proxies=%s, %.4f with %s; difference %+.4f (%+.4f to %+.4f)%n",
                c.what, c.mean, c.proxies, c.itsMean, c.beside, c.difference, c.low, c.high));
  }

  // ---- the scores

  private Map<String, Correlation> correlations(
      Table table, Objective wanted, List<Scores> scores) {
    double[] gains = Arrays.stream(table.column(objective)).map(wanted::gain).toArray();
    Map<String, Correlation> all = new LinkedHashMap<>();
    for (int i = 0; i < ZeroCostProxies.NAMES.size(); i++) {
      int score = i;
      all.put(
          ZeroCostProxies.NAMES.get(i),
          Correlation.mean(
              scores.stream().map(s -> Correlation.of(s.values[score], gains)).toList()));
    }
    for (Metric cost : table.metrics(Metric.Role.COST)) {
      all.put(cost.column(), Correlation.of(table.column(cost.column()), gains));
    }
    return all;
  }

  /** As a search of the product has them. */
  private static Scores scores(BuiltTable built, int draw) {
    Proxies proxies =
        new ZeroCostProxies(
            built.space(), built.data().task(), built.data().train(), Seeds.root(draw));
    int rows = built.architectures().size();
    double[][] values = new double[ZeroCostProxies.NAMES.size()][rows];
    double[] millis = new double[rows];
    for (int row = 0; row < rows; row++) {
      long start = cpuNanos();
      double[] told = proxies.of(built.architectures().get(row));
      millis[row] = (cpuNanos() - start) / 1e6;
      for (int score = 0; score < told.length; score++) {
        values[score][row] = told[score];
      }
    }
    return new Scores(values, millis);
  }

  /** The engine computes in the thread that calls it. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** What the table that ships was built of: the demo's images, and its own choices by name. */
  private static BuiltTable bundled(Table table) {
    NetworkSpace space = Spaces.named(BUNDLED_SPACE);
    Dataset data = BundledData.fashionMnist(DataOptions.DEFAULT, Seeds.root(0));
    List<Architecture> architectures =
        IntStream.range(0, table.rows().size())
            .mapToObj(row -> architecture(table, row, space))
            .toList();
    return new BuiltTable(space, data, architectures);
  }

  /** The architecture of the space whose choices have the names that the row has. */
  private static Architecture architecture(Table table, int row, NetworkSpace space) {
    List<Choice> written = table.layout().choices();
    List<Choice> own = space.choices();
    List<Integer> values = table.rows().get(row).values();
    return space.architecture(
        IntStream.range(0, own.size())
            .map(i -> own.get(i).values().indexOf(written.get(i).values().get(values.get(i))))
            .toArray());
  }

  // ---- the gain in a search

  private static List<Comparison> compare(
      Map<String, Searched> searched, String proxies, String beside) {
    List<Comparison> all = new ArrayList<>();
    Map<String, double[]> others = searched.get(beside).measures;
    searched
        .get(proxies)
        .measures
        .forEach(
            (what, own) -> {
              Paired paired = Paired.of(own, others.get(what), Seeds.root(0).rng());
              all.add(
                  new Comparison(
                      what,
                      proxies,
                      Arrays.stream(own).average().orElseThrow(),
                      beside,
                      Arrays.stream(others.get(what)).average().orElseThrow(),
                      paired.mean(),
                      paired.low(),
                      paired.high()));
            });
    return all;
  }

  private Searched searched(Table table, Objective wanted, String proxying, List<Scores> scores) {
    TableSpace space = new TableSpace(table);
    Problem problem = TableProblem.of(space, List.of(), wanted);
    Gne.Config config =
        ConfigLoader.from(Config.DEFAULT).set("gne.proxies=" + proxying).build().gne();
    Encoder encoder = Searchers.encoder(config.embedding(), space);
    double[] values = table.column(objective);
    double best = Arrays.stream(values).map(wanted::gain).max().orElseThrow();
    boolean[] found = new boolean[seeds];
    double[] sooner = new double[seeds];
    double[] regret = new double[seeds];
    double[] start = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      Optional<Proxies> proxies = Optional.of(scores.get(seed % draws));
      Gne gne = new Gne(problem, encoder, config, Optional.empty(), proxies);
      List<Trial> trials = new TableSearch(problem, values, queries, 1).run(gne, Seeds.root(seed));
      double reached = Double.NEGATIVE_INFINITY;
      sooner[seed] = queries;
      for (int i = 0; i < trials.size(); i++) {
        reached = Math.max(reached, wanted.gain(values[trials.get(i).architecture().row()]));
        regret[seed] += (best - reached) / trials.size();
        start[seed] = i < config.initial() ? best - reached : start[seed];
        if (reached == best && !found[seed]) {
          found[seed] = true;
          sooner[seed] = i + 1;
        }
      }
    }
    Map<String, double[]> measures = new LinkedHashMap<>();
    measures.put("queries to the best row", sooner);
    measures.put("mean regret over the search", regret);
    measures.put("regret after the first " + config.initial(), start);
    return new Searched(found, measures);
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values);
    spec.commandLine().getOut().flush();
  }
}
