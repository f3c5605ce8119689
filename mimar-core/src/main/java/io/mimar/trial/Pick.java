package io.mimar.trial;

import java.util.Locale;

/** Which member of a front becomes the model. */
public enum Pick {
  /** The one that a little more of any objective would cost most of the others. */
  KNEE,
  /** The one with the best score. */
  ACCURACY,
  /** The one that is lowest in the first of the minimised costs. */
  SMALLEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
