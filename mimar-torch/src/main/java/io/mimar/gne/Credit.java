package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many candidates each proposer may bring: its configured share, shifted to those whose
 * proposals became the best so far. Configured shares count as {@link #PRIOR} such successes, and
 * every proposer keeps {@link #FLOOR} of its own.
 */
final class Credit {
  private static final double PRIOR = 8;
  private static final double FLOOR = 0.4;

  private Credit() {}

  /**
   * Candidates for each proposer, in all as many as configured.
   *
   * @param configured candidates by name of proposer, in a fixed order
   */
  static Map<String, Integer> shares(
      Map<String, Integer> configured, List<Trial> scored, Objective objective) {
    double total = configured.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> wins = wins(scored, objective);
    double allWins =
        configured.keySet().stream().mapToInt(name -> wins.getOrDefault(name, 0)).sum();
    Map<String, Integer> shares = new LinkedHashMap<>();
    configured.forEach(
        (name, count) -> {
          double earned =
              (PRIOR * count / total + wins.getOrDefault(name, 0)) / (PRIOR + allWins) * total;
          shares.put(name, (int) Math.round(FLOOR * count + (1 - FLOOR) * earned));
        });
    return shares;
  }

  private static Map<String, Integer> wins(List<Trial> scored, Objective objective) {
    Comparator<Trial> order = History.order(objective);
    Map<String, Integer> wins = new LinkedHashMap<>();
    Trial best = null;
    for (Trial trial : scored) {
      if (best != null && order.compare(trial, best) > 0) {
        wins.merge(trial.proposer(), 1, Integer::sum);
      }
      best = best == null || order.compare(trial, best) > 0 ? trial : best;
    }
    return wins;
  }
}
