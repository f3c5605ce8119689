package io.mimar.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Exports models by `mimar export`: training again and ONNX Runtime are errands. The file waits
 * until it is fetched.
 */
final class Exports implements AutoCloseable {
  private static final int PARITY_FAILED = 4;

  /** So many models wait to be fetched; older ones would be exported anew. */
  private static final int MOST_KEPT = 4;

  private final Errands errands;

  Exports(Program program) {
    this.errands = new Errands(program, "export", MOST_KEPT);
  }

  /**
   * What is exported.
   *
   * @param study the run's id
   * @param trial a trial; empty for the model of the run
   */
  record Key(String study, OptionalInt trial) {
    private String file() {
      return study + (trial.isPresent() ? "-" + trial.getAsInt() : "") + ".onnx";
    }
  }

  /** How far an export is. */
  enum Stage {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * An export as the page sees it.
   *
   * @param stage how far it is
   * @param message what to tell
   * @param parity the largest difference of an answer between the file and the trained network
   * @param rows on how many samples that was measured
   */
  record Status(Stage stage, String message, OptionalDouble parity, OptionalInt rows) {
    static Status of(Stage stage, String message) {
      return new Status(stage, message, OptionalDouble.empty(), OptionalInt.empty());
    }

    private static Status of(Errands.Errand errand) {
      if (errand.isRunning()) {
        return of(Stage.RUNNING, "Exporting, and comparing with the trained network …");
      }
      return switch (errand.exit()) {
        case 0 ->
            errand
                .answer()
                .map(Status::agreed)
                .orElseGet(() -> of(Stage.FAILED, "What the export said was lost; try again."));
        case PARITY_FAILED ->
            of(Stage.FAILED, "The exported model differs from the trained one: not handed out.");
        default -> of(Stage.FAILED, errand.lastWords());
      };
    }

    private static Status agreed(JsonNode said) {
      return new Status(
          Stage.DONE,
          "Exported; ONNX Runtime gives the same answers.",
          OptionalDouble.of(said.path("parity").asDouble()),
          OptionalInt.of(said.path("rows").asInt()));
    }
  }

  /**
   * Starts an export, or stays with the one of the same model that runs.
   *
   * @throws MimarException when another is under way
   */
  Status start(Key key, RunFolder run) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "export",
                run.path().toAbsolutePath().toString(),
                "--out",
                errands.file(key.file()).toString(),
                "--json"));
    key.trial().ifPresent(trial -> words.addAll(List.of("--trial", String.valueOf(trial))));
    return Status.of(errands.start(key.file(), words));
  }

  /** How far an export is; empty where none was asked for. */
  Optional<Status> status(Key key) {
    return errands.find(key.file()).map(Status::of);
  }

  /** The file of an export that is done and agreed. */
  Optional<Path> file(Key key) {
    return errands
        .find(key.file())
        .filter(errand -> Status.of(errand).stage() == Stage.DONE)
        .map(Errands.Errand::file);
  }

  /** Ends what runs and removes all files; may be called again. */
  @Override
  public void close() {
    errands.close();
  }
}
