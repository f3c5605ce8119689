package io.mimar.trial;

import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a searcher may know when it is asked: the trials that are done, in order, and the
 * architectures that were asked for since and are not done yet.
 */
public final class History {
  private final List<Trial> trials;
  private final List<Architecture> pending;
  private final Set<Architecture> known;

  /**
   * A history of what is done and what is under way.
   *
   * @param trials done trials, ascending by number
   * @param pending asked for and not done, in the order of asking
   */
  public History(List<Trial> trials, List<Architecture> pending) {
    this.trials = List.copyOf(trials);
    this.pending = List.copyOf(pending);
    this.known = new HashSet<>(pending);
    trials.forEach(t -> known.add(t.architecture()));
  }

  /** A history in which nothing has happened. */
  public static History empty() {
    return new History(List.of(), List.of());
  }

  /** Done trials, ascending by number. */
  public List<Trial> trials() {
    return trials;
  }

  /** Architectures asked for and not done, in the order of asking. */
  public List<Architecture> pending() {
    return pending;
  }

  /** Trials done and under way. */
  public int asked() {
    return trials.size() + pending.size();
  }

  /** Whether this architecture was asked for before. */
  public boolean contains(Architecture architecture) {
    return known.contains(architecture);
  }

  /** Trials with a score, ascending by number. */
  public List<Trial> scored() {
    return trials.stream().filter(t -> t.score().isPresent()).toList();
  }

  /**
   * Scored trials from worst to best: those that trained longer come after those stopped before,
   * since every rung lets only the better through; then by score; then the newer first.
   */
  public List<Trial> ranked(Objective objective) {
    return scored().stream().sorted(order(objective)).toList();
  }

  /** The order of {@link #ranked}. */
  public static Comparator<Trial> order(Objective objective) {
    return Comparator.<Trial>comparingInt(t -> t.result().epochs())
        .thenComparing(t -> t.score().orElseThrow(), objective.order())
        .thenComparing(Comparator.comparingInt(Trial::number).reversed());
  }

  /** The best completed trial, the earlier one of equals. */
  public Optional<Trial> best(Objective objective) {
    return trials.stream().filter(t -> t.outcome() == Outcome.COMPLETE).max(order(objective));
  }

  /** The architectures of the best scored trials, at most so many, the best first. */
  public List<Architecture> best(int count, Objective objective) {
    return scored().stream()
        .sorted(order(objective).reversed())
        .limit(count)
        .map(Trial::architecture)
        .toList();
  }
}
