package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.stats.Hypervolume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges by two objectives: the hypervolume of the rows asked for, as a share of that of the
 * table's Pareto front. The reference point is the worst of each objective among feasible rows.
 *
 * @param first what each row loses in the first objective
 * @param second what it loses in the second
 * @param reference the worst of both
 * @param whole the hypervolume of the table's front
 */
@SuppressWarnings("ArrayRecordComponent") // large, not written to
record FrontShare(double[] first, double[] second, double[] reference, double whole)
    implements Judge {
  private static final double ROUNDING = 1e-9;

  static FrontShare of(double[] first, double[] second, int[] feasible) {
    double[] reference = {worst(first, feasible), worst(second, feasible)};
    List<double[]> points =
        Arrays.stream(feasible).mapToObj(r -> new double[] {first[r], second[r]}).toList();
    double whole = Hypervolume.of(points, reference);
    if (!(whole > 0)) {
      throw new MimarException(
          "the front of the two objectives has no hypervolume: every best row is a worst one",
          "Choose two columns that both vary, or looser limits.");
    }
    return new FrontShare(first, second, reference, whole);
  }

  private static double worst(double[] losses, int[] feasible) {
    return Arrays.stream(feasible).mapToDouble(r -> losses[r]).max().orElseThrow();
  }

  @Override
  public Objective measure() {
    return new Objective("hypervolume", Objective.Direction.MAXIMIZE);
  }

  @Override
  public double optimum() {
    return 1;
  }

  @Override
  public boolean isOptimum(double value) {
    return value >= 1 - ROUNDING;
  }

  @Override
  public double[] reached(List<Integer> rows) {
    double[] reached = new double[rows.size()];
    List<double[]> front = new ArrayList<>();
    for (int q = 0; q < reached.length; q++) {
      front.add(new double[] {first[rows.get(q)], second[rows.get(q)]});
      front = new ArrayList<>(Hypervolume.front(front));
      reached[q] = Hypervolume.of(front, reference) / whole;
    }
    return reached;
  }
}
