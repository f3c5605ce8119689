package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Feasible;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

  /** The {@code count} that are wanted most, the most wanted first. */
  List<Choice> first(int count) {
    List<Choice> all = all();
    double[] value = of(architectures(all));
    return IntStream.range(0, value.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -value[i]))
        .limit(count)
        .map(all::get)
        .toList();
  }

  /** What the model expects of each, without its curiosity, {@code [B]}. */
  double[] expected(List<Architecture> asked) {
    return posterior.predict(features.of(asked)).mean();
  }

  /** The candidates that are wanted most; several where the model cannot tell them apart. */
  List<Choice> best() {
    List<Choice> all = all();
    return best(all, of(architectures(all)));
  }

  /** Those of {@code choices} with the highest of {@code values}, as far as numbers tell. */
  static List<Choice> best(List<Choice> choices, double[] values) {
    double most = Arrays.stream(values).max().orElse(0);
    return IntStream.range(0, values.length)
        .filter(i -> values[i] >= most - 1e-9)
        .mapToObj(choices::get)
        .toList();
  }

  static List<Architecture> architectures(List<Choice> choices) {
    return choices.stream().map(Choice::architecture).toList();
  }
}
