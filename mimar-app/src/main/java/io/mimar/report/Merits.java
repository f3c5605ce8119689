package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the model owes to the choice of its network and to its training, in sentences. */
final class Merits {
  /** Fewer trials than this have no middle worth a word. */
  private static final int LEAST = 5;

  private Merits() {}

  /** The sentences. */
  static List<String> of(StudySummary summary) {
    List<String> sentences = new ArrayList<>();
    choice(summary).ifPresent(sentences::add);
    summary.result().flatMap(result -> training(summary, result)).ifPresent(sentences::add);
    return sentences;
  }

  /** How much better the chosen network was than the middle one, both trained alike. */
  private static Optional<String> choice(StudySummary summary) {
    Objective objective = summary.study().objective();
    List<Double> scores =
        summary.trials().stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE)
            .map(t -> t.score().orElseThrow())
            .sorted(objective.order())
            .toList();
    Optional<Double> own = summary.chosen().flatMap(t -> score(t));
    if (scores.size() < LEAST || own.isEmpty()) {
      return Optional.empty();
    }
    Measure measure = Measure.of(summary.study());
    double middle = scores.get(scores.size() / 2);
    double gain = objective.gain(own.get()) - objective.gain(middle);
    return Optional.of(
        ("The choice of the network: in the search, where all were trained alike, it had %s %s, the"
                + " middle one of the %s that were trained to the end %s: %s, part of which is luck.")
            .formatted(
                measure.name(),
                measure.text(own.get()),
                Format.count(scores.size()),
                measure.text(middle),
                ExplanationWords.gain(gain, measure)));
  }

  private static Optional<Double> score(Trial trial) {
    return trial.score().stream().boxed().findFirst();
  }

  /** What the final training brought, from the search's own network to the model. */
  private static Optional<String> training(StudySummary summary, FinalResult result) {
    Measure measure = Measure.of(summary.study());
    return gain(summary)
        .map(gain -> training(result, result.steps().get(FinalResult.SEARCHED), gain, measure));
  }

  /** By how much the model is better than the network that the search trained, on test samples. */
  static Optional<Double> gain(StudySummary summary) {
    Objective objective = summary.study().objective();
    return summary
        .result()
        .filter(r -> r.test().isPresent() && r.steps().containsKey(FinalResult.SEARCHED))
        .map(
            r ->
                objective.gain(r.test().getAsDouble())
                    - objective.gain(r.steps().get(FinalResult.SEARCHED)));
  }

  private static String training(FinalResult result, double before, double gain, Measure measure) {
    return "The final training: from %s to %s on the test samples, %s, step by step in the table above."
        .formatted(
            measure.text(before),
            measure.text(result.test().getAsDouble()),
            ExplanationWords.gain(gain, measure));
  }
}
