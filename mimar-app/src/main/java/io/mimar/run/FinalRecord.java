package io.mimar.run;

import io.mimar.trial.Trial;
import io.mimar.worker.FinalReport;
import java.util.Map;

/**
 * The winner as the study holds it.
 *
 * @param trial the trial that won
 * @param validation its score in the search
 * @param costs its costs by name
 * @param report what its final training gave
 */
public record FinalRecord(
    int trial, double validation, Map<String, Double> costs, FinalReport report) {
  public FinalRecord {
    costs = Map.copyOf(costs);
  }

  static FinalRecord of(Trial best, FinalReport report) {
    return new FinalRecord(best.number(), best.score().orElseThrow(), best.costs(), report);
  }
}
