package io.mimar.report;

import io.mimar.stats.Interval;
import io.mimar.store.FinalResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All metrics of the final network on the test samples, beside what simple models reach there.
 *
 * @param constant what the baseline is called that gives one answer for all
 * @param hasIntervals whether there are intervals; studies of old releases have none
 * @param hasBaselines whether there are baselines; likewise
 * @param rows a row for each metric
 */
public record MetricRows(
    String constant, boolean hasIntervals, boolean hasBaselines, List<Row> rows) {

  /** A metric; a text is "–" where something was not measured. */
  public record Row(String name, String value, String interval, String linear, String constant) {}

  /** The rows; empty where no metric was measured. */
  public static Optional<MetricRows> of(FinalResult result) {
    if (result.metrics().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MetricRows(
            result.confusion().isEmpty() ? "training mean" : "most frequent class",
            !result.intervals().isEmpty(),
            !result.baselines().isEmpty(),
            result.metrics().keySet().stream().map(metric -> row(result, metric)).toList()));
  }

  private static Row row(FinalResult result, String metric) {
    Measure measure = new Measure(metric);
    Map<String, Double> baselines = result.baselines(metric);
    return new Row(
        measure.name(),
        measure.text(result.metrics().get(metric)),
        Optional.ofNullable(result.intervals().get(metric))
            .map(interval -> text(measure, interval))
            .orElse("–"),
        measure.text(baselines.getOrDefault(FinalResult.LINEAR, Double.NaN)),
        measure.text(baselines.getOrDefault(FinalResult.MAJORITY, Double.NaN)));
  }

  /** {@code 0.81 to 0.87}. */
  public static String text(Measure measure, Interval interval) {
    return measure.text(interval.low()) + " to " + measure.text(interval.high());
  }
}
