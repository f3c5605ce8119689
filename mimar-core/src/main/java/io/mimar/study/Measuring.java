package io.mimar.study;

import io.mimar.objective.Limit;
import io.mimar.search.Forecast;
import io.mimar.search.MeasuredCost;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a candidate is measured for, and what earlier trials foretell of it.
 *
 * @param measures as in {@link Assignment}
 * @param foretold by the names under which trials keep it
 */
record Measuring(List<Limit> measures, Map<String, Double> foretold) {

  static Measuring of(Problem problem, List<Trial> visible, Architecture architecture) {
    if (problem.measured().isEmpty()) {
      return new Measuring(List.of(), Map.of());
    }
    MeasuredCost cost = problem.measured().get();
    Optional<Forecast> forecast = cost.after(visible);
    if (forecast.isEmpty()) {
      return new Measuring(List.of(cost.limit()), Map.of());
    }
    return new Measuring(
        cost.isNeeded(architecture, forecast.get()) ? List.of(cost.limit()) : List.of(),
        Map.of(Trial.foretold(cost.limit().cost()), forecast.get().of(architecture)));
  }
}
