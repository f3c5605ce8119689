package io.mimar.table;

import io.mimar.Check;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A table as something to search: its rows, their known costs, limits, what is improved. */
public final class TableProblem {
  private TableProblem() {}

  /**
   * The problem of finding the best row within limits.
   *
   * @param space the rows
   * @param limits on columns of the table, in which every row must have a value
   */
  public static Problem of(TableSpace space, List<Limit> limits, Objective objective) {
    return new Problem(space, costs(space.table(), limits), limits, objective);
  }

  /** The table's cost columns that are known of every row, and those that are limited. */
  private static CostModel costs(Table table, List<Limit> limits) {
    Set<String> names = new LinkedHashSet<>();
    table.metrics(Metric.Role.COST).stream()
        .map(Metric::column)
        .filter(column -> isKnown(table, column))
        .forEach(names::add);
    for (Limit limit : limits) {
      Check.that(
          isKnown(table, limit.cost()), "limit", limit.cost(), "on a column that every row fills");
      names.add(limit.cost());
    }
    return new Costs(
        List.copyOf(names), names.stream().map(table::column).toArray(double[][]::new));
  }

  private static boolean isKnown(Table table, String column) {
    return Arrays.stream(table.column(column)).noneMatch(Double::isNaN);
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
