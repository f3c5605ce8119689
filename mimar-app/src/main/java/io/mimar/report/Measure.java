package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.stats.Interval;
import io.mimar.stats.Wilson;
import io.mimar.store.DataSummary;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudySummary;
import io.mimar.train.Metric;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a metric is written: shares of samples as percent, anything else as a number.
 *
 * @param metric its label: {@code macro_f1}
 * @param evenness how alike in number the classes of the samples are, from 0 to 1
 */
public record Measure(String metric, double evenness) {
  private static final Set<String> PERCENT = Set.of("accuracy", "balanced_accuracy");
  private static final Set<String> ACRONYMS = Set.of("auc", "rmse", "mae", "r2");

  /** Of classes alike, or where it does not matter. */
  public Measure(String metric) {
    this(metric, 1);
  }

  /** That of a study's objective. */
  public static Measure of(StudyDescription study) {
    return new Measure(study.metric());
  }

  /** That of a study's objective, on samples such as those of its data. */
  public static Measure of(StudySummary summary) {
    OptionalDouble evenness =
        summary.data().map(DataSummary::evenness).orElse(OptionalDouble.empty());
    return new Measure(summary.study().metric(), evenness.orElse(1));
  }

  /** For people: {@code accuracy}, {@code RMSE}. */
  public String name() {
    return ACRONYMS.contains(metric)
        ? metric.toUpperCase(Locale.ROOT)
        : metric.replace('_', ' ').replace(" f1", " F1");
  }

  /** Whether it is a share of the samples, so that the binomial distribution tells its noise. */
  public boolean isShare() {
    return metric.equals("accuracy");
  }

  /**
   * Where a score lies with 95 % confidence: of a share Wilson's interval, else what the metric's
   * deviation says; empty where nothing can be said.
   *
   * @param samples that it was measured on
   */
  public Optional<Interval> interval95(double score, int samples) {
    if (samples == 0 || !Double.isFinite(score)) {
      return Optional.empty();
    }
    if (isShare()) {
      Wilson wilson = Wilson.interval95(Math.max(0, Math.min(1, score)), samples);
      return Optional.of(new Interval(wilson.low(), wilson.high()));
    }
    return Metric.named(metric)
        .map(m -> m.error95(score, m.effectiveSamples(samples, evenness)))
        .filter(half -> half > 0)
        .map(half -> new Interval(score - half, score + half));
  }

  /** The standard error of a score on {@code samples}; empty where nothing can be said. */
  public OptionalDouble deviation(double score, int samples) {
    return samples == 0
        ? OptionalDouble.empty()
        : Metric.named(metric).stream()
            .mapToDouble(m -> m.deviation(score, m.effectiveSamples(samples, evenness)))
            .findFirst();
  }

  /**
   * Half the 95 % interval of the difference of two scores on samples of their own; empty where
   * nothing can be said.
   */
  public OptionalDouble error95(double first, int firstSamples, double second, int secondSamples) {
    return firstSamples == 0 || secondSamples == 0
        ? OptionalDouble.empty()
        : Metric.named(metric).stream()
            .mapToDouble(
                m ->
                    m.error95(
                        first,
                        m.effectiveSamples(firstSamples, evenness),
                        second,
                        m.effectiveSamples(secondSamples, evenness)))
            .findFirst();
  }

  /** Whether less of it is better. */
  public boolean isError() {
    return Metric.named(metric)
        .map(m -> m.objective().direction() == Objective.Direction.MINIMIZE)
        .orElse(false);
  }

  /** Whether it is written as percent. */
  public boolean isPercent() {
    return PERCENT.contains(metric);
  }

  /** A value of it. */
  public String text(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return isPercent() ? Format.percent(value) : String.format(Locale.ROOT, "%.4g", value);
  }
}
