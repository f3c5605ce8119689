package io.mimar.trial;

import io.mimar.Check;
import io.mimar.Printable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What training a candidate gave.
 *
 * @param outcome how it ended
 * @param curve the learning curve so far, which may be empty
 * @param reason one line that says why, for every outcome but COMPLETE
 * @param seconds wall time it took
 * @param cpuSeconds processor time it took; 0 where it is not known
 */
public record Result(
    Outcome outcome, List<Epoch> curve, String reason, double seconds, double cpuSeconds) {

  public Result {
    Check.present("result", outcome, curve, reason);
    curve = List.copyOf(curve);
    reason = Printable.line(reason);
    boolean scored = outcome == Outcome.COMPLETE || outcome == Outcome.STOPPED;
    Check.that(!scored || !curve.isEmpty(), "curve", curve, "not empty for outcome " + outcome);
    Check.that(
        !scored || Double.isFinite(curve.get(curve.size() - 1).score()),
        "score of the last epoch",
        curve.isEmpty() ? "missing" : curve.get(curve.size() - 1).score(),
        "a finite number for outcome " + outcome);
  }

  /**
   * The result of a candidate that gave one score and no curve; it FAILED where that is no finite
   * number.
   */
  public static Result of(double score, double seconds) {
    return Double.isFinite(score)
        ? new Result(
            Outcome.COMPLETE,
            List.of(new Epoch(1, Double.NaN, Double.NaN, score, seconds)),
            "",
            seconds,
            0)
        : without(Outcome.FAILED, "the score is " + score, seconds);
  }

  /** A result without a score. */
  public static Result without(Outcome outcome, String reason, double seconds) {
    return new Result(outcome, List.of(), reason, seconds, 0);
  }

  /** The metric after the last epoch, of trials that were scored. */
  public OptionalDouble score() {
    return outcome == Outcome.COMPLETE || outcome == Outcome.STOPPED
        ? OptionalDouble.of(curve.get(curve.size() - 1).score())
        : OptionalDouble.empty();
  }

  /**
   * The metric after so many epochs, or at the first point from there on: short trainings have no
   * point at most epochs. Empty where training ended before.
   */
  public OptionalDouble scoreAfter(int epochs) {
    return curve.stream().filter(e -> e.epoch() >= epochs).mapToDouble(Epoch::score).findFirst();
  }

  /** How many epochs were trained. */
  public int epochs() {
    return curve.isEmpty() ? 0 : curve.get(curve.size() - 1).epoch();
  }
}
