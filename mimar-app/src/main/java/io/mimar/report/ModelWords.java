package io.mimar.report;

import io.mimar.explain.Case;
import io.mimar.explain.ModelExplanation;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a model decides, as people see it.
 *
 * @param part which part of the data was looked at
 * @param hint what to make of the errors
 * @param typical what the others are
 * @param columns what the model loses without each column of a table; none of other data
 * @param wrong the worst errors
 * @param right answers that are right
 */
record ModelWords(
    String part,
    String hint,
    String typical,
    List<Figure> columns,
    List<Card> wrong,
    List<Card> right) {
  private static final int COLUMNS = 15;

  /**
   * A sample with what its answer hangs on.
   *
   * @param title what it is and what it was taken for
   * @param figure the sample, where it is best drawn
   * @param markup the sample, where it is words or columns
   * @param text the words of a text
   * @param parts the words or columns that count most
   */
  record Card(
      String title,
      List<Figure> figure,
      String markup,
      String text,
      List<CaseDrawing.Part> parts) {}

  static ModelWords of(ModelExplanation explanation, Measure measure) {
    List<WhiskerChart.Bar> bars =
        explanation.columns().stream()
            .limit(COLUMNS)
            .map(c -> new WhiskerChart.Bar(c.name(), c.loss()))
            .toList();
    boolean amounts = explanation.cases().stream().allMatch(c -> c.probability().isEmpty());
    return new ModelWords(
        explanation.part(),
        amounts
            ? "A true amount far from what is told may be a mistake in the data: look at these first."
            : "Where it is very sure and wrong, the label itself may be wrong: look at these first.",
        amounts ? "As far off as most" : "Typical right answers",
        bars.isEmpty()
            ? List.of()
            : List.of(
                new WhiskerChart("columns", "What is lost without a column", bars, measure).draw()),
        cards(explanation, false),
        cards(explanation, true));
  }

  private static List<Card> cards(ModelExplanation explanation, boolean right) {
    List<Case> cases = explanation.cases().stream().filter(c -> c.right() == right).toList();
    return IntStream.range(0, cases.size())
        .mapToObj(i -> card(cases.get(i), (right ? "right-" : "error-") + (i + 1)))
        .toList();
  }

  private static Card card(Case one, String name) {
    CaseDrawing drawing = new CaseDrawing(one, name);
    return new Card(
        title(one),
        drawing.figure().stream().toList(),
        drawing.markup(),
        drawing.text(),
        drawing.parts());
  }

  private static String title(Case one) {
    String sure =
        one.probability().isPresent()
            ? String.format(
                Locale.ROOT, " (%.0f\u00a0%% sure)", 100 * one.probability().getAsDouble())
            : "";
    if (one.probability().isEmpty()) {
      return one.truth() + ", told: " + one.told();
    }
    return one.right() ? one.truth() + sure : one.truth() + ", taken for " + one.told() + sure;
  }
}
