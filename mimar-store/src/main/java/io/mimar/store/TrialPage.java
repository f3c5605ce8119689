package io.mimar.store;

import io.mimar.Check;
import io.mimar.graph.Graph;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Some of a study's trials.
 *
 * @param total how many the selection has in all
 * @param rows those of the page
 */
public record TrialPage(int total, List<Row> rows) {
  public TrialPage {
    rows = List.copyOf(rows);
  }

  /**
   * A trial without its curve.
   *
   * @param number its number
   * @param outcome how it ended
   * @param score its score; NaN where it has none
   * @param epochs how many it was trained
   * @param seconds wall time it took
   * @param proposer who proposed it
   * @param reason why it did not complete; empty where it did
   * @param costs its costs by name
   * @param graph the architecture
   */
  public record Row(
      int number,
      Outcome outcome,
      double score,
      int epochs,
      double seconds,
      String proposer,
      String reason,
      Map<String, Double> costs,
      Graph graph) {
    public Row {
      Check.present("trial", outcome, proposer, reason, costs, graph);
      costs = Collections.unmodifiableMap(new TreeMap<>(costs));
    }

    /** The row of a trial. */
    public static Row of(Trial trial) {
      return new Row(
          trial.number(),
          trial.outcome(),
          trial.score().orElse(Double.NaN),
          trial.result().epochs(),
          trial.result().seconds(),
          trial.proposer(),
          trial.result().reason(),
          trial.costs(),
          trial.architecture().graph());
    }

    /** What it costs: as counted or measured, else as foretold. */
    public OptionalDouble cost(String name) {
      Double known = costs.getOrDefault(name, costs.get(Trial.foretold(name)));
      return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
  }
}
