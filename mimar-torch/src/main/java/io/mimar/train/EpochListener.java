package io.mimar.train;

/** Hears each epoch of a training and may end it: successive halving's rungs are checked here. */
@FunctionalInterface
public interface EpochListener {
  /** Trains to the end. */
  EpochListener NONE = epoch -> true;

  /**
   * An epoch has ended.
   *
   * @return whether the training goes on
   */
  boolean onEpoch(Epoch epoch);
}
