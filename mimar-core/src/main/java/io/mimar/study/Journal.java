package io.mimar.study;

import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.List;

/** Where a study is kept. The study's owner alone writes. */
public interface Journal {

  /** The trials that are done, ascending by number. */
  List<Trial> trials();

  /**
   * Keeps a trial that is done; it is durable when this returns.
   *
   * @param worker who trained it; empty where that is not known
   */
  void record(Trial trial, String worker);

  /** As {@link #record(Trial, String)} where nobody knows who trained it. */
  default void record(Trial trial) {
    record(trial, "");
  }

  /** Keeps that an attempt at a trial was lost. */
  void lost(int number, int attempt, String reason);

  /** How many attempts at trial {@code number} were lost. */
  int lostAttempts(int number);

  /** How long the study has run in all its sessions. */
  Duration elapsed();

  /** Keeps how long the study has run in all its sessions. */
  void elapsed(Duration elapsed);
}
