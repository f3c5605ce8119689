package io.mimar.trial;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a searcher may know when it is asked: the trials that are done, in order, and the
 * architectures that were asked for since and are not done yet.
 */
public final class History {
  private final List<Trial> trials;
  private final List<Architecture> pending;
  private final Predicate<Architecture> known;

  /**
   * A history of what is done and what is under way.
   *
   * @param trials done trials, ascending by number
   * @param pending asked for and not done, in the order of asking
   */
  public History(List<Trial> trials, List<Architecture> pending) {
    this.trials = List.copyOf(trials);
    this.pending = List.copyOf(pending);
    Set<Architecture> all = new HashSet<>(pending);
    trials.forEach(t -> all.add(t.architecture()));
    this.known = all::contains;
  }

  private History(List<Trial> trials, List<Architecture> pending, Predicate<Architecture> done) {
    this.trials = trials;
    this.pending = List.copyOf(pending);
    this.known = architecture -> pending.contains(architecture) || done.test(architecture);
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
    return known.test(architecture);
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

  /**
   * Trials as they end, in order: a history up to any of them costs nothing to make, however many
   * there are, and stays what it is when more are added.
   */
  public static final class Log {
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Architecture, Integer> first = new HashMap<>();

    /** Adds the next trial. */
    public void add(Trial trial) {
      first.putIfAbsent(trial.architecture(), trials.size());
      trials.add(trial);
    }

    /** How many there are. */
    public int size() {
      return trials.size();
    }

    /** The trial at {@code index}. */
    public Trial get(int index) {
      return trials.get(index);
    }

    /**
     * What may be known when the first {@code count} trials are done.
     *
     * @param pending asked for and not done, in the order of asking
     */
    public History of(int count, List<Architecture> pending) {
      Check.range("trials of a history", count, 0, trials.size());
      return new History(
          new Prefix(trials, count), pending, a -> first.getOrDefault(a, count) < count);
    }
  }

  /** The first so many of a list to which only more is added. */
  private static final class Prefix extends AbstractList<Trial> implements RandomAccess {
    private final List<Trial> all;
    private final int size;

    Prefix(List<Trial> all, int size) {
      this.all = all;
      this.size = size;
    }

    @Override
    public Trial get(int index) {
      return all.get(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
      return size;
    }
  }
}
