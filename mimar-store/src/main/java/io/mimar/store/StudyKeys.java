package io.mimar.store;

/**
 * The names of what a study keeps besides its trials, see {@link StudyStore#meta(String, Class)}.
 */
public final class StudyKeys {
  /** What is searched and how: a {@link StudyDescription}. */
  public static final String STUDY = "study";

  /** The data: a {@link DataSummary}. */
  public static final String DATA = "dataset";

  /** The resolved configuration, as the study file has it: any JSON object. */
  public static final String CONFIG = "config";

  /** What was assumed because it was not said: a list of sentences. */
  public static final String ASSUMPTIONS = "assumptions";

  /** How the time is to be spent: an object of texts by title, in the order of showing. */
  public static final String PLAN = "outline";

  /** What came of it: a {@link FinalResult}; missing until the end. */
  public static final String RESULT = "result";

  /** What made networks good, as the search's surrogate has it at the end: an object. */
  public static final String EXPLANATION = "explanation";

  /** Where trials are on a map of architectures: an object. */
  public static final String MAP = "map";

  /** How the model decides, seen from outside: an object; missing until the end. */
  public static final String MODEL_EXPLANATION = "modelExplanation";

  /** Trials whose models were measured to break a limit at the end: a list of numbers. */
  public static final String BROKEN = "broken";

  /** Trials whose networks break a limit together with others: a list of numbers. */
  public static final String SINGLE = "single";

  /** The trials whose networks the model is the mean of, the best first: a list of numbers. */
  public static final String MEMBERS = "members";

  /** How much of what was looked at held the limits: {@link Proposals}. */
  public static final String PROPOSALS = "proposals";

  /**
   * Whether the last session did all that it was to do: true or false; missing in studies of before
   * it was kept.
   */
  public static final String ENDED = "ended";

  private StudyKeys() {}
}
