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
 * @param words what the metrics are, for those who do not know them
 */
public record MetricRows(
    String constant,
    boolean hasIntervals,
    boolean hasBaselines,
    List<Row> rows,
    List<Report.Item> words) {

  private static final Map<String, String> WORDS =
      Map.of(
          "accuracy", "the share of samples that it tells right",
          "balanced_accuracy", "the mean over classes of the share that it tells right",
          "macro_f1",
              "how well it finds each class without calling others so, the mean over classes; 1 is"
                  + " perfect",
          "auc",
              "how surely it ranks samples of a class above others; 1 is perfect, 0.5 is guessing",
          "log_loss", "how far its probabilities are off; less is better, 0 is perfect",
          "rmse", "the typical error, in which large ones count more; less is better",
          "mae", "the mean error; less is better",
          "r2", "the share of the amount's differences that it explains; 1 is perfect");

  /** A metric; a text is "–" where something was not measured. */
  public record Row(String name, String value, String interval, String linear, String constant) {}

  /** The rows; empty where no metric was measured. */
  public static Optional<MetricRows> of(FinalResult result) {
    if (result.metrics().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MetricRows(
            result.confusion().isEmpty() ? "training mean" : "always one class",
            !result.intervals().isEmpty(),
            !result.baselines().isEmpty(),
            result.metrics().keySet().stream().map(metric -> row(result, metric)).toList(),
            result.metrics().keySet().stream()
                .filter(WORDS::containsKey)
                .map(metric -> new Report.Item(new Measure(metric).name(), WORDS.get(metric)))
                .toList()));
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
