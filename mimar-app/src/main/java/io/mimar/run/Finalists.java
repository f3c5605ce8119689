package io.mimar.run;

import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.train.Metric;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses what a model is joined of: networks of the best trial and of at most two more that are
 * within one standard error of it (the rule of Breiman et al., Classification and Regression Trees,
 * 1984). The best of many trials owes part of its lead to luck, and networks that differ err less
 * alike than copies of one (Hansen and Salamon, Neural network ensembles, IEEE PAMI 1990).
 *
 * @param trials all trials
 * @param metric what they were judged by
 * @param judged on how many rows
 * @param limits what the whole model may cost
 */
record Finalists(List<Trial> trials, Metric metric, int judged, List<Limit> limits) {
  private static final int MOST = 3;

  /** Costs that add up over the networks of a model. */
  private static final List<String> ADDED = List.of("params", "macs");

  /**
   * The trial of each network, in the order of training: the best, the next, and so on, in turns.
   *
   * @param best comes first, whatever it costs
   * @param wanted networks, as far as the limits allow
   */
  List<Trial> members(Trial best, int wanted) {
    List<Trial> finalists = finalists(best);
    List<Trial> members = new ArrayList<>(List.of(best));
    for (int turn = 1; members.size() < wanted && turn < wanted * finalists.size(); turn++) {
      Trial next = finalists.get(turn % finalists.size());
      if (fits(members, next)) {
        members.add(next);
      }
    }
    return members;
  }

  private List<Trial> finalists(Trial best) {
    Objective objective = metric.objective();
    double bar = objective.gain(score(best)) - metric.deviation(score(best), judged);
    Stream<Trial> close =
        trials.stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE && t.number() != best.number())
            .filter(t -> objective.gain(score(t)) >= bar)
            .sorted(History.order(objective).reversed());
    return Stream.concat(Stream.of(best), close).limit(MOST).toList();
  }

  private static double score(Trial trial) {
    return trial.score().orElseThrow();
  }

  private boolean fits(List<Trial> members, Trial next) {
    return limits.stream()
        .filter(limit -> ADDED.contains(limit.cost()))
        .allMatch(
            limit ->
                members.stream().mapToDouble(t -> cost(t, limit)).sum() + cost(next, limit)
                    <= limit.most());
  }

  private static double cost(Trial trial, Limit limit) {
    return trial.costs().getOrDefault(limit.cost(), 0.0);
  }

  /** What {@code members} are, in words. */
  static String sentence(List<Trial> members) {
    Map<Integer, Long> counts =
        members.stream()
            .collect(
                Collectors.groupingBy(Trial::number, LinkedHashMap::new, Collectors.counting()));
    String parts =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " of trial " + e.getKey())
            .collect(Collectors.joining(", "));
    return "The model is the mean of %d networks trained from different first weights (%s), as far as"
            .formatted(members.size(), parts)
        + " the time allows; --ensemble 1 gives a single one.";
  }
}
