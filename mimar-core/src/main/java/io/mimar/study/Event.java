package io.mimar.study;

import io.mimar.Printable;
import io.mimar.search.Proposal;
import io.mimar.trial.Epoch;
import io.mimar.trial.Trial;

/** What happens in a study, for those who watch. */
public sealed interface Event {
  /** A trial was asked for and goes to a worker. */
  record Asked(int number, Proposal proposal) implements Event {}

  /** A trial has trained one more epoch. */
  record Progress(int number, Epoch epoch) implements Event {}

  /** A trial is done and kept. */
  record Finished(Trial trial) implements Event {}

  /** A trial's worker waits for something that a person has to do, and goes on then. */
  record Held(int number, String reason) implements Event {
    public Held {
      reason = Printable.line(reason);
    }
  }

  /** A trial's worker went away; the trial is asked again. */
  record Lost(int number, int attempt, String reason) implements Event {
    public Lost {
      reason = Printable.line(reason);
    }
  }

  /** Someone watching. */
  @FunctionalInterface
  interface Listener {
    /** Called on the study's thread; must return soon. */
    void on(Event event);
  }
}
