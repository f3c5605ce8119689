package io.mimar.table;

import io.mimar.Check;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A table as something to search: its rows, their known costs, limits, what is improved. */
public final class TableProblem {
  /** The name of a second objective among the costs. */
  public static final String SECOND = "second objective";

  private TableProblem() {}

  /**
   * The problem of finding the best row within limits.
   *
   * @param space the rows
   * @param limits on columns of the table, in which every row must have a value
   */
  public static Problem of(TableSpace space, List<Limit> limits, Objective objective) {
    return hiding(Set.of(objective.metric()), space, limits, objective);
  }

  /**
   * As {@link #of} where more is hidden, or where the objective is made of several columns.
   *
   * @param hidden columns that are measured, and so are no costs that are known before
   */
  public static Problem hiding(
      Set<String> hidden, TableSpace space, List<Limit> limits, Objective objective) {
    return new Problem(space, costs(space.table(), limits, hidden), limits, objective);
  }

  /**
   * The problem with {@code second} among the costs, under the name {@link #SECOND} and turned so
   * that less is better: for searchers of several objectives, which read the costs of what they
   * asked for.
   */
  public static Problem withSecond(Problem problem, Table table, Objective second) {
    double[] values = table.column(second.metric());
    double[] losses = Arrays.stream(values).map(v -> -second.gain(v)).toArray();
    CostModel costs = problem.costs();
    List<String> names = new ArrayList<>(costs.names());
    names.add(SECOND);
    CostModel more =
        new CostModel() {
          @Override
          public List<String> names() {
            return List.copyOf(names);
          }

          @Override
          public double[] of(Architecture architecture) {
            double[] own = Arrays.copyOf(costs.of(architecture), names.size());
            own[own.length - 1] = losses[architecture.row()];
            return own;
          }
        };
    return new Problem(problem.space(), more, problem.limits(), problem.objective());
  }

  /** The table's cost columns that are known of every row, and those that are limited. */
  private static CostModel costs(Table table, List<Limit> limits, Set<String> hidden) {
    Set<String> names = new LinkedHashSet<>();
    table.metrics(Metric.Role.COST).stream()
        .map(Metric::column)
        .filter(column -> !hidden.contains(column) && isKnown(table, column))
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
