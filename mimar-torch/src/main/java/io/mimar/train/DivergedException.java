package io.mimar.train;

/** A loss or a probability became infinite or no number: the trial has failed and has no score. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param epoch the epoch, from 1
   * @param loss the loss that was met
   */
  DivergedException(int epoch, double loss) {
    this("the training loss became " + loss + " in epoch " + epoch);
  }

  DivergedException(String what) {
    super(what);
  }
}
