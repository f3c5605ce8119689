package io.mimar.study;

import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A journal that lasts as long as the process: for studies inside a program, and benches. */
public final class MemoryJournal implements Journal {
  private final TreeMap<Integer, Trial> trials = new TreeMap<>();
  private final List<Attempt> lost = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;

  private record Attempt(int number, int attempt, String reason) {}

  /** An empty journal. */
  public MemoryJournal() {}

  @Override
  public List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  @Override
  public void record(Trial trial, String worker) {
    if (trials.putIfAbsent(trial.number(), trial) != null) {
      throw new IllegalStateException("trial " + trial.number() + " is already recorded");
    }
  }

  @Override
  public void lost(int number, int attempt, String reason) {
    if (lost.stream().anyMatch(a -> a.number() == number && a.attempt() == attempt)) {
      throw new IllegalStateException(
          "attempt " + attempt + " at trial " + number + " is already recorded as lost");
    }
    lost.add(new Attempt(number, attempt, reason));
  }

  @Override
  public int lostAttempts(int number) {
    return (int) lost.stream().filter(a -> a.number() == number).count();
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public void elapsed(Duration elapsed) {
    this.elapsed = elapsed;
  }
}
