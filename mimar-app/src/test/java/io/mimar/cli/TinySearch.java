package io.mimar.cli;

import io.mimar.store.StudyStore;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A search that takes seconds: short schedules, small networks. */
final class TinySearch {
  /** Flags for whatever is not about worker processes. */
  static final List<String> IN_PROCESS = List.of("--executor", "in-process");

  private TinySearch() {}

  /** The words that start it. */
  static List<String> command(Path data, Path out, int trials, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "search",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--trials",
                String.valueOf(trials),
                "--seed",
                "5",
                "--max-macs",
                "200k",
                "--max-params",
                "60k",
                "--set",
                "schedule.epochs=2",
                "--set",
                "schedule.folds=1",
                "--set",
                "final.epochs=1"));
    words.addAll(List.of(more));
    return words;
  }

  /** Runs it and trains in this process, which has the engine already. */
  static Program.Ran run(Path data, Path out, int trials, String... more) {
    List<String> words = command(data, out, trials, more);
    words.addAll(IN_PROCESS);
    return Program.run(words.toArray(String[]::new));
  }

  /** What must be the same whenever seed and configuration are: no times. */
  record Line(int number, String architecture, long seed, String outcome, List<Double> scores) {
    static Line of(Trial trial) {
      return new Line(
          trial.number(),
          trial.architecture().hash(),
          trial.seed(),
          trial.outcome() + " " + trial.score(),
          trial.result().curve().stream().map(e -> e.score()).toList());
    }
  }

  /** The trials of the run in {@code folder}. */
  static List<Line> sequence(Path folder) {
    try (StudyStore store = StudyStore.read(folder)) {
      return store.trials().stream().map(Line::of).toList();
    }
  }
}
