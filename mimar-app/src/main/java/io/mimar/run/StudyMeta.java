package io.mimar.run;

/** The keys under which a study holds what is not a trial. */
public final class StudyMeta {
  /** The resolved {@link io.mimar.config.Config}. */
  public static final String CONFIG = "config";

  /** The {@link Plan}. */
  public static final String PLAN = "plan";

  /** The {@link FinalRecord}. */
  public static final String FINAL = "final";

  private StudyMeta() {}
}
