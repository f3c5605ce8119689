package io.mimar.run;

import io.mimar.network.Input;
import java.time.Duration;

/**
 * How a kind of data is trained on where the user does not say it.
 *
 * @param searchShare the share of the time that goes into the search; the rest trains the winner
 * @param epochs of a candidate where there is no time to plan by
 * @param mostEpochs of a candidate, however much time there is
 * @param stretched whether the winner trains longer than candidates, with its own settings; else it
 *     trains the same way, and only longer where validation says that this pays
 * @param joins what the model is the mean of, where limits allow
 * @param chosen what the networks that a search settles on take for a unit of work while all cores
 *     are busy, against random ones alone (docs/benchmarks.md)
 */
record Tempo(
    double searchShare,
    int epochs,
    int mostEpochs,
    boolean stretched,
    Joins joins,
    double chosen,
    Count wished) {
  private static final Tempo IMAGES =
      new Tempo(0.5, 9, 12, true, new Joins(2, 3, 1), 1.2, new Count(60, 0));
  private static final Tempo TEXTS =
      new Tempo(0.75, 5, 8, false, new Joins(3, 3, 1), 1, new Count(30, 0.5));
  private static final Tempo SERIES =
      new Tempo(0.5, 20, 60, false, new Joins(5, 3, 1), 1, new Count(30, 0.5));
  private static final Tempo NUMBERS =
      new Tempo(0.8, 20, 60, false, new Joins(16, 8, 2), 1, new Count(30, 0.5));

  /**
   * What a model is joined of (docs/benchmarks.md).
   *
   * @param members networks
   * @param kinds trials that these are of, at most
   * @param within how many standard errors the score of such a trial may lie behind the best one
   */
  record Joins(int members, int kinds, double within) {}

  /**
   * How many trials are wished for, the fewest and the most aside.
   *
   * @param inTwoMinutes in that time
   * @param growth the power of the time that they grow by; the rest of it makes them longer
   */
  record Count(double inTwoMinutes, double growth) {
    private static final double FEWEST = 20;
    private static final double MOST = 200;
  }

  /** The trials that are wished for in so much time. */
  double trials(Duration time) {
    double grown = wished.inTwoMinutes() * Math.pow(time.toMillis() / 120e3, wished.growth());
    return Math.max(Count.FEWEST, Math.min(Count.MOST, grown));
  }

  /** The tempo for {@code input}. */
  static Tempo of(Input input) {
    if (input instanceof Input.Pixels) {
      return IMAGES;
    }
    if (input instanceof Input.Series) {
      return SERIES;
    }
    return input instanceof Input.Tokens ? TEXTS : NUMBERS;
  }
}
