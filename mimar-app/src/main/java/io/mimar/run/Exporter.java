package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledImages;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.onnx.OnnxClassifier;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.train.Evaluation;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import io.mimar.worker.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Hands out the model of any completed trial: the trained winner, a kept candidate, or one that is
 * trained again from its seed. Each is read back by ONNX Runtime and must score what was recorded.
 */
public final class Exporter {
  /** Rows that may fall on the other side of a tie between two engines. */
  private static final int TIES = 2;

  private final RunFolder folder;
  private final StudyStore store;
  private final Consumer<String> notes;

  /** An exporter from a run; {@code notes} hears what the user should know. */
  public Exporter(RunFolder folder, StudyStore store, Consumer<String> notes) {
    this.folder = folder;
    this.store = store;
    this.notes = notes;
  }

  /**
   * A model that was handed out.
   *
   * @param file where it is
   * @param trial the trial it is of
   * @param recorded the score that the run recorded for it
   * @param measured the score that ONNX Runtime gets from the file on the same rows
   * @param rows how many rows
   * @param agrees whether the two are equal but for ties
   */
  public record Exported(
      String file, int trial, double recorded, double measured, int rows, boolean agrees) {}

  /**
   * Writes the model of a trial to {@code target}.
   *
   * @param number the trial; empty for the best
   * @throws MimarException when there is no such trial or it did not complete
   */
  public Exported export(OptionalInt number, Path target) {
    Trial trial = number.isPresent() ? completed(number.getAsInt()) : best();
    Optional<FinalResult> last =
        store
            .meta(StudyKeys.RESULT, FinalResult.class)
            .filter(f -> number.isEmpty() && f.trial() == trial.number());
    Path source = last.isPresent() ? folder.model() : candidate(trial);
    copy(source, target);
    Dataset data = PreparedData.read(folder.data());
    boolean byTest = last.isPresent() && data.test().isPresent();
    LabelledImages rows = byTest ? data.test().orElseThrow() : data.validation();
    double recorded = byTest ? last.get().test().orElseThrow() : trial.score().orElseThrow();
    double measured = accuracy(target, rows);
    boolean comparable = last.isEmpty() || byTest; // the winner has learnt the validation rows
    boolean agrees = !comparable || Math.abs(measured - recorded) * rows.size() <= TIES;
    return new Exported(target.toString(), trial.number(), recorded, measured, rows.size(), agrees);
  }

  private Trial best() {
    return new History(store.trials(), List.of())
        .best(Objective.ACCURACY)
        .orElseThrow(
            () ->
                new MimarException(
                    "no trial of " + folder.path() + " completed",
                    "Go on with `mimar resume`, then export."));
  }

  private Trial completed(int number) {
    Trial trial =
        store.trials().stream()
            .filter(t -> t.number() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    new MimarException(
                        "trial is " + number + ", but " + folder.path() + " has no such trial",
                        "`mimar show " + folder.path() + "` lists them."));
    if (trial.outcome() != Outcome.COMPLETE) {
      throw new MimarException(
          "trial "
              + number
              + " did not complete: "
              + trial.outcome()
              + ", "
              + trial.result().reason(),
          "Choose a complete one from `mimar show " + folder.path() + "`.");
    }
    return trial;
  }

  private Path candidate(Trial trial) {
    Path kept = folder.model(trial.number());
    if (!Files.exists(kept)) {
      notes.accept(
          "The model of trial "
              + trial.number()
              + " was not kept: it is trained again from its seed.");
      retrain(trial);
    }
    return kept;
  }

  private void retrain(Trial trial) {
    Config config = Runs.config(store);
    Setting setting = Setting.of(config, PreparedData.read(folder.data()));
    Plan plan =
        store
            .meta(SearchRun.PLAN, Plan.class)
            .orElseThrow(() -> new IllegalStateException("trials without a plan"));
    Message.Train again =
        new Message.Train(trial.number(), trial.architecture().values(), trial.seed(), List.of());
    Message.Finished finished =
        setting
            .call(folder, plan, 1)
            .ask(again, Message.Finished.class, message -> {}, () -> false);
    if (finished.result().outcome() != Outcome.COMPLETE) {
      throw new MimarException(
          "trial " + trial.number() + " could not be trained again: " + finished.result().reason(),
          "Read " + folder.workerLog() + ".");
    }
  }

  private static void copy(Path source, Path target) {
    if (Files.isDirectory(target)) {
      throw new MimarException(
          "--out is " + target + ", which is a folder, but must be a file",
          "Name the file, say --out " + target.resolve("model.onnx") + ".");
    }
    if (!Files.exists(source)) {
      throw new MimarException(
          "the model " + source + " is missing",
          "Give --trial to train a candidate again from its seed.");
    }
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new MimarException(
          "the model cannot be written to " + target + ": " + e.getMessage(),
          "Give another --out.",
          e);
    }
  }

  private static double accuracy(Path file, LabelledImages rows) {
    try (OnnxClassifier classifier = OnnxClassifier.open(file, Setting.cores())) {
      return new Evaluation(classifier.probabilities(rows), rows.labels()).accuracy();
    }
  }
}
