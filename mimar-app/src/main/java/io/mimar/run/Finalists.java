package io.mimar.run;

import io.mimar.objective.Objective;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.train.Metric;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses what a model is joined of: networks of the best trial and of the next that validation can
 * hardly tell from it (the rule of Breiman et al., Classification and Regression Trees, 1984, which
 * has one standard error). The best of many trials owes part of its lead to luck, and networks that
 * differ err less alike than copies of one (Hansen and Salamon, Neural network ensembles, IEEE PAMI
 * 1990).
 *
 * @param trials that may be joined
 * @param metric what they were judged by
 * @param judged on how many rows
 * @param wanted as far as the limits allow
 * @param fits whether some may make a model together
 */
record Finalists(
    List<Trial> trials,
    Metric metric,
    int judged,
    Tempo.Joins wanted,
    Predicate<List<Trial>> fits) {

  /** Those of a study: of all trials, or of the front where costs are to be small as well. */
  static Finalists of(Setting setting, Plan plan, StudyStore store) {
    Joining joining = Joining.of(setting);
    Tradeoff tradeoff = setting.problem(0, 0).tradeoff();
    return new Finalists(
        tradeoff.minimised().isEmpty() ? store.trials() : tradeoff.front(store.trials()),
        setting.metric(),
        setting.effectivelyJudged(plan.folds()),
        setting.joins(),
        members -> !Winner.isSingle(store, members.get(0).number()) && joining.holds(members));
  }

  /**
   * The trial of each network, in the order of training: the best, the next, and so on, in turns.
   *
   * @param best comes first, whatever it costs
   */
  List<Trial> members(Trial best) {
    List<Trial> finalists = finalists(best);
    List<Trial> members = new ArrayList<>(List.of(best));
    int refused = 0; // in a row: after a whole round nothing more will fit
    for (int turn = 1; members.size() < wanted.members() && refused < finalists.size(); turn++) {
      members.add(finalists.get(turn % finalists.size()));
      refused = fits.test(members) ? 0 : refused + 1;
      if (refused > 0) {
        members.remove(members.size() - 1);
      }
    }
    return members;
  }

  /** The values of their architectures. */
  static List<List<Integer>> values(List<Trial> members) {
    return members.stream().map(t -> t.architecture().values()).toList();
  }

  /** The numbers of their trials. */
  static List<Integer> numbers(List<Trial> members) {
    return members.stream().map(Trial::number).toList();
  }

  private List<Trial> finalists(Trial best) {
    Objective objective = metric.objective();
    double behind = wanted.within() * metric.deviation(score(best), judged);
    double bar = objective.gain(score(best)) - behind;
    Stream<Trial> close =
        trials.stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE && t.number() != best.number())
            .filter(t -> t.result().epochs() == best.result().epochs())
            .filter(t -> objective.gain(score(t)) >= bar)
            .sorted(History.order(objective).reversed());
    return Stream.concat(Stream.of(best), close).limit(wanted.kinds()).toList();
  }

  private static double score(Trial trial) {
    return trial.score().orElseThrow();
  }

  /** What {@code members} are, and why they are no more. */
  List<String> sentences(List<Trial> members) {
    List<String> sentences = new ArrayList<>();
    if (members.size() > 1) {
      sentences.add(sentence(members));
    }
    if (members.size() < wanted.members()) {
      sentences.add(
          "The model has %d of up to %d networks, because of the limits."
              .formatted(members.size(), wanted.members()));
    }
    return sentences;
  }

  private static String sentence(List<Trial> members) {
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
