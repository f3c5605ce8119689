package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.objective.Objective;
import io.mimar.store.FinalResult;
import io.mimar.store.Resource;
import io.mimar.store.StudySummary;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaveatsTest {
  private static final StudySummary CLASSES = Studies.of(60, true, Studies.CLASSES);

  private static StudySummary with(
      StudySummary summary, Map<String, String> plan, List<Trial> trials) {
    return new StudySummary(
        summary.study(),
        summary.data(),
        summary.assumptions(),
        plan,
        summary.config(),
        trials,
        summary.lostAttempts(),
        summary.sessions(),
        summary.elapsed(),
        summary.result(),
        summary.members(),
        summary.broken(),
        summary.proposals());
  }

  /** Completed trials of these scores. */
  private static List<Trial> trials(double... scores) {
    List<Trial> trials = new ArrayList<>();
    for (double score : scores) {
      List<Epoch> curve = List.of(new Epoch(1, 1, score, score, 1));
      Result result = new Result(Outcome.COMPLETE, curve, "", 1, 1);
      trials.add(Studies.trial(trials.size()).with(result));
    }
    return trials;
  }

  private static String text(StudySummary summary) {
    return String.join("\n", Caveats.of(summary));
  }

  @Test
  void foldsAreJudgedOnAllTheirSamples() {
    String plain = text(CLASSES);
    assertTrue(plain.contains("Trials were compared on 800 validation samples: "), plain);
    String folds = text(with(CLASSES, Map.of(Resource.FOLDS, "5"), CLASSES.trials()));
    assertTrue(
        folds.contains("Trials were compared on 4,000 samples that took turns as folds: "), folds);
  }

  @Test
  void scoresOfAllMetricsAreUncertain() {
    StudySummary amounts = Studies.ofAmounts(60, 71.25);
    String text = text(with(amounts, Map.of(), trials(48, 49, 50, 51, 52, 90)));
    // of normal errors 1.96 * 48 / sqrt(2 * 297)
    assertTrue(text.contains("each score is uncertain by about ±3.860, so trials"), text);
  }

  @Test
  void anOrderThatChanceMadeIsSaidToMeanNothing() {
    StudySummary amounts = Studies.ofAmounts(60, 71.25);
    String close = text(with(amounts, Map.of(), trials(48, 48.5, 49, 49.25, 49.5, 90)));
    // one standard error is 48 / sqrt(2 * 297) = 1.97
    assertTrue(
        close.contains("The best 5 trials lie within 1.500 of one another, less than the standard"),
        close);
    assertTrue(close.contains("(1.969): their order means nothing"), close);
    String apart = text(with(amounts, Map.of(), trials(48, 48.5, 49, 49.25, 50, 90)));
    assertFalse(apart.contains("their order means nothing"), apart);
    String few = text(with(amounts, Map.of(), trials(48, 48.5, 49)));
    assertFalse(few.contains("their order means nothing"), few);
    double[] scores = IntStream.range(0, 6).mapToDouble(i -> 0.9 - i / 1_000.0).toArray();
    String shares = text(with(CLASSES, Map.of(), trials(scores)));
    assertTrue(shares.contains("lie within 0.4 points of one another"), shares);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rmse|MINIMIZE|41.5|48.75|1000|as is usual: it has learned little by heart", // by 15 % of
        // it: not much
        "rmse|MINIMIZE|30|48.75|1000|by heart (overfitting)",
        "rmse|MINIMIZE|30|48.75|8|chance allows on 8 samples: too few samples to tell",
        "rmse|MINIMIZE|60|48.75|1000|is no better than test (48.75), a difference of 11.25",
        "log_loss|MINIMIZE|0.1|0.4|1000|by heart (overfitting)",
        "auc|MAXIMIZE|0.99|0.9|1000|by heart (overfitting)",
        "auc|MAXIMIZE|0.93|0.9|1000|as is usual: it has learned little by heart",
        "macro_f1|MAXIMIZE|0.99|0.9|20|too few samples to tell",
        "r2|MAXIMIZE|0.95|0.7|1000|by heart (overfitting)",
        "accuracy|MAXIMIZE|0.98|0.88|1000|by heart (overfitting)",
        "accuracy|MAXIMIZE|1|0.955|10000|by heart (overfitting)", // half of its errors are gone
        "accuracy|MAXIMIZE|1|0.985|10000|as is usual: it has learned little by heart",
        "accuracy|MAXIMIZE|0.99|0.6|0|differ: on how many samples is not known",
        "accuracy|MAXIMIZE|0.91|0.9|0|as is usual: it has learned little by heart"
      })
  void whatWasLearnedByHeartIsToldOfAllMetrics(
      String metric,
      Objective.Direction direction,
      double train,
      double other,
      int samples,
      String words) {
    Gap gap =
        new Gap(
            new Measure(metric), new Objective(metric, direction), "test", train, other, samples);
    String told = Caveats.told(gap, new Measure(metric));
    assertTrue(told.contains(words), told);
  }

  private static StudySummary ended(double validation, double test) {
    FinalResult r = CLASSES.result().orElseThrow();
    FinalResult other =
        new FinalResult(
            r.trial(),
            r.params(),
            r.macs(),
            r.train(),
            validation,
            OptionalDouble.of(test),
            r.metrics(),
            r.intervals(),
            r.baselines(),
            r.confusion(),
            r.parity(),
            r.latencyMillis(),
            r.model(),
            1,
            48,
            Map.of());
    return Studies.summary(CLASSES.trials(), true, Studies.CLASSES, Optional.of(other));
  }

  /** On 800 and 1,000 samples: .83 and .80 are within chance, .83 and .76 are not. */
  @Test
  void aFinalTrainingThatMadeItWorseIsToldAndMoreTimeAdvised() {
    String words = "The final training (1 epoch in 48\u00a0s) came out worse than the short one";
    StudySummary worse = ended(0.83, 0.76);
    assertTrue(text(worse).contains(words), text(worse));
    String advice = String.join("\n", Advice.of(worse, Optional.empty()));
    assertTrue(advice.contains("Give the final training more time"), advice);
    assertFalse(text(ended(0.83, 0.80)).contains(words));
    assertFalse(text(ended(0.76, 0.83)).contains(words));
  }

  @Test
  void aLinearModelThatIsBetterIsAdvised() {
    String better = String.join("\n", Advice.of(Studies.ofAmounts(60, 30), Optional.empty()));
    assertTrue(better.contains("Take a linear model"), better);
    String worse = String.join("\n", Advice.of(Studies.ofAmounts(60, 71.25), Optional.empty()));
    assertFalse(worse.contains("linear model"), worse);
  }

  @Test
  void theGapOfAnAmountIsTold() {
    String text = text(Studies.ofAmounts(60, 71.25));
    assertTrue(
        text.contains("Training (41.50) and test (48.75) differ by 7.250, as is usual"), text);
    assertEquals(
        Optional.empty(),
        Gap.of(Studies.summary(List.of(), true, Studies.CLASSES, Optional.empty())));
  }
}
