package io.mimar.benchmark;

import io.mimar.objective.Objective;
import io.mimar.table.Told;
import java.util.Arrays;
import java.util.List;

/**
 * Judges by the true value of the row that a search would name as its best.
 *
 * @param measure the objective
 * @param told what the search was told
 * @param values the truth, one for each row
 * @param optimum the best value of a feasible row
 */
@SuppressWarnings("ArrayRecordComponent") // large, not written to
record BestValue(Objective measure, Told told, double[] values, double optimum) implements Judge {

  static BestValue of(Objective objective, Told told, double[] values, int[] feasible) {
    double most =
        Arrays.stream(feasible).mapToDouble(r -> objective.gain(values[r])).max().orElseThrow();
    return new BestValue(objective, told, values, objective.gain(most)); // turned twice
  }

  @Override
  public boolean isOptimum(double value) {
    return value == optimum; // of equal rows each is the optimum
  }

  @Override
  public double[] reached(List<Integer> rows) {
    return Arrays.stream(Incumbents.of(measure, told, rows)).mapToDouble(r -> values[r]).toArray();
  }
}
