package io.mimar.benchmark;

import io.mimar.search.Scalarised;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in sentences what a contest assumes. */
final class Notes {
  private Notes() {}

  static List<String> of(Contest contest) {
    List<String> notes = new ArrayList<>();
    Table table = contest.table();
    int rows = table.rows().size();
    int feasible = contest.feasible().length;
    if (contest.dropped() > 0) {
      notes.add(
          contest.dropped()
              + " of "
              + (rows + contest.dropped())
              + " rows lack a value that is needed and are left out.");
    }
    if (!contest.limits().isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d of %d rows hold %s.",
              feasible,
              rows,
              String.join(" and ", contest.limitTexts())));
    }
    if (feasible < contest.options().queries()) {
      notes.add(
          "There are fewer such rows than queries: searches end after " + feasible + " at most.");
    }
    if (table.metric(contest.first().metric()).role() == Metric.Role.REPORT) {
      notes.add(
          "The table means " + contest.first().metric() + " for reports; here searchers see it.");
    }
    contest
        .second()
        .ifPresent(
            second ->
                notes.add(
                    "Two objectives: nsga2 gets both; the others are told a Chebyshev"
                        + " scalarisation with a weight drawn anew every "
                        + Scalarised.BLOCK
                        + " queries."));
    for (String searcher : contest.options().searchers()) {
      Roster.source(searcher)
          .ifPresent(s -> notes.add(searcher + " starts from " + s + ", another with each seed."));
    }
    contest
        .transformWord()
        .ifPresent(
            word ->
                notes.add(
                    "Searchers are told "
                        + contest.first().metric()
                        + " after --transform "
                        + word
                        + ", and judged by "
                        + (contest.transform().get().isTruth()
                            ? "what they are told."
                            : "the true values.")));
    return notes;
  }
}
