package io.mimar.dashboard;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.report.Format;
import io.mimar.report.Measure;
import io.mimar.run.RunState;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import io.mimar.trial.Trial;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A study in a few words, as the list has it.
 *
 * @param id what addresses it
 * @param name its run's name
 * @param state whether it goes on; {@code damaged} where it cannot be read
 * @param stopping whether it goes on, but was asked to stop
 * @param data where the data came from
 * @param searched the space and the searcher
 * @param metric what is improved
 * @param trials how many are done
 * @param planned how many there will be, where that is known
 * @param elapsed wall time in all sessions
 * @param share how much of the search is done, in [0, 1], where there is an end
 * @param left about how long it will take yet; empty text where that is not known
 * @param best the number of the best trial
 * @param score the best trial's score
 * @param test the trained winner's score on the test samples; empty text where there is none
 * @param problem why it cannot be read, or could not be resumed; empty text where all is well
 */
record StudyCard(
    String id,
    String name,
    String state,
    boolean stopping,
    String data,
    String searched,
    String metric,
    int trials,
    OptionalInt planned,
    String elapsed,
    OptionalDouble share,
    String left,
    OptionalInt best,
    String score,
    String test,
    String problem) {
  private static final double TOO_EARLY = 0.02;

  /** The card of a run, whose study may be damaged. */
  static StudyCard of(String id, RunFolder folder, String problem) {
    try (StudyStore store = StudyStore.read(folder.path())) {
      return of(id, folder, store, StudySummary.brief(store), problem);
    } catch (MimarException e) {
      return damaged(id, folder, e.getMessage());
    }
  }

  /** The card of a run whose study cannot be read. */
  static StudyCard damaged(String id, RunFolder folder, String problem) {
    return new StudyCard(
        id,
        folder.name(),
        "damaged",
        false,
        "",
        "",
        "",
        0,
        OptionalInt.empty(),
        "–",
        OptionalDouble.empty(),
        "",
        OptionalInt.empty(),
        "–",
        "",
        problem);
  }

  /** The card of a study that is open. */
  static StudyCard of(
      String id, RunFolder folder, StudyStore store, StudySummary summary, String problem) {
    StudyDescription study = summary.study();
    Measure measure = Measure.of(study);
    RunState state = RunState.of(store);
    int trials = store.queries().count();
    OptionalDouble share = share(summary, trials, state);
    Optional<Trial> best = summary.best();
    Optional<FinalResult> result =
        summary.result().filter(r -> best.isPresent() && r.trial() == best.get().number());
    return new StudyCard(
        id,
        folder.name(),
        state.toString(),
        state == RunState.RUNNING && store.stopsAsked() > 0,
        summary.data().map(DataSummary::source).orElse(""),
        study.space() + ", " + study.searcher(),
        measure.name(),
        trials,
        study.trials(),
        Format.time(summary.elapsed().toMillis() / 1e3),
        share,
        state == RunState.RUNNING ? left(summary, share) : "",
        best.map(t -> OptionalInt.of(t.number())).orElse(OptionalInt.empty()),
        measure.text(best.map(t -> t.score().orElse(Double.NaN)).orElse(Double.NaN)),
        result
            .filter(r -> r.test().isPresent())
            .map(r -> measure.text(r.test().getAsDouble()))
            .orElse(""),
        problem);
  }

  private static OptionalDouble share(StudySummary summary, int trials, RunState state) {
    StudyDescription study = summary.study();
    if (state == RunState.FINISHED) {
      return OptionalDouble.of(1);
    }
    if (study.trials().isPresent()) {
      return OptionalDouble.of(Math.min(1, trials / (double) study.trials().getAsInt()));
    }
    return study.budgetSeconds().isPresent()
        ? OptionalDouble.of(
            Math.min(1, summary.elapsed().toMillis() / 1e3 / study.budgetSeconds().getAsDouble()))
        : OptionalDouble.empty();
  }

  private static String left(StudySummary summary, OptionalDouble share) {
    if (share.isEmpty() || share.getAsDouble() < TOO_EARLY) {
      return "";
    }
    if (share.getAsDouble() == 1) {
      return "the search is done, the winner is being trained";
    }
    double seconds = summary.elapsed().toMillis() / 1e3;
    double left = seconds * (1 - share.getAsDouble()) / share.getAsDouble();
    return String.format(Locale.ROOT, "about %s left", Format.time(left));
  }
}
