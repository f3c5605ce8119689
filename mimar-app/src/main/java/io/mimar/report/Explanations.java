package io.mimar.report;

import io.mimar.explain.Explanation;
import io.mimar.explain.ModelExplanation;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of why: kept with the study at the end of a search.
 *
 * @param search what made networks good
 * @param model how the model decides
 */
public record Explanations(Optional<Explanation> search, Optional<ModelExplanation> model) {
  /** Nothing is known. */
  public static final Explanations NONE = new Explanations(Optional.empty(), Optional.empty());

  /** What {@code store} holds. */
  public static Explanations of(StudyStore store) {
    return new Explanations(
        store.meta(StudyKeys.EXPLANATION, Explanation.class),
        store.meta(StudyKeys.MODEL_EXPLANATION, ModelExplanation.class));
  }

  /** Puts what the report shows of it into {@code page}. */
  void show(Measure measure, Map<String, Object> page) {
    search.ifPresent(s -> page.put("explanation", ExplanationWords.of(s, measure)));
    model.ifPresent(m -> page.put("decides", ModelWords.of(m, measure)));
  }
}
