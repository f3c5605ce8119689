package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Feasible;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the candidates of one ask and picks one: first the hard limits and what is known already,
 * then the upper confidence bound.
 *
 * <p>Paper: Srinivas et al., Gaussian Process Optimization in the Bandit Setting, ICML 2010.
 * Differs: the weight is fixed; points under way are believed to have their mean (Ginsbourger, Le
 * Riche, Carraro, 2010), so that a batch is diverse.
 */
final class Infill implements Acquisition {
  private final History history;
  private final Feasible feasible;
  private final Features features;
  private final Surrogate.Posterior posterior;
  private final double exploration;
  private final Map<Architecture, Boolean> admitted = new HashMap<>(); // looked up only
  private final Map<Architecture, Double> values = new HashMap<>(); // looked up only
  private final Map<Architecture, String> candidates = new LinkedHashMap<>();

  Infill(
      History history,
      Feasible feasible,
      Features features,
      Surrogate.Posterior posterior,
      double exploration) {
    this.history = history;
    this.feasible = feasible;
    this.features = features;
    this.posterior = posterior;
    this.exploration = exploration;
  }

  /** A candidate and who found it first. */
  record Choice(Architecture architecture, String proposer) {}

  /** Takes a candidate, unless the limits refuse it. */
  boolean add(Architecture candidate, String proposer) {
    boolean known = history.contains(candidate);
    if (!known && admits(candidate)) {
      candidates.putIfAbsent(candidate, proposer);
      return true;
    }
    return known; // nothing wrong with it but that it was tried: no reason to ask for more
  }

  private boolean admits(Architecture candidate) {
    return admitted.computeIfAbsent(candidate, feasible::accepts);
  }

  /** {@code mean + exploration · deviation}; minus infinity for what may not be tried. */
  @Override
  public double[] of(List<Architecture> asked) {
    List<Architecture> fresh =
        asked.stream()
            .filter(a -> !values.containsKey(a))
            .distinct()
            .filter(a -> !history.contains(a) && admits(a))
            .toList();
    if (!fresh.isEmpty()) {
      Surrogate.Prediction prediction = posterior.predict(features.of(fresh));
      for (int i = 0; i < fresh.size(); i++) {
        values.put(fresh.get(i), prediction.mean()[i] + exploration * prediction.deviation()[i]);
      }
    }
    return asked.stream()
        .mapToDouble(a -> values.getOrDefault(a, Double.NEGATIVE_INFINITY))
        .toArray();
  }

  /** All candidates, in the order in which they were found. */
  List<Choice> all() {
    return candidates.entrySet().stream().map(c -> new Choice(c.getKey(), c.getValue())).toList();
  }

  /** The candidates that are wanted most; several where the model cannot tell them apart. */
  List<Choice> best() {
    List<Architecture> all = new ArrayList<>(candidates.keySet());
    double[] value = of(all);
    double most = Double.NEGATIVE_INFINITY;
    for (double v : value) {
      most = Math.max(most, v);
    }
    List<Choice> best = new ArrayList<>();
    for (int i = 0; i < value.length; i++) {
      if (value[i] >= most - 1e-9) {
        best.add(new Choice(all.get(i), candidates.get(all.get(i))));
      }
    }
    return best;
  }
}
