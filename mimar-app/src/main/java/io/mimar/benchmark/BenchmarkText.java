package io.mimar.benchmark;

import io.mimar.benchmark.BenchmarkSummary.Pair;
import io.mimar.benchmark.BenchmarkSummary.Point;
import io.mimar.benchmark.BenchmarkSummary.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A benchmark as lines for a terminal, at most {@link #WIDTH} characters wide. */
public final class BenchmarkText {
  /** The longest line. */
  public static final int WIDTH = 100;

  private static final int MOST_BUDGETS = 15;
  private static final int COLUMN = 9;

  private final BenchmarkSummary summary;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private BenchmarkText(BenchmarkSummary summary) {
    this.summary = summary;
    for (String name : summary.searchers().keySet()) {
      names.put(name, name.length() <= COLUMN ? name : "[" + (names.size() + 1) + "]");
    }
  }

  /** The lines of {@code summary}. */
  public static String of(BenchmarkSummary summary) {
    BenchmarkText text = new BenchmarkText(summary);
    Facts.of(summary).forEach((name, value) -> text.fact(name, value));
    text.names.forEach(
        (name, written) -> {
          if (!name.equals(written)) {
            text.fact(written, name);
          }
        });
    text.last();
    text.curve("best " + summary.measure(), p -> Figures.text(p.objectiveMean()));
    if (summary.report().isPresent()) {
      text.curve("report", p -> Figures.text(p.reportMean().orElseThrow()));
    }
    text.curve("share at the optimum", p -> Figures.percent(p.optimumShare()));
    text.pairs();
    return String.join("\n", text.lines);
  }

  private void add(String line) {
    lines.add(line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line);
  }

  private void fact(String name, String value) {
    add(String.format(Locale.ROOT, "%-13s%s", name, value));
  }

  /** One line for each searcher: where it stands in the end. */
  private void last() {
    add("");
    add("After all queries, mean and standard deviation over seeds:");
    add(place("searcher", "best", "report", "rank", "optimum", "queries", "median", "CPU s"));
    for (Map.Entry<String, Result> entry : summary.searchers().entrySet()) {
      Result result = entry.getValue();
      Point last = result.last();
      add(
          place(
              names.get(entry.getKey()),
              Figures.spread(last.objectiveMean(), last.objectiveStd()),
              last.reportMean().isPresent()
                  ? Figures.spread(last.reportMean().getAsDouble(), last.reportStd().orElseThrow())
                  : "-",
              String.format(Locale.ROOT, "%.2f", summary.ranks().get(entry.getKey())),
              Figures.percent(last.optimumShare()),
              Figures.number(result.queriesToOptimumMean()),
              Figures.number(result.queriesToOptimumMedian()),
              Figures.seconds(result.cpuSecondsPerSearch())));
    }
    add("optimum: searches that reached it; queries and median: to reach it, unreached counted at");
    add("the budget; CPU s: of one search, encoders not counted.");
  }

  private static String place(String... cells) {
    return String.format(
            Locale.ROOT, "%-10s  %-20s  %-20s  %5s  %8s  %7s %7s  %7s", (Object[]) cells)
        .stripTrailing();
  }

  /** One line for each budget, one column for each searcher. */
  private void curve(String title, Function<Point, String> cell) {
    add("");
    add(title + ", mean over seeds:");
    add(row("queries", List.copyOf(names.values())));
    List<Result> results = List.copyOf(summary.searchers().values());
    int budgets = results.get(0).curve().size();
    int step = (budgets + MOST_BUDGETS - 1) / MOST_BUDGETS;
    for (int b = 0; b < budgets; b++) {
      if ((b + 1) % step == 0 || b == budgets - 1) {
        int budget = b;
        add(
            row(
                "" + results.get(0).curve().get(b).queries(),
                results.stream().map(r -> cell.apply(r.curve().get(budget))).toList()));
      }
    }
  }

  private static String row(String first, List<String> cells) {
    return cells.stream()
        .map(c -> String.format(Locale.ROOT, " %" + COLUMN + "s", c))
        .collect(Collectors.joining("", String.format(Locale.ROOT, "%7s", first), ""));
  }

  /** The first searcher against the others. */
  private void pairs() {
    String first = summary.searchers().keySet().iterator().next();
    List<Pair> own = summary.pairs().stream().filter(p -> p.first().equals(first)).toList();
    if (own.isEmpty()) {
      return;
    }
    String by = "";
    for (Pair pair : own) {
      if (!pair.by().equals(by)) {
        by = pair.by();
        add("");
        add(
            names.get(first)
                + " less the others on the same seeds by "
                + by
                + ", + where it is better:");
      }
      add(
          String.format(
              Locale.ROOT,
              "%-10s  %9s  (95 %%: %s to %s)  Wilcoxon p %s  effect %s",
              names.get(pair.second()),
              Figures.difference(pair.difference()),
              Figures.difference(pair.low()),
              Figures.difference(pair.high()),
              Figures.probability(pair.wilcoxonP()),
              Figures.effect(pair.effect())));
    }
  }
}
