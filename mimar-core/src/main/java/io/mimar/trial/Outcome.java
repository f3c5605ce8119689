package io.mimar.trial;

/** How a trial ended. */
public enum Outcome {
  /** Trained to the end. */
  COMPLETE,
  /** Stopped early, being weak. */
  STOPPED,
  /** Breaks a limit; not trained. */
  INFEASIBLE,
  /** Gave no score: not a number, out of memory, a crash, a hang. */
  FAILED,
  /** Its worker went away; it is asked again. */
  LOST
}
