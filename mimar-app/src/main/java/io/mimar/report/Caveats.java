package io.mimar.report;

import io.mimar.stats.Wilson;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import io.mimar.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader should keep in mind before trusting the numbers, from the numbers themselves. */
final class Caveats {
  /** Fewer completed trials than this say little about a search. */
  private static final int FEW = 10;

  private final StudySummary summary;
  private final Measure measure;
  private final List<String> sentences = new ArrayList<>();

  private Caveats(StudySummary summary) {
    this.summary = summary;
    this.measure = Measure.of(summary.study());
  }

  /** The sentences. */
  static List<String> of(StudySummary summary) {
    Caveats caveats = new Caveats(summary);
    caveats.noise();
    caveats.noTest();
    caveats.gap();
    caveats.trials();
    caveats.parity();
    return List.copyOf(caveats.sentences);
  }

  /** Half the 95 % interval of a share of so many samples. */
  private static double half(double share, int samples) {
    return Wilson.interval95(Math.max(0, Math.min(1, share)), samples).half();
  }

  private void noise() {
    int samples = summary.data().map(DataSummary::validation).orElse(0);
    if (samples == 0) {
      return;
    }
    if (!measure.isShare()) {
      sentences.add(
          "Trials were compared on "
              + Format.plural(samples, "validation sample")
              + "; the best of "
              + Format.plural(summary.trials().size(), "trial")
              + " owes part of its lead to luck.");
      return;
    }
    summary
        .best()
        .flatMap(t -> t.score().stream().boxed().findFirst())
        .ifPresent(
            score ->
                sentences.add(
                    "Trials were compared on "
                        + Format.plural(samples, "validation sample")
                        + ": each score is uncertain by ±"
                        + Format.points(half(score, samples))
                        + " points, so trials closer than that are not told apart; and the best of "
                        + Format.plural(summary.trials().size(), "trial")
                        + " owes part of its lead to luck."));
  }

  private void noTest() {
    boolean tested = summary.result().map(r -> r.test().isPresent()).orElse(false);
    if (tested) {
      return;
    }
    sentences.add(
        summary.result().isPresent()
            ? "There was no test set: the validation samples also chose the network, so its score"
                + " there is too good by an unknown amount. Score it with `mimar evaluate` on data"
                + " that played no part."
            : "The study has no final result yet: scores are those of short trainings in the"
                + " search.");
  }

  private void gap() {
    Optional<FinalResult> result = summary.result();
    if (result.isEmpty() || !measure.isShare()) {
      return;
    }
    double train = result.get().train();
    double other = result.get().test().orElse(result.get().validation());
    String split = result.get().test().isPresent() ? "test" : "validation";
    double gap = train - other;
    if (gap > Advice.GAP) {
      sentences.add(
          "On its own training samples it is right in %s, on the %s samples in %s: it has learned"
                  .formatted(measure.text(train), split, measure.text(other))
              + " some of them by heart (overfitting). More data or a smaller limit on parameters"
              + " would narrow that gap.");
    } else if (Double.isFinite(gap)) {
      sentences.add(
          "Training (%s) and %s (%s) are close: it has not learned its samples by heart."
              .formatted(measure.text(train), split, measure.text(other)));
    }
  }

  private void trials() {
    int complete = summary.count(Outcome.COMPLETE);
    int failed = summary.count(Outcome.FAILED);
    if (complete < FEW) {
      sentences.add(
          "The search saw little: it trained only "
              + Format.plural(complete, "trial")
              + " to the end. A longer budget may find better.");
    }
    if (failed > 0) {
      sentences.add(
          Format.plural(failed, "trial") + " failed; the table of trials gives the reasons.");
    }
    if (summary.lostAttempts() > 0) {
      sentences.add(
          "With lost workers went "
              + Format.plural(summary.lostAttempts(), "attempt")
              + "; such trials are run again from their seeds, so the results are the same.");
    }
  }

  private void parity() {
    summary
        .result()
        .flatMap(r -> r.parity().stream().boxed().findFirst())
        .ifPresent(
            parity ->
                sentences.add(
                    "The exported model was read back by ONNX Runtime: its "
                        + (isOfAmounts() ? "answers" : "probabilities")
                        + " differ by at most "
                        + Format.small(parity)
                        + " from those measured here"
                        + (parity <= 1e-4 ? "." : ", which is more than it should.")));
  }

  private boolean isOfAmounts() {
    return summary.data().map(d -> d.classes().isEmpty()).orElse(false);
  }
}
