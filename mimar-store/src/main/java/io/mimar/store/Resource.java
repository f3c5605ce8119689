package io.mimar.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What a trial is given piece by piece and judged after: where samples abound it learns in epochs,
 * where they are few in folds that take turns. Successive halving calls it the resource (Li et al.,
 * Hyperband, JMLR 2018).
 */
public enum Resource {
  EPOCH,
  FOLD;

  /** The key in {@link StudyKeys#PLAN} under which the number of folds is, where there are any. */
  public static final String FOLDS = "folds of a candidate";

  /** What the trials of a study are given. */
  public static Resource of(StudyStore store) {
    Set<String> keys = new HashSet<>();
    store
        .meta(StudyKeys.PLAN, JsonNode.class)
        .ifPresent(plan -> plan.fieldNames().forEachRemaining(keys::add));
    return of(keys);
  }

  /**
   * What trials are given by a plan.
   *
   * @param plan the keys of {@link StudyKeys#PLAN}
   */
  static Resource of(Set<String> plan) {
    return plan.contains(FOLDS) ? FOLD : EPOCH;
  }

  /** A piece of it, in words. */
  public String one() {
    return this == FOLD ? "fold" : "epoch";
  }

  /** Several pieces of it, in words. */
  public String many() {
    return one() + "s";
  }
}
