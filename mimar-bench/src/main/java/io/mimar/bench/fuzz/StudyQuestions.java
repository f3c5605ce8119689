package io.mimar.bench.fuzz;

import io.mimar.config.Json;
import io.mimar.folder.RunFolder;
import io.mimar.report.Explanations;
import io.mimar.report.Report;
import io.mimar.run.RunState;
import io.mimar.run.RunSummary;
import io.mimar.store.StudyAudit;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import io.mimar.store.TrialQueries;
import io.mimar.store.TrialSelection;
import io.mimar.store.TrialSort;
import io.mimar.trial.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** All that commands, report and dashboard ask of a study in a folder. */
final class StudyQuestions {
  private static final int FEW = 20;

  private StudyQuestions() {}

  static void ask(Path folder) {
    StudyAudit.of(folder);
    try (StudyStore store = StudyStore.read(folder)) {
      StudySummary summary = StudySummary.of(store);
      StudySummary.brief(store).front();
      ask(store.queries(), summary.study());
      store.provenance(0);
      store.stopsAsked();
      Json.json().valueToTree(RunSummary.of(new RunFolder(folder), store, RunState.of(store)));
      Explanations explanations = Explanations.of(store);
      Report report = Report.of(summary, Optional.empty(), explanations, Instant.EPOCH);
      report.writeHtml(folder.resolve("report.html"));
    }
  }

  private static void ask(TrialQueries queries, StudyDescription study) {
    queries.tally().proposers().stream()
        .map(Optional::of)
        .map(StudyQuestions::first)
        .forEach(queries::page);
    queries.page(first(Optional.empty()));
    queries.points(FEW, study.objective());
    queries.lastSpans(FEW);
    queries.lostAttempts(0);
    queries.contenders(study.tradeoff(), Set.of(1));
    queries.of(queries.spread(FEW));
  }

  private static TrialSelection first(Optional<String> proposer) {
    Optional<Outcome> outcome = proposer.map(any -> Outcome.COMPLETE);
    return new TrialSelection(outcome, proposer, "", TrialSort.PARAMS, true, 0, FEW);
  }
}
