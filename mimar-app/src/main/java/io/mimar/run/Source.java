package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.gne.WarmStart;
import io.mimar.objective.Objective;
import io.mimar.space.SearchSpace;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a run takes over from another when it starts: kept in its own study from then on, so that
 * the other may go on, change or vanish.
 *
 * @param run the other run's name
 * @param metric what it improved
 * @param direction which way
 * @param found its trials that have a score, in the order of asking
 */
record Source(String run, String metric, Objective.Direction direction, List<Found> found) {
  /** The key under which a study holds it. */
  static final String KEY = "source";

  Source {
    found = List.copyOf(found);
  }

  /**
   * A trial.
   *
   * @param values the architecture's choices
   * @param epochs how long it trained
   * @param score what it reached
   */
  record Found(List<Integer> values, int epochs, double score) {
    static Found of(Trial trial) {
      return new Found(
          trial.architecture().values(), trial.result().epochs(), trial.score().orElseThrow());
    }

    Trial trial(int number, SearchSpace space) {
      int[] choices = values.stream().mapToInt(Integer::intValue).toArray();
      Epoch last = new Epoch(epochs, Double.NaN, Double.NaN, score, 0);
      Result result = new Result(Outcome.COMPLETE, List.of(last), "", 0, 0);
      return new Trial(number, space.architecture(choices), Map.of(), KEY, 0, 0, result);
    }
  }

  /**
   * Reads the run in {@code folder}, which may still go on.
   *
   * @param space what the new run searches
   * @throws MimarException when it is no run, searched another space or has too few scored trials
   */
  static Source read(String folder, SearchSpace space) {
    RunFolder run = Runs.existing(path(folder));
    try (StudyStore store = StudyStore.read(run.path())) {
      StudyDescription study = StudyDescription.of(store);
      requireSpace(folder, study.space(), space.name());
      List<Trial> scored = store.trials().stream().filter(t -> t.score().isPresent()).toList();
      scored.forEach(t -> requireMember(folder, t, space));
      if (scored.size() < WarmStart.LEAST) {
        throw new MimarException(
            "the run "
                + folder
                + " of --warm-start has "
                + scored.size()
                + " trials with a score, but must have at least "
                + WarmStart.LEAST,
            "Let it go on by `mimar resume " + folder + "`, or leave --warm-start out.");
      }
      List<Found> found = scored.stream().map(Found::of).toList();
      return new Source(run.name(), study.metric(), study.direction(), found);
    }
  }

  private static Path path(String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException e) {
      throw new MimarException(
          "warmStart is \"" + folder + "\", but must be the folder of a run",
          "Give the folder that `mimar search` printed.",
          e);
    }
  }

  private static void requireSpace(String folder, String other, String own) {
    if (!other.equals(own)) {
      throw new MimarException(
          "the run "
              + folder
              + " of --warm-start searched the space "
              + other
              + ", but this one searches "
              + own,
          "Give a run of space " + own + ", or leave --warm-start out.");
    }
  }

  private static void requireMember(String folder, Trial trial, SearchSpace space) {
    if (!space.contains(trial.architecture())) {
      throw new MimarException(
          "trial "
              + trial.number()
              + " of the run "
              + folder
              + " of --warm-start is no architecture of the space "
              + space.name()
              + " as this version has it",
          "Give a run of this version, or leave --warm-start out.");
    }
  }

  /** As the searcher wants it. */
  WarmStart warmStart(SearchSpace space) {
    List<Trial> trials =
        IntStream.range(0, found.size()).mapToObj(i -> found.get(i).trial(i, space)).toList();
    return new WarmStart(trials, new Objective(metric, direction));
  }

  /** In a sentence, for people. */
  String note() {
    return "Starts from the "
        + found.size()
        + " scored trials of "
        + run
        + " ("
        + metric
        + "); they count as far as this run's own trials bear them out.";
  }
}
