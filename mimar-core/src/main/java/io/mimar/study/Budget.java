package io.mimar.study;

import io.mimar.Check;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a search ends: whichever comes first.
 *
 * @param trials trials asked in all
 * @param time wall time in all sessions together
 * @param grace as long as no trial is complete, the search goes on so much longer
 */
public record Budget(OptionalInt trials, Optional<Duration> time, Duration grace) {
  public Budget {
    Check.that(!grace.isNegative(), "grace", grace, "not negative");
    Check.range("trials", trials.orElse(1), 1, 10_000_000);
    Check.that(
        time.isEmpty() || !time.get().isNegative(), "budget", time.orElse(null), "not negative");
  }

  /** A number of trials, however long they take. */
  public static Budget trials(int trials) {
    return new Budget(OptionalInt.of(trials), Optional.empty(), Duration.ZERO);
  }

  /** As long as this, however many trials. */
  public static Budget time(Duration time) {
    return new Budget(OptionalInt.empty(), Optional.of(time), Duration.ZERO);
  }
}
