package io.mimar.study;

import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trials of a study that have ended, by number. What is asked of it costs the same however many
 * there are.
 */
final class Ended {
  private final History.Log unbroken = new History.Log(); // trial n at n
  private final SortedMap<Integer, Trial> ahead = new TreeMap<>(); // behind a gap
  private int complete;
  private int failed;
  private int scored;
  private double scoredSeconds;

  void add(Trial trial) {
    ahead.put(trial.number(), trial);
    complete += trial.outcome() == Outcome.COMPLETE ? 1 : 0;
    failed += trial.outcome() == Outcome.FAILED ? 1 : 0;
    if (trial.score().isPresent()) {
      scored++;
      scoredSeconds += trial.result().seconds();
    }
    for (Trial next = next(); next != null; next = next()) {
      unbroken.add(next);
    }
  }

  private Trial next() {
    return ahead.remove(unbroken.size());
  }

  int size() {
    return unbroken.size() + ahead.size();
  }

  int complete() {
    return complete;
  }

  int failed() {
    return failed;
  }

  int scored() {
    return scored;
  }

  /** What a trial takes on average; empty until two have shown it. */
  Optional<Duration> usualTime() {
    return scored < 2
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1e3 * scoredSeconds / scored)));
  }

  boolean contains(int number) {
    return number < unbroken.size() || ahead.containsKey(number);
  }

  /** Trial {@code number}, which has ended. */
  Trial get(int number) {
    return number < unbroken.size() ? unbroken.get(number) : ahead.get(number);
  }

  /** The smallest number whose trial has not ended: all before have. */
  int firstOpen() {
    return unbroken.size();
  }

  /** Ascending by number. */
  List<Trial> all() {
    List<Trial> all = new ArrayList<>(unbroken.of(unbroken.size(), List.of()).trials());
    all.addAll(ahead.values());
    return all;
  }

  /** What may be known when trials 0 to before {@code count} have ended. */
  History history(int count, List<Architecture> pending) {
    return unbroken.of(count, pending);
  }
}
