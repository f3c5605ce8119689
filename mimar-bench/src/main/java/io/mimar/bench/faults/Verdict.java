package io.mimar.bench.faults;

import io.mimar.MimarException;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyAudit;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Epoch;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of a run that was struck.
 *
 * @param lost trials that were announced and are not kept
 * @param doubled trials that were announced or kept twice
 * @param complaint why it was not borne; empty when it was
 */
record Verdict(int lost, int doubled, String complaint) {
  /** Of a run that came to its end before it was struck, which tells nothing. */
  static final Verdict MISSED = new Verdict(0, 0, "the blow came too late");

  /** What must be the same whenever seed and configuration are: no times. */
  record Line(int number, String architecture, long seed, String outcome, List<Double> scores) {
    private static Line of(Trial trial) {
      return new Line(
          trial.number(),
          trial.architecture().hash(),
          trial.seed(),
          trial.outcome() + " " + trial.score(),
          trial.result().curve().stream().map(Epoch::score).toList());
    }
  }

  /**
   * What is kept of a study.
   *
   * @param trials its trials
   * @param model the trial whose model was made, and what that scored on the test samples
   */
  record Kept(List<Line> trials, String model) {
    /** Of the run in {@code run}. */
    static Kept of(Path run) {
      try (StudyStore store = StudyStore.read(run)) {
        String model =
            store
                .meta(StudyKeys.RESULT, FinalResult.class)
                .map(result -> result.trial() + ": " + result.test())
                .orElse("none");
        return new Kept(lines(run), model);
      }
    }
  }

  /** The trials of the study in {@code run}. */
  static List<Line> lines(Path run) {
    try (StudyStore store = StudyStore.read(run)) {
      return store.trials().stream().map(Line::of).toList();
    }
  }

  /**
   * Looks at a run that has ended.
   *
   * @param borne what is known against it so far; empty for nothing
   * @param undisturbed what is kept of the same study that nobody struck
   */
  static Verdict of(Stage stage, String borne, Kept undisturbed) {
    try {
      Kept kept = Kept.of(stage.run());
      Set<Integer> numbers = kept.trials().stream().map(Line::number).collect(Collectors.toSet());
      Set<Integer> lost = new TreeSet<>(stage.announced());
      lost.removeAll(numbers);
      int doubled = stage.doubled() + kept.trials().size() - numbers.size();
      return new Verdict(lost.size(), doubled, complaint(stage, borne, kept, undisturbed));
    } catch (MimarException e) {
      return new Verdict(
          stage.announced().size(), 0, "the study cannot be read: " + e.getMessage());
    }
  }

  private static String complaint(Stage stage, String borne, Kept kept, Kept undisturbed) {
    if (!borne.isEmpty()) {
      return borne;
    }
    List<String> broken =
        StudyAudit.of(stage.run()).stream()
            .filter(law -> !law.holds())
            .map(law -> law.name() + " " + law.faults())
            .toList();
    if (!broken.isEmpty()) {
      return "the study is unsound: " + broken;
    }
    if (!kept.trials().equals(undisturbed.trials())) {
      return "its trials differ from those of a run left alone";
    }
    return kept.model().equals(undisturbed.model())
        ? ""
        : "its model is " + kept.model() + ", else " + undisturbed.model();
  }

  /** Whether it was not struck at all. */
  boolean missed() {
    return equals(MISSED);
  }

  /** For a reader. */
  String words() {
    return survived() ? "survived" : (missed() ? "missed: " : "NOT SURVIVED: ") + complaint;
  }

  /** Whether all is as it should be. */
  boolean survived() {
    return lost == 0 && doubled == 0 && complaint.isEmpty();
  }
}
