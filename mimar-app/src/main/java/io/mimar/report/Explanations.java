package io.mimar.report;

import io.mimar.explain.Explanation;
import io.mimar.explain.ModelExplanation;
import io.mimar.explain.TrialMap;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of why: kept with the study at the end of a search.
 *
 * @param search what made networks good
 * @param model how the model decides
 * @param map where trials are on a map of architectures
 */
public record Explanations(
    Optional<Explanation> search, Optional<ModelExplanation> model, Optional<TrialMap> map) {
  /** Nothing is known. */
  public static final Explanations NONE =
      new Explanations(Optional.empty(), Optional.empty(), Optional.empty());

  /** What {@code store} holds. */
  public static Explanations of(StudyStore store) {
    return new Explanations(
        store.meta(StudyKeys.EXPLANATION, Explanation.class),
        store.meta(StudyKeys.MODEL_EXPLANATION, ModelExplanation.class),
        store.meta(StudyKeys.MAP, TrialMap.class));
  }

  /** The same with another explanation of the search. */
  public Explanations withSearch(Explanation other) {
    return new Explanations(Optional.of(other), model, map);
  }

  /**
   * Puts what the page of a trial shows of it into {@code page}, for the template {@code
   * explanation}: what made networks good, and of single trials only this one.
   */
  public void show(int trial, Measure measure, Map<String, Object> page) {
    search.ifPresent(
        s ->
            page.put(
                "explanation",
                ExplanationWords.of(
                    s.trial().filter(t -> t.number() == trial).isPresent() ? s : s.withoutTrial(),
                    measure)));
  }

  /**
   * Puts all but the map into {@code page}, for the templates {@code explanation} and {@code
   * decides}.
   */
  public void show(Measure measure, Map<String, Object> page) {
    search.ifPresent(s -> page.put("explanation", ExplanationWords.of(s, measure)));
    model.ifPresent(m -> page.put("decides", ModelWords.of(m, measure)));
  }
}
