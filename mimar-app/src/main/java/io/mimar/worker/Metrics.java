package io.mimar.worker;

import io.mimar.evaluate.Baselines;
import io.mimar.stats.Interval;
import io.mimar.store.FinalResult;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/** All metrics that apply, by their names, as a study keeps them. */
final class Metrics {
  private Metrics() {}

  static Map<String, Double> of(Evaluation evaluation) {
    Map<String, Double> values = new LinkedHashMap<>();
    Metric.of(evaluation.output()).forEach(m -> values.put(m.toString(), m.of(evaluation)));
    return values;
  }

  /**
   * 95 % intervals of the metrics, at least one sample being there.
   *
   * @param alive called before each: of many samples they take long
   */
  static Map<String, Interval> intervals(Evaluation evaluation, Runnable alive) {
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (Metric metric : Metric.of(evaluation.output())) {
      alive.run();
      intervals.put(metric.toString(), metric.interval(evaluation));
    }
    return intervals;
  }

  /** The baselines' metrics by the names of the baselines. */
  static Map<String, Map<String, Double>> of(Baselines baselines) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    all.put(FinalResult.MAJORITY, of(baselines.majority()));
    baselines.linear().ifPresent(linear -> all.put(FinalResult.LINEAR, of(linear)));
    return all;
  }
}
