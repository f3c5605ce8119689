package io.mimar.run;

import io.mimar.config.CostText;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.search.MeasuredCost;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.trial.Trial;
import io.mimar.worker.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses the trial that becomes the model. Where latency is limited, a candidate was measured
 * while others trained, or not at all: so the model that is to be trained is measured once more
 * before, and its file after. One that breaks the limit is out, and the next is chosen.
 *
 * @param setting what is searched
 * @param finalists says what the model of a trial is joined of
 * @param store where the trials are
 * @param notes hears which trials are out
 * @param worker measures models
 */
record Choosing(
    Setting setting,
    Finalists finalists,
    StudyStore store,
    Notes notes,
    Function<Message.Measure, Message.Measured> worker) {
  /** So many are measured by one worker, since starting it takes longer than they do. */
  private static final int AT_ONCE = 5;

  /**
   * The trial whose model is to be trained; empty where none is left, or the winner's model is
   * there. That one is judged again: a run may have been killed before it was.
   *
   * @param isTrained whether the model of a trial is there
   */
  Optional<Trial> next(Predicate<Trial> isTrained) {
    return Winner.of(store)
        .filter(winner -> !isTrained.test(winner) || !holds(winner))
        .flatMap(winner -> best());
  }

  /** The best trial whose model holds the limit; empty where there is none. */
  Optional<Trial> best() {
    Optional<Limit> limit = limit();
    Optional<Trial> winner = Winner.of(store);
    if (limit.isEmpty() || winner.map(this::isMeasured).orElse(true)) {
      return winner;
    }
    double most = limit.get().most();
    List<Trial> next = preferred();
    List<Message.Subject> subjects = next.stream().flatMap(this::subjects).toList();
    Iterator<Double> millis = worker.apply(new Message.Measure(subjects)).millis().iterator();
    for (Trial trial : next) {
      boolean several = finalists.members(trial).size() > 1;
      double together = millis.next();
      double alone = several ? millis.next() : together;
      if (isMeasured(trial) || together <= most) {
        return Optional.of(trial);
      }
      if (several) {
        makeSingle(trial, "would take", together, limit.get());
      }
      if (alone <= most) {
        return Optional.of(trial);
      }
      exclude(trial, "would take", alone, limit.get());
    }
    return best();
  }

  /** The model of a trial; and of its network alone, where it is of several. */
  private Stream<Message.Subject> subjects(Trial trial) {
    return Stream.of(finalists.members(trial), List.of(trial))
        .map(Finalists::values)
        .distinct()
        .map(Message.Subject::new);
  }

  /** Whether just this model was measured, and so found to hold the limit, before its training. */
  private boolean isMeasured(Trial trial) {
    return trial.costs().containsKey(Cost.LATENCY.column()) && finalists.members(trial).size() == 1;
  }

  /**
   * Whether the exported model of {@code trial} holds the limit; if not, it must be of one network
   * next, or is out.
   */
  boolean holds(Trial trial) {
    double millis =
        store
            .meta(StudyKeys.RESULT, FinalResult.class)
            .map(result -> result.latencyMillis().orElse(0))
            .orElse(0.0);
    Optional<Limit> broken = limit().filter(limit -> millis > limit.most());
    if (broken.isPresent()) {
      String verb = "was exported and takes";
      if (Winner.members(store).size() == 1) {
        exclude(trial, verb, millis, broken.get());
      } else if (!Winner.isSingle(store, trial.number())) { // else it is known already
        makeSingle(trial, verb, millis, broken.get());
      }
    }
    return broken.isEmpty();
  }

  private Optional<Limit> limit() {
    return setting
        .latency()
        .map(MeasuredCost::limit)
        .filter(limit -> Double.isFinite(limit.most()));
  }

  /** The trials that would be chosen one after the other, the best first. */
  private List<Trial> preferred() {
    List<Trial> left = new ArrayList<>(store.trials());
    List<Trial> preferred = new ArrayList<>();
    Optional<Trial> next = Winner.of(store, left);
    while (next.isPresent() && preferred.size() < AT_ONCE) {
      preferred.add(next.get());
      left.remove(next.get());
      next = Winner.of(store, left);
    }
    return preferred;
  }

  /** One network is faster than several. */
  private void makeSingle(Trial trial, String verb, double millis, Limit limit) {
    Winner.makeSingle(store, trial.number());
    tell(
        "The mean of several networks with trial", trial, verb, millis, limit, "it alone is tried");
  }

  private void exclude(Trial trial, String verb, double millis, Limit limit) {
    Winner.exclude(store, trial.number());
    String next = "the next best that holds it is taken";
    tell("The model of trial", trial, verb, millis, limit, next);
  }

  private void tell(
      String what, Trial trial, String verb, double millis, Limit limit, String next) {
    String column = Cost.LATENCY.column();
    String took = CostText.of(column, millis);
    String most = CostText.of(column, limit.most());
    notes.addAll(
        List.of(
            "%s %d %s %s, above the limit of %s: %s."
                .formatted(what, trial.number(), verb, took, most, next)));
  }
}
