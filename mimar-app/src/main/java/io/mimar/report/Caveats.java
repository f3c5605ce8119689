package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import io.mimar.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a reader should keep in mind before trusting the numbers, from the numbers themselves. */
final class Caveats {
  /** Fewer completed trials than this say little about a search. */
  private static final int FEW = 10;

  /** Trials whose order matters. */
  private static final int RANKED = 5;

  private final StudySummary summary;
  private final Measure measure;
  private final List<String> sentences = new ArrayList<>();

  private Caveats(StudySummary summary) {
    this.summary = summary;
    this.measure = Measure.of(summary);
  }

  /** The sentences. */
  static List<String> of(StudySummary summary) {
    Caveats caveats = new Caveats(summary);
    caveats.noise();
    caveats.ranking();
    caveats.noTest();
    caveats.finalTraining();
    caveats.gap();
    caveats.trials();
    caveats.parity();
    return List.copyOf(caveats.sentences);
  }

  private void noise() {
    int samples = summary.judged();
    if (samples == 0) {
      return;
    }
    int trials = summary.trials().size();
    if (trials < 2) {
      return;
    }
    String luck =
        "the best of " + Format.plural(trials, "trial") + " owes part of its lead to luck.";
    String compared =
        "Trials were compared on "
            + (summary.isFolded()
                ? Format.plural(samples, "sample") + " that took turns as folds"
                : Format.plural(samples, "validation sample"));
    sentences.add(
        summary
            .chosen()
            .flatMap(t -> t.score().stream().boxed().findFirst())
            .flatMap(score -> uncertainty(score, samples))
            .map(by -> compared + by + luck)
            .orElse(compared + "; " + luck));
  }

  /** Half the 95 % interval of a score, in words, and how many others are so near. */
  private Optional<String> uncertainty(double score, int samples) {
    return measure
        .interval95(score, samples)
        .map(interval -> (interval.high() - interval.low()) / 2)
        .map(
            half ->
                ": each score is uncertain by %s%s, so trials closer than that cannot be told apart%s; and "
                    .formatted(
                        measure.isShare() ? "±" : "about ±", difference(half), near(score, half)));
  }

  private String near(double score, double distance) {
    long complete = summary.count(Outcome.COMPLETE);
    long near =
        summary.trials().stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE)
            .filter(t -> Math.abs(t.score().orElseThrow() - score) < distance)
            .count();
    return near < 2
        ? ""
        : " (%s of the %s others that were trained to the end are so near the chosen one)"
            .formatted(Format.count(near - 1), Format.count(complete - 1));
  }

  private String difference(double value) {
    return measure.isPercent() ? Format.points(value) + " points" : measure.text(value);
  }

  /** Says so where chance alone could have put the best trials in another order. */
  private void ranking() {
    Objective objective = summary.study().objective();
    List<Double> best =
        summary.trials().stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE)
            .map(t -> t.score().orElseThrow())
            .sorted(objective.order().reversed())
            .limit(RANKED)
            .toList();
    if (best.size() < RANKED) {
      return;
    }
    double spread = Math.abs(best.get(0) - best.get(RANKED - 1));
    double deviation = measure.deviation(best.get(0), summary.judged()).orElse(0);
    if (deviation > spread) {
      sentences.add(
          ("The best %s lie within %s of one another, less than the standard error of one score"
                  + " (%s): their order means nothing, and another of them may well be the best.")
              .formatted(
                  Format.plural(RANKED, "trial"), difference(spread), difference(deviation)));
    }
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

  /** A final training that had too little time takes back what the search promised. */
  private void finalTraining() {
    if (isWorseInTheEnd(summary)) {
      FinalResult result = summary.result().orElseThrow();
      sentences.add(
          ("The final training (%s in %s) came out worse than the short one in the search, %s on test"
                  + " samples after %s on those that chose it, and that by more than chance: it had too"
                  + " little time, or the choice was luck.")
              .formatted(
                  Format.plural(result.epochs(), "epoch"),
                  Format.time(result.seconds()),
                  measure.text(result.test().orElseThrow()),
                  measure.text(result.validation())));
    }
  }

  /** Whether the model is worse on test samples than its trial was, by more than chance. */
  static boolean isWorseInTheEnd(StudySummary summary) {
    Optional<FinalResult> result = summary.result().filter(r -> r.test().isPresent());
    if (result.isEmpty()) {
      return false;
    }
    Measure measure = Measure.of(summary);
    double test = result.get().test().getAsDouble();
    double validation = result.get().validation();
    int tested = summary.data().map(DataSummary::test).orElse(0);
    OptionalDouble chance = measure.error95(validation, summary.judged(), test, tested);
    Objective objective = summary.study().objective();
    return chance.isPresent()
        && objective.gain(validation) - objective.gain(test) > chance.getAsDouble();
  }

  private void gap() {
    Gap.of(summary).filter(Gap::isKnown).map(gap -> told(gap, measure)).ifPresent(sentences::add);
  }

  /** What a gap says, and where it says nothing. */
  static String told(Gap gap, Measure measure) {
    String train = measure.text(gap.train());
    String other = measure.text(gap.other());
    if (gap.isClose()) {
      return (gap.isReversed()
              ? "Training (%s) is no better than %s (%s), a difference of %s: it has learned nothing by"
                  + " heart."
              : "Training (%s) and %s (%s) differ by %s, as is usual: it has learned little by heart.")
          .formatted(train, gap.split(), other, difference(gap, measure));
    } else if (!gap.isWide()) {
      return "Training (%s) and %s (%s) differ".formatted(train, gap.split(), other)
          + (gap.samples() > 0
              ? " by no more than chance allows on "
                  + Format.plural(gap.samples(), "sample")
                  + ": too few samples to tell whether it has learned its own by heart."
              : ": on how many samples is not known, so that may be chance, or samples learned by"
                  + " heart.");
    }
    return (measure.isShare()
                ? "On its own training samples it is right on %s, on the %s samples on %s"
                : "On its own training samples its "
                    + measure.name()
                    + " is %s, on the %s samples %s")
            .formatted(train, gap.split(), other)
        + ": it has learned some of them by heart (overfitting). More data would narrow that gap;"
        + " so would a smaller network, which need not be better.";
  }

  private static String difference(Gap gap, Measure measure) {
    double width = Math.abs(gap.train() - gap.other());
    return measure.isPercent() ? Format.points(width) + " points" : measure.text(width);
  }

  /** Whether the search trained too few trials to the end to tell much. */
  static boolean sawLittle(StudySummary summary) {
    return summary.count(Outcome.COMPLETE) < FEW;
  }

  private void trials() {
    int complete = summary.count(Outcome.COMPLETE);
    int failed = summary.count(Outcome.FAILED);
    if (sawLittle(summary)) {
      sentences.add(
          "The search saw little: it trained only "
              + Format.plural(complete, "trial")
              + " to the end.");
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
                    "The exported file was read back by ONNX Runtime: its "
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
