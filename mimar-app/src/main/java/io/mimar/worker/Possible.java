package io.mimar.worker;

import io.mimar.Check;
import io.mimar.trial.Epoch;
import io.mimar.trial.Result;

/**
 * What of a worker's answer can be. Its owner computes with it and keeps it, so that what is
 * missing or absurd must not get further than the reading of the message.
 */
final class Possible {
  private static final int MOST_EPOCHS = 100_000_000;
  private static final double LONGEST_SECONDS = 1e9;
  private static final int LONGEST_NAME = 200;

  private Possible() {}

  /** Returns {@code value}, which must be there. */
  static <T> T required(String name, T value) {
    Check.that(value != null, name, "missing", "there");
    return value;
  }

  /** Returns what may be a name, in a line. */
  static String name(String what, String name) {
    Check.that(
        name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl),
        what,
        "a text of " + name.length() + " characters",
        "one line of at most " + LONGEST_NAME);
    return name;
  }

  /** Passes for what may be a cost or a time. */
  static void amount(String name, Double value) {
    Check.range(name, required(name, value).doubleValue(), 0, Double.MAX_VALUE);
  }

  /** Passes for a point of a learning curve. Its scores may be any: those of a failure are. */
  static void epoch(Epoch epoch) {
    required("epoch", epoch);
    Check.range("epoch", epoch.epoch(), 1, MOST_EPOCHS);
    Check.range("seconds", epoch.seconds(), 0, LONGEST_SECONDS);
  }

  /** Passes for how a trial may end. */
  static void result(Result result) {
    required("result", result);
    required("outcome", result.outcome());
    required("reason", result.reason());
    Check.range("seconds", result.seconds(), 0, LONGEST_SECONDS);
    Check.range("cpuSeconds", result.cpuSeconds(), 0, LONGEST_SECONDS);
    result.curve().forEach(Possible::epoch);
  }
}
