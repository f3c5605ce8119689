package io.mimar.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Exports models by `mimar export`, each in a process of its own: what training again and ONNX
 * Runtime need stays out of this one. One at a time; the file waits here until it is fetched.
 */
final class Exports implements AutoCloseable {
  private static final int PARITY_FAILED = 4;
  private static final long END_SECONDS = 5;

  /** So many models wait to be fetched; older ones would be exported anew. */
  private static final int MOST_KEPT = 4;

  private final Program program;
  private final Path folder;
  private final Map<Key, Job> jobs = Collections.synchronizedMap(new LinkedHashMap<>());

  Exports(Program program) {
    this.program = program;
    try {
      this.folder = Files.createTempDirectory("mimar-exports");
    } catch (IOException e) {
      throw new MimarException(
          "there is no place for exported models: " + e,
          "Make room in the folder for temporary files.",
          e);
    }
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
  }

  private record Job(Process process, Path model, Path out, Path err) {
    Status status() {
      if (process.isAlive()) {
        return Status.of(Stage.RUNNING, "Exporting, and comparing with the trained network …");
      }
      return switch (process.exitValue()) {
        case 0 -> agreed();
        case PARITY_FAILED ->
            Status.of(
                Stage.FAILED, "The exported model differs from the trained one: not handed out.");
        default -> Status.of(Stage.FAILED, Logs.lastWords(err));
      };
    }

    void remove() {
      try {
        for (Path file : List.of(model, out, err)) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new MimarException(
            "an old export cannot be removed: " + e, "Remove " + model.getParent() + ".", e);
      }
    }

    /** Ends it, for it writes into a folder that will be removed. */
    void end() {
      process.destroy();
      try {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Status agreed() {
      try {
        JsonNode said = Json.json().readTree(Files.readString(out));
        return new Status(
            Stage.DONE,
            "Exported; ONNX Runtime gives the same answers.",
            OptionalDouble.of(said.path("parity").asDouble()),
            OptionalInt.of(said.path("rows").asInt()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the export told what is no JSON", e);
      } catch (IOException e) {
        return Status.of(Stage.FAILED, "The export's answer cannot be read: " + e.getMessage());
      }
    }
  }

  /**
   * Starts an export, or stays with the one of the same model that runs.
   *
   * @throws MimarException when another is under way
   */
  synchronized Status start(Key key, RunFolder run) {
    Optional<Key> running =
        jobs.entrySet().stream()
            .filter(e -> e.getValue().process().isAlive())
            .map(Map.Entry::getKey)
            .findFirst();
    if (running.isPresent() && !running.get().equals(key)) {
      throw new MimarException("another export is under way", "Wait until it is done.");
    }
    if (running.isEmpty()) {
      forget(key);
      while (jobs.size() >= MOST_KEPT) {
        forget(jobs.keySet().iterator().next());
      }
      jobs.put(key, begin(key, run));
    }
    return jobs.get(key).status();
  }

  /** Removes what an export left; who fetches it at this moment gets all of it nevertheless. */
  private void forget(Key key) {
    Job old = jobs.remove(key);
    if (old != null) {
      old.remove();
    }
  }

  private Job begin(Key key, RunFolder run) {
    Path model = folder.resolve(key.file());
    Path out = folder.resolve(key.file() + ".json");
    Path err = folder.resolve(key.file() + ".log");
    List<String> words =
        new ArrayList<>(
            List.of(
                "export",
                run.path().toAbsolutePath().toString(),
                "--out",
                model.toString(),
                "--json"));
    key.trial().ifPresent(trial -> words.addAll(List.of("--trial", String.valueOf(trial))));
    try {
      return new Job(program.start(words, out, err), model, out, err);
    } catch (IOException e) {
      throw new MimarException(
          "the export cannot be started: " + e.getMessage(),
          "Try `mimar export` in a terminal.",
          e);
    }
  }

  /** How far an export is; empty where none was asked for. */
  Optional<Status> status(Key key) {
    return Optional.ofNullable(jobs.get(key)).map(Job::status);
  }

  /** The file of an export that is done and agreed. */
  Optional<Path> file(Key key) {
    return Optional.ofNullable(jobs.get(key))
        .filter(job -> job.status().stage() == Stage.DONE)
        .map(Job::model);
  }

  /** Ends what runs and removes all files; may be called again. */
  @Override
  public synchronized void close() {
    jobs.values().forEach(Job::end);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
