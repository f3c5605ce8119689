package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudySummary;
import java.util.Optional;

/**
 * How much better a model knows the samples that it learned from than others.
 *
 * @param measure what the scores are
 * @param objective what is improved
 * @param split the others: "test", or "validation" where there are no test samples
 * @param train the score on what it learned from
 * @param other the score on the others
 * @param samples how many others there are; 0 where that is not known
 */
record Gap(
    Measure measure, Objective objective, String split, double train, double other, int samples) {
  /** Scores of training samples that are better by more than this were learned by heart. */
  private static final double MOST = 0.05;

  /** Nor may the training samples lack more than this share of the others' errors, */
  private static final double MOST_OF_LACK = 0.5;

  /** unless they are better by no more than this. */
  private static final double LITTLE = 0.02;

  /** As {@link #MOST}, of errors, which have no end: by more than this share of them. */
  private static final double MOST_OF_ERROR = 0.2;

  /** Standard errors within which a gap is chance. */
  private static final double CHANCE = 2;

  /** That of a model; empty before there is one. */
  static Optional<Gap> of(StudySummary summary) {
    return summary.result().map(result -> of(summary, result));
  }

  private static Gap of(StudySummary summary, FinalResult result) {
    boolean tested = result.test().isPresent();
    return new Gap(
        Measure.of(summary),
        summary.study().objective(),
        tested ? "test" : "validation",
        result.train(),
        result.test().orElse(result.validation()),
        summary.data().map(tested ? DataSummary::test : DataSummary::validation).orElse(0));
  }

  /** Whether there are two scores to compare. */
  boolean isKnown() {
    return Double.isFinite(train) && Double.isFinite(other);
  }

  /** Whether the training samples are known no better. */
  boolean isReversed() {
    return width() <= 0;
  }

  /** Whether the scores are close, as far as they go. */
  boolean isClose() {
    boolean error = objective.direction() == Objective.Direction.MINIMIZE;
    double most = Math.max(LITTLE, Math.min(MOST, MOST_OF_LACK * (1 - other)));
    return isKnown() && width() <= (error ? MOST_OF_ERROR * other : most);
  }

  /** Whether the gap is wide, and wider than chance makes it. */
  boolean isWide() {
    double deviation = measure.deviation(other, samples).orElse(0);
    return isKnown() && !isClose() && samples > 0 && width() > CHANCE * deviation;
  }

  private double width() {
    return objective.gain(train) - objective.gain(other);
  }
}
