package io.mimar.table;

import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A table as something to search: its rows, their known costs, limits, what is improved. */
public final class TableProblem {
  private TableProblem() {}

  /**
   * The problem of finding the best row within limits.
   *
   * @param space the rows; each must have a value in every cost column
   * @param limits on columns of the table
   */
  public static Problem of(TableSpace space, List<Limit> limits, Objective objective) {
    return new Problem(space, costs(space.table(), limits), limits, objective);
  }

  /** The table's cost columns, and those that are limited. */
  private static CostModel costs(Table table, List<Limit> limits) {
    Set<String> names = new LinkedHashSet<>();
    table.metrics(Metric.Role.COST).forEach(m -> names.add(m.column()));
    limits.forEach(l -> names.add(l.cost()));
    return new Costs(
        List.copyOf(names), names.stream().map(table::column).toArray(double[][]::new));
  }

  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Costs(List<String> names, double[][] columns) implements CostModel {
    @Override
    public double[] of(Architecture architecture) {
      double[] own = new double[columns.length];
      for (int c = 0; c < own.length; c++) {
        own[c] = columns[c][architecture.row()];
      }
      return own;
    }
  }
}
