package io.mimar.benchmark;

import io.mimar.objective.Objective;
import io.mimar.table.Told;
import java.util.List;

/** What a search would name as its best row: it knows what it was told, not the truth. */
final class Incumbents {
  private Incumbents() {}

  /**
   * The best row by what was told, after each query; of equals the earlier.
   *
   * @param rows in the order of asking
   */
  static int[] of(Objective objective, Told told, List<Integer> rows) {
    int[] best = new int[rows.size()];
    double most = Double.NaN;
    for (int q = 0; q < best.length; q++) {
      double own = told.of(rows.get(q), q);
      boolean better = q == 0 || objective.isBetter(own, most);
      most = better ? own : most;
      best[q] = better ? rows.get(q) : best[q - 1];
    }
    return best;
  }
}
