package io.mimar.report;

import io.mimar.config.CostText;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudySummary;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * The trials that no other beats in all objectives.
 *
 * @param costs what the costs are called
 * @param members the trials, ascending by the first cost
 * @param charts the score against each cost
 * @param pick how the chosen one was picked
 */
record FrontRows(List<String> costs, List<Row> members, List<Figure> charts, String pick) {

  /** A member; a cost that was foretold rather than measured has a tilde. */
  record Row(int number, String score, List<String> costs, String architecture, boolean chosen) {}

  /** The rows; empty where nothing is minimised or no trial completed. */
  static Optional<FrontRows> of(StudySummary summary) {
    StudyDescription study = summary.study();
    List<String> minimised = study.minimised();
    Measure measure = Measure.of(study);
    FrontChart chart = new FrontChart(summary.trials(), study.tradeoff(), measure);
    if (minimised.isEmpty() || chart.isEmpty()) {
      return Optional.empty();
    }
    int chosen = summary.chosen().map(Trial::number).orElse(-1);
    return Optional.of(
        new FrontRows(
            minimised.stream().map(CostText::name).toList(),
            summary.front().stream().map(t -> row(t, minimised, measure, chosen)).toList(),
            minimised.stream().map(chart::draw).toList(),
            study.pick().toString()));
  }

  private static Row row(Trial trial, List<String> minimised, Measure measure, int chosen) {
    return new Row(
        trial.number(),
        measure.text(trial.score().orElseThrow()),
        minimised.stream().map(cost -> CostText.of(trial, cost)).toList(),
        ArchitectureText.brief(trial.architecture().graph()),
        trial.number() == chosen);
  }
}
