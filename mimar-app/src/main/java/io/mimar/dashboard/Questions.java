package io.mimar.dashboard;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.explain.Explanation;
import io.mimar.folder.RunFolder;
import io.mimar.run.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is only found out about a trial when someone asks: why it is as it is, which trials are like
 * it, and what lies between it and another. `mimar explain` and `mimar map` find it, as errands.
 */
final class Questions implements AutoCloseable {
  private static final int MOST_KEPT = 50;

  private final Errands errands;

  Questions(Program program) {
    this.errands = new Errands(program, "explanation", MOST_KEPT);
  }

  /**
   * A question about a trial.
   *
   * @param study the run's id
   * @param trial the trial
   * @param other what lies between it and this one is asked; empty for why it is as it is
   */
  record Question(String study, int trial, OptionalInt other) {
    private String name() {
      return study + "-" + trial + (other.isPresent() ? "-" + other.getAsInt() : "");
    }

    private List<String> words(RunFolder run) {
      String path = run.path().toAbsolutePath().toString();
      return other.isPresent()
          ? List.of("map", path, "--between", trial + "," + other.getAsInt(), "--json")
          : List.of("explain", path, "--trial", String.valueOf(trial), "--json");
    }
  }

  /**
   * How far a question is.
   *
   * @param stage how far
   * @param message what to tell
   */
  record Status(Exports.Stage stage, String message) {
    private static Status of(Errands.Errand errand) {
      if (errand.isRunning()) {
        return new Status(Exports.Stage.RUNNING, "Asking the search's surrogate …");
      }
      return errand.exit() == 0
          ? new Status(Exports.Stage.DONE, "")
          : new Status(Exports.Stage.FAILED, errand.lastWords());
    }
  }

  /**
   * Why a trial is as it is.
   *
   * @param explanation of the search and of this trial
   * @param near the trials that are most like it
   */
  record Why(Explanation explanation, List<Mapping.Neighbour> near) {}

  /**
   * Asks, or stays with the same question that is asked already.
   *
   * @throws MimarException when another is under way
   */
  Status ask(Question question, RunFolder run) {
    return Status.of(errands.start(question.name(), question.words(run)));
  }

  /** How far a question is; empty where it was not asked. */
  Optional<Status> status(Question question) {
    return errands.find(question.name()).map(Status::of);
  }

  /** The answer to why a trial is as it is, once it is there. */
  Optional<Why> why(String study, int trial) {
    return answer(new Question(study, trial, OptionalInt.empty()), Why.class);
  }

  /** What lies between two trials, once that is found out. */
  Optional<List<Mapping.Step>> between(String study, int trial, int other) {
    return answer(new Question(study, trial, OptionalInt.of(other)), Mapping.Step[].class)
        .map(List::of);
  }

  private <T> Optional<T> answer(Question question, Class<T> type) {
    return errands
        .find(question.name())
        .filter(errand -> Status.of(errand).stage() == Exports.Stage.DONE)
        .flatMap(Errands.Errand::answer)
        .map(
            said -> {
              try {
                return Json.json()
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(said, type);
              } catch (IOException e) {
                throw new UncheckedIOException("a question was answered otherwise", e);
              }
            });
  }

  /** Ends what is asked and forgets all. */
  @Override
  public void close() {
    errands.close();
  }
}
