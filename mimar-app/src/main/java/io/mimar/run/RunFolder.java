package io.mimar.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a run are.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** The run's name: the folder's. */
  public String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /** The resolved configuration, for people; the study holds it too. */
  public Path config() {
    return path.resolve("study.yaml");
  }

  /** The prepared data. */
  public Path data() {
    return path.resolve("data.bin");
  }

  /** The trained winner. */
  public Path model() {
    return path.resolve("model.onnx");
  }

  /** The report. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** What workers log. */
  public Path workerLog() {
    return path.resolve("workers.log");
  }

  /** The folder of kept candidates. */
  public Path models() {
    return path.resolve("models");
  }

  /** The kept model of a trial. */
  public Path model(int trial) {
    return models().resolve("trial-" + trial + ".onnx");
  }

  /** Where {@code file} is, relative to where the program was called; empty where it is not. */
  public Optional<String> existing(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Path here = Path.of("").toAbsolutePath();
    Path whole = file.toAbsolutePath().normalize();
    return Optional.of((whole.startsWith(here) ? here.relativize(whole) : whole).toString());
  }

  /** The first of {@code parent/name}, {@code parent/name-2}, … that does not exist. */
  public static Path free(Path parent, String name) {
    Path folder = parent.resolve(name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = parent.resolve(name + "-" + i);
    }
    return folder;
  }
}
