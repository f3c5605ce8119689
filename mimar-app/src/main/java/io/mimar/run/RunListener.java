package io.mimar.run;

import io.mimar.objective.Objective;
import io.mimar.store.Resource;
import io.mimar.study.Event;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Someone who watches a whole run: the command line, or a program that embeds it. Called on the
 * run's thread, so each call must return soon; what it throws ends the run. A lambda hears of the
 * trials, see {@link Event}; who wants more overrides the other methods.
 */
@FunctionalInterface
public interface RunListener extends Event.Listener {

  /** What a run does one after the other. */
  enum Phase {
    PREPARE("preparing"),
    MEASURE("measuring this machine"),
    SEARCH("searching"),
    FINAL("training the winner"),
    REPORT("writing the report");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Everything a run decided or noticed that the user should know, a sentence. */
  default void note(String sentence) {}

  /**
   * A phase begins.
   *
   * @param end how much of the run's whole time has passed when it must be over, if it must
   */
  default void phase(Phase phase, Optional<Duration> end) {}

  /**
   * The search goes on from here.
   *
   * @param objective what trials are judged by
   * @param trials those of earlier sessions
   * @param planned how many there will be in all, when that is known
   * @param resource what trials are given piece by piece
   */
  default void past(
      Objective objective, List<Trial> trials, OptionalInt planned, Resource resource) {}

  /** So many epochs of the final training are done. */
  default void finalEpoch(int epoch, int epochs) {}
}
