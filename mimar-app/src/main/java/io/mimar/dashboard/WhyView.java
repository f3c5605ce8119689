package io.mimar.dashboard;

import io.mimar.folder.RunFolder;
import io.mimar.report.Confusion;
import io.mimar.report.Explanations;
import io.mimar.report.Measure;
import io.mimar.report.Page;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page that says why networks are good and how the model decides, as the report does. */
final class WhyView {
  private WhyView() {}

  /** Whether there is anything to say. */
  static boolean has(StudyStore store) {
    return store.meta(StudyKeys.EXPLANATION).isPresent()
        || store.meta(StudyKeys.MODEL_EXPLANATION).isPresent();
  }

  /** The page. */
  static String html(String id, RunFolder folder, StudyStore store) {
    StudySummary summary = StudySummary.brief(store);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", "Why " + folder.name() + " is good");
    model.put("script", "");
    model.put("id", id);
    model.put("study", folder.name());
    model.put("known", has(store));
    Explanations.of(store).show(Measure.of(summary.study()), model);
    Confusion.of(summary).ifPresent(confusion -> model.put("confusion", confusion));
    return Page.render(WhyView.class, "why.mustache", model);
  }
}
