package io.mimar.store;

/** Who decides, for the owner of a study, whether to wait for a store that cannot be written. */
public interface Patience {
  /** Never waits. */
  Patience NONE = holdUp -> false;

  /**
   * Waits a little, and returns whether to try again. Called after each attempt that failed.
   *
   * @param holdUp why it cannot be written
   */
  boolean waits(HoldUp holdUp);

  /** What was waited for is there: the study was written. */
  default void over() {}
}
