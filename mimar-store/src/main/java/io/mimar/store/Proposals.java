package io.mimar.store;

import io.mimar.trial.Trial;
import java.util.List;

/**
 * How many candidates searchers looked at, by whether they held the limits.
 *
 * @param held so many did
 * @param refused so many did not
 */
public record Proposals(long held, long refused) {
  /** Before any was looked at. */
  public static final Proposals NONE = new Proposals(0, 0);

  /** Those of a study with these trials; none where an old release counted none of some. */
  public static Proposals of(StudyStore store, List<Trial> trials) {
    long known = trials.stream().mapToLong(Trial::refused).sum();
    return store
        .meta(StudyKeys.PROPOSALS, Proposals.class)
        .filter(counted -> counted.refused >= known)
        .orElse(NONE);
  }

  /**
   * How many were refused in all.
   *
   * @param known how many at least, by what is kept with trials
   */
  public long refusedWith(long known) {
    return Math.max(known, refused);
  }

  /** How many were refused without a trial that came of it. */
  public long inVain(List<Refusals> each) {
    return Math.max(0, refused - each.stream().mapToLong(Refusals::refused).sum());
  }

  /** With some more. */
  public Proposals plus(int moreHeld, int moreRefused) {
    return new Proposals(held + moreHeld, refused + moreRefused);
  }

  /** All of them. */
  public long all() {
    return held + refused;
  }

  /** The share that held the limits, from 0 to 1; NaN of none. */
  public double share() {
    return (double) held / all();
  }
}
