package io.mimar.worker;

import io.mimar.objective.Limit;
import io.mimar.study.Assignment;
import io.mimar.train.Metric;
import java.util.List;
import java.util.Optional;

/**
 * Tells what cannot be true of what a worker says, wherever it works; memory of a machine may be to
 * blame as well.
 *
 * @param metric what trials are judged by; empty where only workers know
 */
public record Truth(Optional<Metric> metric) {

  /** The truth about what workers are told by {@code open}. */
  public static Truth of(Message.Open open) {
    return new Truth(Metric.named(open.job().metric()));
  }

  /**
   * What is wrong with an answer; empty where nothing is.
   *
   * @param asked what its worker works on, if anything
   */
  public Optional<String> lie(Optional<Assignment> asked, Message.Finished finished) {
    Optional<Assignment> same = asked.filter(a -> a.number() == finished.number());
    if (same.isEmpty()) {
      return Optional.of("told of trial " + finished.number() + ", which it was not asked for");
    }
    List<String> costs = same.get().measures().stream().map(Limit::cost).toList();
    if (!costs.containsAll(finished.measured().keySet())) {
      return Optional.of("told of costs " + finished.measured().keySet() + " instead of " + costs);
    }
    return metric
        .filter(m -> finished.result().score().stream().anyMatch(s -> !m.isPossible(s)))
        .map(m -> "told of " + m + " " + finished.result().score().getAsDouble());
  }
}
