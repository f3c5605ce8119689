package io.mimar.report;

import io.mimar.explain.Case;
import io.mimar.explain.ModelExplanation;
import java.util.List;
import java.util.Locale;

/**
 * How a model decides, as people see it.
 *
 * @param part which part of the data was looked at
 * @param columns what the model loses without each column of a table, as SVG; empty of other data
 * @param wrong the worst errors
 * @param right answers that are right
 */
record ModelWords(String part, String columns, List<Card> wrong, List<Card> right) {
  private static final int COLUMNS = 15;

  /**
   * A sample with what its answer hangs on.
   *
   * @param title what it is and what it was taken for
   * @param drawing markup
   */
  record Card(String title, String drawing) {}

  static ModelWords of(ModelExplanation explanation, Measure measure) {
    List<WhiskerChart.Bar> bars =
        explanation.columns().stream()
            .limit(COLUMNS)
            .map(c -> new WhiskerChart.Bar(c.name(), c.loss()))
            .toList();
    return new ModelWords(
        explanation.part(),
        bars.isEmpty()
            ? ""
            : new WhiskerChart("What is lost without a column", bars, measure).draw(),
        cards(explanation, false),
        cards(explanation, true));
  }

  private static List<Card> cards(ModelExplanation explanation, boolean right) {
    return explanation.cases().stream()
        .filter(c -> c.right() == right)
        .map(c -> new Card(title(c), new CaseDrawing(c).draw()))
        .toList();
  }

  private static String title(Case one) {
    String sure =
        one.probability().isPresent()
            ? String.format(
                Locale.ROOT, " (%.0f\u00a0%% sure)", 100 * one.probability().getAsDouble())
            : "";
    return one.right() ? one.truth() + sure : one.truth() + ", told: " + one.told() + sure;
  }
}
