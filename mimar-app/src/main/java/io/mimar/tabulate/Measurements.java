package io.mimar.tabulate;

import io.mimar.objective.Objective.Direction;
import io.mimar.space.Architecture;
import io.mimar.space.CellSpace;
import io.mimar.space.NetworkSpace;
import io.mimar.space.Operation;
import io.mimar.table.EdgesLayout;
import io.mimar.table.GraphLayout;
import io.mimar.table.Layout;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.trial.Epoch;
import io.mimar.trial.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The table that the results of all trainings make; NaN where a training failed. */
final class Measurements {
  /** The column of the mean accuracy. */
  static final String ACCURACY = "accuracy";

  /** The column of the accuracies' standard deviation. */
  static final String SPREAD = "accuracy_spread";

  private static final double PERCENT = 100;

  private final TrainingPlan plan;
  private final Map<Integer, Result> results;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<double[]> columns = new ArrayList<>();

  private Measurements(TrainingPlan plan, Map<Integer, Result> results) {
    this.plan = plan;
    this.results = results;
  }

  /** The table of a plan whose trainings have all ended. */
  static Table of(
      String name, NetworkSpace space, TrainingPlan plan, Map<Integer, Result> results) {
    Measurements all = new Measurements(plan, results);
    all.measure();
    Layout layout = layout(space, plan.rows());
    return new Table(
        name, layout, all.metrics, rows(layout, plan.rows()), all.columns.toArray(double[][]::new));
  }

  // ---- architectures

  private static Layout layout(NetworkSpace space, List<Row> rows) {
    if (space instanceof CellSpace cells) {
      List<Operation> operations = cells.cell().operations();
      return new EdgesLayout(
          cells.cell().sums(),
          cells.cell().sums().edges().stream().map(e -> "e" + e.from() + "-" + e.to()).toList(),
          Operation.labels(operations),
          operations.stream().filter(o -> o == Operation.NONE).map(Operation::label).findFirst(),
          operations.stream().filter(o -> o == Operation.SKIP).map(Operation::label).findFirst());
    }
    return GraphLayout.of(
        "adjacency", "operations", rows.stream().map(r -> r.architecture().graph()).toList());
  }

  private static List<Architecture> rows(Layout layout, List<Row> rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(r -> row(layout, rows.get(r).architecture(), r))
        .toList();
  }

  private static Architecture row(Layout layout, Architecture architecture, int number) {
    int[] values =
        layout instanceof GraphLayout graphs
            ? graphs.values(architecture.graph())
            : architecture.valueArray();
    return new Architecture(Arrays.stream(values).boxed().toList(), layout.graph(values), number);
  }

  // ---- measurements

  private void measure() {
    int repeats = plan.repeats();
    ToDoubleFunction<Result> accuracy = r -> PERCENT * r.score().orElse(Double.NaN);
    report(ACCURACY, Direction.MAXIMIZE, "%", Metric.Role.OBJECTIVE, row -> mean(row, accuracy));
    if (repeats > 1) {
      report(SPREAD, Direction.MINIMIZE, "%", Metric.Role.REPORT, row -> spread(row, accuracy));
      for (int k = 0; k < repeats; k++) {
        int repeat = k;
        report(
            ACCURACY + "_" + (k + 1),
            Direction.MAXIMIZE,
            "%",
            Metric.Role.OBJECTIVE,
            row -> value(row, repeat, accuracy));
      }
    }
    report(
        "train_loss",
        Direction.MINIMIZE,
        "",
        Metric.Role.REPORT,
        row -> mean(row, r -> last(r).trainLoss()));
    report(
        "train_seconds",
        Direction.MINIMIZE,
        "s",
        Metric.Role.REPORT,
        row -> mean(row, Measurements::seconds));
    report(
        "params",
        Direction.MINIMIZE,
        "parameters",
        Metric.Role.COST,
        row -> plan.rows().get(row).costs().params());
    report(
        "macs",
        Direction.MINIMIZE,
        "multiply-adds",
        Metric.Role.COST,
        row -> plan.rows().get(row).costs().macs());
  }

  /** A value for each row. */
  @FunctionalInterface
  private interface OfRow {
    double of(int row);
  }

  private void report(
      String column, Direction direction, String unit, Metric.Role role, OfRow value) {
    metrics.add(new Metric(column, direction, unit, role));
    columns.add(
        IntStream.range(0, plan.rows().size())
            .mapToDouble(row -> rounded(value.of(row)))
            .toArray());
  }

  /** What more digits would tell is noise. */
  private static double rounded(double value) {
    return Double.isFinite(value) ? Math.rint(value * 1e4) / 1e4 : Double.NaN;
  }

  private static Epoch last(Result result) {
    return result.curve().get(result.curve().size() - 1);
  }

  /** Processor time, which does not depend on the load; wall time where that is not known. */
  private static double seconds(Result result) {
    return result.cpuSeconds() > 0 ? result.cpuSeconds() : result.seconds();
  }

  private double value(int row, int repeat, ToDoubleFunction<Result> measure) {
    Result result = results.get(row * plan.repeats() + repeat);
    return result != null && result.score().isPresent()
        ? measure.applyAsDouble(result)
        : Double.NaN;
  }

  private double mean(int row, ToDoubleFunction<Result> measure) {
    return IntStream.range(0, plan.repeats()).mapToDouble(k -> value(row, k, measure)).sum()
        / plan.repeats();
  }

  /** The standard deviation, with n - 1. */
  private double spread(int row, ToDoubleFunction<Result> measure) {
    double mean = mean(row, measure);
    double squares =
        IntStream.range(0, plan.repeats())
            .mapToDouble(k -> value(row, k, measure) - mean)
            .map(d -> d * d)
            .sum();
    return Math.sqrt(squares / (plan.repeats() - 1));
  }
}
