package io.mimar.explain;

import io.mimar.Check;
import java.util.List;

/**
 * How a trained model decides, as seen from outside: nothing but its answers is used.
 *
 * @param part which part of the data it was asked about: test or validation
 * @param columns of a table: what the model loses without each; none of other data
 * @param cases the worst errors, then samples it is as sure of as of most
 */
public record ModelExplanation(String part, List<Column> columns, List<Case> cases) {
  public ModelExplanation {
    Check.present("explanation", part, columns, cases);
    columns = List.copyOf(columns);
    cases = List.copyOf(cases);
  }

  /**
   * A column of a table.
   *
   * @param name the column
   * @param loss how much worse the metric becomes where the column's values are dealt out anew
   */
  public record Column(String name, Explanation.Gain loss) {
    public Column {
      Check.present("column", name, loss);
    }
  }
}
