package io.mimar.train;

/** Hears each epoch of a training and may end it: successive halving's rungs are checked here. */
@FunctionalInterface
public interface EpochListener {
  /** A step, or a batch of the samples to judge on, has ended: a sign of life. */
  default void onStep() {}

  /**
   * An epoch has ended.
   *
   * @return whether the training goes on
   */
  boolean onEpoch(Epoch epoch);
}
