package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Studies;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
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
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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
public final class ZeroCostStudy implements Runnable {
  private static final String BUNDLED_SPACE = "cells:4:none,conv3x3,maxpool3x3:2:8:1:convolution";

  @Spec CommandSpec spec;

  @Option(
      names = "--table",
      description = "A table that `mimar table build` built. Default: the one that ships.")
  Path folder;

  @Option(names = "--objective", description = "Default ${DEFAULT-VALUE}.")
  String objective = "accuracy";

  @Option(names = "--queries", description = "Of each search. Default ${DEFAULT-VALUE}.")
  int queries = 50;

  @Option(names = "--seeds", description = "Searches with and without. Default ${DEFAULT-VALUE}.")
  int seeds = 50;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new ZeroCostStudy(), arguments);
  }

  @Override
  public void run() {
    Check.range("--queries", queries, Gne.Config.DEFAULT.initial(), 1_000_000);
    Check.range("--seeds", seeds, 2, 1_000_000);
    Table table = folder == null ? BundledTable.read() : TableReader.read(folder);
    BuiltTable built = folder == null ? bundled(table) : BuiltTable.read(folder);
    Objective wanted = table.metric(objective).objective();
    Check.that(
        table.complete(List.of(objective)).rows().size() == table.rows().size(),
        "--objective",
        objective,
        "one that all rows of the table have");
    double[][] scores = scores(built);
    double[] gains = Arrays.stream(table.column(objective)).map(wanted::gain).toArray();
    print("%-14s %10s %10s%n", "score", "Spearman", "Kendall");
    int column = 0;
    for (String name : ZeroCostProxies.NAMES) {
      correlations(name, scores[column++], gains);
    }
    for (Metric cost : table.metrics(Metric.Role.COST)) {
      correlations(cost.column(), table.column(cost.column()), gains);
    }
    compare(table, scores, wanted);
  }

  private void correlations(String name, double[] values, double[] gains) {
    print(
        "%-14s %10.3f %10.3f%n", name, Ranks.spearman(values, gains), Ranks.kendall(values, gains));
  }

  // ---- the scores

  /** As a search of the product has them, {@code [score][row]}. */
  private double[][] scores(BuiltTable built) {
    Proxies proxies =
        new ZeroCostProxies(
            built.space(), built.data().task(), built.data().train(), Seeds.root(0));
    int rows = built.architectures().size();
    double[][] scores = new double[ZeroCostProxies.NAMES.size()][rows];
    double[] millis = new double[rows];
    for (int row = 0; row < rows; row++) {
      long start = cpuNanos();
      double[] told = proxies.of(built.architectures().get(row));
      millis[row] = (cpuNanos() - start) / 1e6;
      for (int score = 0; score < told.length; score++) {
        scores[score][row] = told[score];
      }
    }
    Arrays.sort(millis);
    print(
        "%d rows; all scores of one take %.1f ms (median), %.1f ms (95 %%) of CPU%n",
        rows, Spread.median(millis), millis[(int) (0.95 * (rows - 1))]);
    return scores;
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

  private void compare(Table table, double[][] scores, Objective wanted) {
    Proxies proxies =
        architecture -> Arrays.stream(scores).mapToDouble(s -> s[architecture.row()]).toArray();
    double[][] off = told(table, wanted, "off", proxies);
    double[][] first = told(table, wanted, "first", proxies);
    double[][] all = told(table, wanted, "all", proxies);
    compare(off, "off", first, "first");
    compare(off, "off", all, "all");
    compare(first, "first", all, "all");
  }

  private void compare(double[][] before, String old, double[][] after, String proxying) {
    List<String> names =
        List.of(
            "queries to the best row",
            "mean regret over the search",
            "regret after the first " + Gne.Config.DEFAULT.initial());
    for (int i = 0; i < names.size(); i++) {
      Paired paired = Paired.of(after[i], before[i], Seeds.root(0).rng());
      print(
          "%s: %.4f with gne.proxies=%s, %.4f with %s; difference %+.4f (%+.4f to %+.4f), %d searches%n",
          names.get(i),
          Arrays.stream(after[i]).average().orElseThrow(),
          proxying,
          Arrays.stream(before[i]).average().orElseThrow(),
          old,
          paired.mean(),
          paired.low(),
          paired.high(),
          seeds);
    }
  }

  /** What is compared, for each seed. */
  private double[][] told(Table table, Objective wanted, String proxying, Proxies proxies) {
    TableSpace space = new TableSpace(table);
    Problem problem = TableProblem.of(space, List.of(), wanted);
    Gne.Config config =
        ConfigLoader.from(Config.DEFAULT).set("gne.proxies=" + proxying).build().gne();
    Encoder encoder = Searchers.encoder(config.embedding(), space);
    double[] values = table.column(objective);
    double best = Arrays.stream(values).map(wanted::gain).max().orElseThrow();
    double[][] all = new double[3][seeds];
    int never = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Gne gne = new Gne(problem, encoder, config, Optional.empty(), Optional.of(proxies));
      List<Trial> trials = new TableSearch(problem, values, queries, 1).run(gne, Seeds.root(seed));
      double reached = Double.NEGATIVE_INFINITY;
      OptionalInt found = OptionalInt.empty();
      for (int i = 0; i < trials.size(); i++) {
        reached = Math.max(reached, wanted.gain(values[trials.get(i).architecture().row()]));
        all[1][seed] += (best - reached) / trials.size();
        all[2][seed] = i < config.initial() ? best - reached : all[2][seed];
        if (reached == best && found.isEmpty()) {
          found = OptionalInt.of(i + 1);
        }
      }
      all[0][seed] = found.orElse(queries);
      never += found.isPresent() ? 0 : 1;
    }
    print(
        "gne.proxies=%s: %d of %d searches never found the best row, and count as %d queries%n",
        proxying, never, seeds, queries);
    return all;
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values);
    spec.commandLine().getOut().flush();
  }
}
