package io.mimar.bench.faults;

import io.mimar.MimarException;
import io.mimar.store.StudyAudit;
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
   * @param undisturbed the trials of the same study that nobody struck
   */
  static Verdict of(Stage stage, String borne, List<Line> undisturbed) {
    try {
      List<Line> kept = lines(stage.run());
      Set<Integer> numbers = kept.stream().map(Line::number).collect(Collectors.toSet());
      Set<Integer> lost = new TreeSet<>(stage.announced());
      lost.removeAll(numbers);
      int doubled = stage.doubled() + kept.size() - numbers.size();
      return new Verdict(lost.size(), doubled, complaint(stage, borne, kept, undisturbed));
    } catch (MimarException e) {
      return new Verdict(
          stage.announced().size(), 0, "the study cannot be read: " + e.getMessage());
    }
  }

  private static String complaint(
      Stage stage, String borne, List<Line> kept, List<Line> undisturbed) {
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
    return kept.equals(undisturbed) ? "" : "its trials differ from those of a run left alone";
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
