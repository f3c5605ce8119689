package io.mimar.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a benchmark was, as names and sentences. */
final class Facts {
  private Facts() {}

  static Map<String, String> of(BenchmarkSummary summary) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", summary.table() + ", " + Figures.count(summary.rows()) + " rows");
    facts.put("objective", objective(summary));
    summary.report().ifPresent(report -> facts.put("report", report));
    if (!summary.limits().isEmpty()) {
      facts.put(
          "limits",
          String.join(" and ", summary.limits())
              + ", held by "
              + Figures.count(summary.feasibleRows())
              + " rows");
    }
    summary.transform().ifPresent(word -> facts.put("told", "the objective after " + word));
    long last = summary.firstSeed() + summary.seeds() - 1;
    facts.put(
        "searches",
        summary.queries()
            + " queries, "
            + (summary.batch() == 1 ? "one" : summary.batch())
            + " at a time, seeds "
            + summary.firstSeed()
            + " to "
            + last
            + (summary.sharedStart()
                ? ", the first " + SharedStart.ROWS + " rows the same for all"
                : ", each searcher with its own start"));
    return facts;
  }

  private static String objective(BenchmarkSummary summary) {
    return summary.objectives().size() == 1
        ? summary.measure()
            + " ("
            + summary.direction()
            + "), the best is "
            + Figures.text(summary.optimum())
        : String.join(" and ", summary.objectives()) + ": hypervolume as a share of the front's";
  }
}
