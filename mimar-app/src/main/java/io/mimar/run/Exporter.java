package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.folder.Disk;
import io.mimar.folder.Expected;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.onnx.Parity;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import io.mimar.worker.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Hands out the model of any completed trial: the trained winner, a kept candidate, or one that is
 * trained again from its seed. Each is read back by ONNX Runtime and compared with what the trained
 * network said about real samples.
 */
public final class Exporter {
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
   * @param metric what the run improved
   * @param recorded the score that the run recorded for it
   * @param parity the largest difference of an answer between ONNX Runtime and the trained network
   * @param rows on how many real samples that was measured
   * @param agrees whether the difference is small enough
   */
  public record Exported(
      String file,
      int trial,
      String metric,
      double recorded,
      double parity,
      int rows,
      boolean agrees) {}

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
    if (!Files.exists(source)) {
      throw new MimarException(
          "the model " + source + " is missing",
          "Give --trial to train a candidate again from its seed.");
    }
    double recorded = last.flatMap(Exporter::tested).orElse(trial.score().orElseThrow());
    Expected expected = Expected.read(source);
    double parity = parity(source, expected);
    copy(source, target); // what was there before stays where the model cannot be read
    return new Exported(
        target.toString(),
        trial.number(),
        StudyDescription.of(store).metric(),
        recorded,
        parity,
        expected.answers().length,
        parity <= Parity.TOLERANCE);
  }

  private static Optional<Double> tested(FinalResult result) {
    return result.test().stream().boxed().findFirst();
  }

  private Trial best() {
    return Winner.of(store)
        .orElseThrow(
            () ->
                new MimarException(
                    "no trial of " + folder.path() + " completed",
                    "Go on with `mimar resume`, then export."));
  }

  private Trial completed(int number) {
    Trial trial =
        store
            .trial(number)
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
    if (!Files.exists(kept) || !Files.exists(Expected.beside(kept))) {
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
    Setting setting = Setting.of(store, config, PreparedData.read(folder.data()));
    setting.require(StudyDescription.of(store), List.of(trial));
    Plan plan =
        store
            .meta(SearchRun.PLAN, Plan.class)
            .orElseThrow(
                () ->
                    new MimarException(
                        "the study in "
                            + folder.path()
                            + " has trials, but no plan of its training",
                        "Restore it from a copy, or search anew with another --out."));
    if (setting.inheritance(plan).isPresent()) {
      notes.accept("It starts from fresh weights now, so it may differ from what was scored.");
    }
    if (!trial.result().reason().isEmpty()) { // its training was cut short
      notes.accept(
          "It was "
              + trial.result().reason()
              + "; it is trained to the end now, so it may differ from what was scored.");
    }
    Message.Train again =
        Message.Train.whole(trial.number(), trial.architecture().values(), trial.seed());
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
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Disk.copy(source, target);
    } catch (IOException e) {
      throw new MimarException(
          "the model cannot be written to " + target + ": " + Disk.reason(e),
          "Give another --out.",
          e);
    }
  }

  private double parity(Path file, Expected expected) {
    Dataset data = PreparedData.read(folder.data());
    try (OnnxPredictor predictor = OnnxPredictor.open(file, Setting.cores())) {
      int numbers = predictor.card().target().output().size();
      expected.requireOf(file, numbers, data.test().isPresent());
      LabelledSamples rows = expected.onTest() ? data.test().orElseThrow() : data.validation();
      int[] compared = Expected.rows(expected.answers().length, rows.size());
      return expected.largestDifference(predictor.answers(rows.select(compared)));
    }
  }
}
