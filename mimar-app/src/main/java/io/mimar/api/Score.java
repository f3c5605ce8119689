package io.mimar.api;

import io.mimar.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a model did by one metric.
 *
 * @param metric its name: {@code accuracy}
 * @param value its value, in the metric's unit
 * @param interval where it lies with 95 % confidence, by the bootstrap; empty where that was not
 *     measured
 */
public record Score(String metric, double value, Optional<Interval> interval) {

  /** As in {@code accuracy 0.9311 (0.9260 to 0.9359, 95 %)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.4g", metric, value)
        + interval
            .map(i -> String.format(Locale.ROOT, " (%.4g to %.4g, 95 %%)", i.low(), i.high()))
            .orElse("");
  }
}
