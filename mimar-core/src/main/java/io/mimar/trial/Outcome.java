package io.mimar.trial;

/** How a trial ended. */
public enum Outcome {
  /** Trained to the end. */
  COMPLETE,
  /** Stopped early, being weak. */
  STOPPED,
  /** Breaks a limit, or takes more memory or time than a worker may have; gave no score. */
  INFEASIBLE,
  /** Gave no score: not a number, a crash, a hang. */
  FAILED,
  /** Its worker went away; it is asked again. */
  LOST
}
