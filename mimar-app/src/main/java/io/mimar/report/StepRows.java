package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.stats.Interval;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What each step from a simple model to the one that was made gained, all on the same test samples.
 *
 * @param measure what the scores are of
 * @param samples how many there are, and how uncertain a score on them is
 * @param rows a row for each step
 */
record StepRows(String measure, String samples, List<Row> rows) {

  /** A step; the first has no gain. */
  record Row(String name, String value, String gain) {}

  private record Step(String name, double score) {}

  /** The rows; empty where nothing is known of how the model was made. */
  static Optional<StepRows> of(StudySummary summary) {
    return summary.result().filter(r -> !r.steps().isEmpty()).map(r -> of(summary, r));
  }

  private static StepRows of(StudySummary summary, FinalResult result) {
    Measure measure = Measure.of(summary);
    Objective objective = summary.study().objective();
    List<Row> rows = new ArrayList<>();
    double before = Double.NaN;
    for (Step step : steps(summary, result, measure)) {
      double gain = objective.gain(step.score()) - objective.gain(before);
      rows.add(
          new Row(
              step.name(),
              measure.text(step.score()),
              rows.isEmpty() ? "" : ExplanationWords.gain(gain, measure)));
      before = step.score();
    }
    return new StepRows(measure.name(), samples(summary, before, measure), rows);
  }

  private static List<Step> steps(StudySummary summary, FinalResult result, Measure measure) {
    List<Step> steps = new ArrayList<>();
    Optional.ofNullable(result.baselines(measure.metric()).get(FinalResult.LINEAR))
        .ifPresent(score -> steps.add(new Step("a linear model", score)));
    for (Map.Entry<String, Double> step : result.steps().entrySet()) {
      steps.add(new Step(words(step.getKey(), summary, result), step.getValue()));
    }
    return steps;
  }

  private static String words(String name, StudySummary summary, FinalResult result) {
    return switch (name) {
      case FinalResult.SEARCHED ->
          "the chosen network as the search trained it: briefly, "
              + (summary.isFolded() ? "on all folds but one" : "not on all samples");
      case FinalResult.ALONE ->
          "that network trained anew, on all samples that are not for the test, for "
              + Format.plural(result.epochs(), "epoch");
      case FinalResult.JOINED ->
          "the mean of "
              + Format.plural(summary.members().size(), "network")
              + " trained so, of "
              + summary.members().stream()
                  .distinct()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ", "trials ", ""));
      case FinalResult.MIRRORED -> "the same, shown each image mirrored as well";
      default -> name; // of a later release
    };
  }

  private static String samples(StudySummary summary, double score, Measure measure) {
    int test = summary.data().map(DataSummary::test).orElse(0);
    Optional<Interval> interval = measure.interval95(score, test);
    return "On the same %s"
            .formatted(test > 0 ? Format.plural(test, "test sample") : "test samples")
        + interval
            .map(i -> (i.high() - i.low()) / 2)
            .map(
                half ->
                    ", on which a score is uncertain by about ±"
                        + ExplanationWords.size(half, measure))
            .orElse("");
  }
}
