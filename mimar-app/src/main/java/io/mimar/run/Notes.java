package io.mimar.run;

import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sentences a user should know about a run: told once, kept with the study. */
final class Notes {
  private final StudyStore store;
  private final RunListener listener;

  Notes(StudyStore store, RunListener listener) {
    this.store = store;
    this.listener = listener;
  }

  /** Tells and keeps those sentences that are new. */
  void addAll(List<String> sentences) {
    List<String> known =
        new ArrayList<>(
            store
                .meta(StudyKeys.ASSUMPTIONS, String[].class)
                .map(Arrays::asList)
                .orElse(List.of()));
    for (String sentence : sentences) {
      if (!known.contains(sentence)) {
        listener.note(sentence);
        known.add(sentence);
      }
    }
    store.putMeta(StudyKeys.ASSUMPTIONS, known);
  }
}
