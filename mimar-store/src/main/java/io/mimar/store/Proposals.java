package io.mimar.store;

/**
 * How many candidates searchers looked at, by whether they held the limits.
 *
 * @param held so many did
 * @param refused so many did not
 */
public record Proposals(long held, long refused) {
  /** Before any was looked at. */
  public static final Proposals NONE = new Proposals(0, 0);

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
