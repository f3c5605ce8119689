package io.mimar.report;

import io.mimar.store.StudyDescription;
import java.util.Locale;

/**
 * How the objective is written: shares of samples as percent, anything else as a number.
 *
 * @param name for people: {@code accuracy}
 * @param isShare whether it is a share of the samples
 */
record Measure(String name, boolean isShare) {
  static Measure of(StudyDescription study) {
    return new Measure(study.metric(), study.metric().equals("accuracy"));
  }

  String text(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return isShare ? Format.percent(value) : String.format(Locale.ROOT, "%.4g", value);
  }
}
