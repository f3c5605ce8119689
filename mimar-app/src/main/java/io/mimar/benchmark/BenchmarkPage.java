package io.mimar.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Version;
import io.mimar.benchmark.BenchmarkSummary.Pair;
import io.mimar.benchmark.BenchmarkSummary.Point;
import io.mimar.benchmark.BenchmarkSummary.Result;
import io.mimar.config.Json;
import io.mimar.report.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A benchmark as one self-contained HTML file: no network, no script, well-formed XML. */
public final class BenchmarkPage {
  private final BenchmarkSummary summary;

  private BenchmarkPage(BenchmarkSummary summary) {
    this.summary = summary;
  }

  /** A name and a value side by side; {@code kind} is the class of its colour. */
  record Item(String name, String value, String kind) {}

  /** A line of a table: a name, then cells. */
  record Row(String name, List<String> cells) {}

  /**
   * The page.
   *
   * @param command the command line that made it
   */
  public static String html(BenchmarkSummary summary, String command, Instant now) {
    return Page.render(
        BenchmarkPage.class, "benchmark.mustache", new BenchmarkPage(summary).model(command, now));
  }

  private Map<String, Object> model(String command, Instant now) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("css", Page.css());
    model.put("table", summary.table());
    model.put("measure", summary.measure());
    model.put("made", now.truncatedTo(ChronoUnit.SECONDS).toString());
    model.put("version", Version.STRING);
    model.put("facts", facts());
    model.put("legend", legend());
    model.put("hasReport", summary.report().isPresent());
    charts(model);
    model.put("last", last());
    model.put("budgets", budgets());
    model.put("first", summary.searchers().keySet().iterator().next());
    model.put("pairs", summary.pairs().stream().map(BenchmarkPage::row).toList());
    model.put("hasPairs", !summary.pairs().isEmpty());
    model.put("command", command);
    model.put("settings", pretty());
    return model;
  }

  private List<Item> facts() {
    List<Item> items = new ArrayList<>();
    Facts.of(summary).forEach((name, value) -> items.add(new Item(name, value, "")));
    return items;
  }

  private List<Item> legend() {
    List<Item> items = new ArrayList<>();
    summary.searchers().keySet().forEach(name -> items.add(new Item(name, "", "s" + items.size())));
    return items;
  }

  private void charts(Map<String, Object> model) {
    model.put(
        "curves",
        new BandsChart(
                summary, "best " + summary.measure(), Point::objectiveMean, Point::objectiveStd)
            .draw(Figures::text));
    summary
        .report()
        .ifPresent(
            report ->
                model.put(
                    "reports",
                    new BandsChart(
                            summary,
                            report,
                            p -> p.reportMean().orElseThrow(),
                            p -> p.reportStd().orElseThrow())
                        .draw(Figures::text)));
    model.put(
        "shares",
        new BandsChart(summary, "share at the optimum", Point::optimumShare, p -> 0)
            .draw(Figures::percent, 0, 1));
    model.put("ranks", new RankPlot(summary).draw());
  }

  private List<Row> last() {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Result> entry : summary.searchers().entrySet()) {
      Result result = entry.getValue();
      List<String> cells = cells(result.last());
      cells.add(String.format(Locale.ROOT, "%.2f", summary.ranks().get(entry.getKey())));
      cells.add(Figures.number(result.queriesToOptimumMean()));
      cells.add(Figures.number(result.queriesToOptimumMedian()));
      cells.add(Figures.seconds(result.cpuSecondsPerSearch()));
      rows.add(new Row(entry.getKey(), cells));
    }
    return rows;
  }

  private List<Row> budgets() {
    List<Row> rows = new ArrayList<>();
    summary
        .searchers()
        .forEach(
            (name, result) ->
                result
                    .curve()
                    .forEach(
                        p -> {
                          List<String> cells = cells(p);
                          cells.add(0, Figures.count(p.queries()));
                          rows.add(new Row(name, cells));
                        }));
    return rows;
  }

  private List<String> cells(Point point) {
    List<String> cells = new ArrayList<>();
    cells.add(Figures.spread(point.objectiveMean(), point.objectiveStd()));
    if (summary.report().isPresent()) {
      cells.add(Figures.spread(point.reportMean().orElseThrow(), point.reportStd().orElseThrow()));
    }
    cells.add(Figures.percent(point.optimumShare()));
    return cells;
  }

  private static Row row(Pair pair) {
    return new Row(
        pair.first() + " less " + pair.second(),
        List.of(
            pair.by(),
            Figures.difference(pair.difference()),
            Figures.difference(pair.low()) + " to " + Figures.difference(pair.high()),
            Figures.probability(pair.wilcoxonP()),
            Figures.effect(pair.effect())));
  }

  private String pretty() {
    try {
      return Json.json().writerWithDefaultPrettyPrinter().writeValueAsString(summary.settings());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the settings", e);
    }
  }
}
