package io.mimar.dashboard;

import io.mimar.config.CostText;
import io.mimar.report.Measure;
import io.mimar.report.TrialRows;
import io.mimar.store.StudyDescription;
import io.mimar.store.TrialPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of the table of trials.
 *
 * @param total how many trials the selection has in all
 * @param offset how many are before this page
 * @param rows the page
 */
record TrialTableView(int total, int offset, List<Row> rows) {

  /**
   * A trial.
   *
   * @param trial what every table shows
   * @param costs the costs that are minimised, by their column
   */
  record Row(TrialRows.Row trial, Map<String, String> costs) {}

  /**
   * A page.
   *
   * @param offset how many trials are before it
   * @param best the trial that is marked
   */
  static TrialTableView of(StudyDescription study, TrialPage page, int offset, int best) {
    List<Row> rows = page.rows().stream().map(row -> row(row, study, best)).toList();
    return new TrialTableView(page.total(), offset, rows);
  }

  private static Row row(TrialPage.Row row, StudyDescription study, int best) {
    Map<String, String> costs = new LinkedHashMap<>();
    for (String name : study.minimised()) {
      row.cost(name).ifPresent(cost -> costs.put(name, text(row, name, cost)));
    }
    return new Row(TrialRows.Row.of(row, Measure.of(study), row.number() == best), costs);
  }

  private static String text(TrialPage.Row row, String name, double cost) {
    return (row.costs().containsKey(name) ? "" : "~") + CostText.of(name, cost);
  }
}
