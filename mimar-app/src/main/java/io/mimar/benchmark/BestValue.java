package io.mimar.benchmark;

import io.mimar.objective.Objective;
import java.util.Arrays;
import java.util.List;

/**
 * Judges by the best value among the rows asked for.
 *
 * @param measure the objective
 * @param values one for each row
 * @param optimum the best value of a feasible row
 */
@SuppressWarnings("ArrayRecordComponent") // large, not written to
record BestValue(Objective measure, double[] values, double optimum) implements Judge {

  static BestValue of(Objective objective, double[] values, int[] feasible) {
    double most =
        Arrays.stream(feasible).mapToDouble(r -> objective.gain(values[r])).max().orElseThrow();
    return new BestValue(objective, values, objective.gain(most)); // turned twice is as it was
  }

  @Override
  public boolean isOptimum(double value) {
    return value == optimum; // of equal rows each is the optimum
  }

  @Override
  public double[] reached(List<Integer> rows) {
    double[] reached = new double[rows.size()];
    for (int q = 0; q < reached.length; q++) {
      double own = values[rows.get(q)];
      reached[q] = q > 0 && !measure.isBetter(own, reached[q - 1]) ? reached[q - 1] : own;
    }
    return reached;
  }
}
