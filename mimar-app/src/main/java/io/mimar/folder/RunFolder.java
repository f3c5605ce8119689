package io.mimar.folder;

import io.mimar.MimarException;
import io.mimar.file.WholeFile;
import io.mimar.store.StudyStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a run are.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  /** A run's files lie in its folder, or in a folder of that. */
  private static final int DEPTH = 2;

  /** The run's name: the folder's. */
  public String name() {
    return Optional.ofNullable(path.toAbsolutePath().normalize().getFileName())
        .map(Path::toString)
        .orElse("run");
  }

  /**
   * Files in the folder that no run makes before its study exists, links among them: a folder with
   * none of them is free for a new run, also where an earlier start was killed.
   */
  public List<String> strangers() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> Files.isSymbolicLink(file) || !isOwn(file.getFileName().toString()))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /**
   * Refuses a place where a run would lose what it consists of: study, data, configuration, models.
   *
   * @param place an absolute path without links
   * @throws MimarException when it is such
   */
  static void requireNoPart(Path place) {
    Path parent = place.getParent();
    for (int up = 0; parent != null && up < DEPTH; up++, parent = parent.getParent()) {
      RunFolder folder = new RunFolder(parent);
      String name = parent.relativize(place).getName(0).toString();
      if (folder.isRun() && (folder.isOwn(name) || folder.isOfModel(name))) {
        throw new MimarException(
            place + " is a part of the run " + parent + ", which would be lost",
            "Give another place.");
      }
    }
  }

  private boolean isRun() {
    return Files.exists(config()) || Files.exists(path.resolve(StudyStore.FILE));
  }

  private boolean isOfModel(String name) {
    return path.resolve(name).equals(model())
        || path.resolve(name).equals(Expected.beside(model()))
        || path.resolve(name).equals(nextModel().getParent());
  }

  private boolean isOwn(String name) {
    return name.startsWith("study.")
        || Stream.of(config(), data(), WholeFile.unfinished(data()), models(), weights())
            .anyMatch(file -> file.equals(path.resolve(name)));
  }

  /**
   * Refuses links in this folder and in its folders: a run that came from somebody else must not
   * write outside of it.
   *
   * @throws MimarException naming one
   */
  public void requireNoLinks() {
    Optional<Path> link =
        inside(path)
            .flatMap(file -> Stream.concat(Stream.of(file), inside(file)))
            .filter(Files::isSymbolicLink)
            .findFirst();
    if (link.isPresent()) {
      throw new MimarException(
          link.get() + " is a link, but a run's files must be in its folder",
          "Put what it points to in its place, where you trust it; else delete it.");
    }
  }

  /** What is in a folder, of which a living owner may delete some meanwhile. */
  private static Stream<Path> inside(Path folder) {
    return Optional.ofNullable(folder.toFile().listFiles()).stream()
        .flatMap(Arrays::stream)
        .map(File::toPath);
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

  /** Where the next trained winner is written, before it becomes the {@link #model()}. */
  public Path nextModel() {
    return path.resolve("next").resolve(model().getFileName());
  }

  /** The report. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** The report as Markdown. */
  public Path markdown() {
    return path.resolve("report.md");
  }

  /** What workers log. */
  public Path workerLog() {
    return path.resolve("workers.log");
  }

  /** What a cluster's driver logs. */
  public Path clusterLog() {
    return path.resolve("spark.log");
  }

  /** What a run says that a dashboard started. */
  public Path ownerLog() {
    return path.resolve("owner.log");
  }

  /** The folder of kept candidates. */
  public Path models() {
    return path.resolve("models");
  }

  /** The kept model of a trial. */
  public Path model(int trial) {
    return models().resolve("trial-" + trial + ".onnx");
  }

  /** The weights of a trial that others may start from. */
  public Path weights(int trial) {
    return weights().resolve("trial-" + trial + ".bin");
  }

  /** The folder of weights that others may start from. */
  private Path weights() {
    return path.resolve("weights");
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

  /**
   * Makes the first of {@code parent/name}, {@code parent/name-2}, … that does not exist, so that
   * of several that ask at the same time each has its own.
   *
   * @throws MimarException when no folder can be made there
   */
  public static RunFolder reserve(Path parent, String name) {
    try {
      if (!Files.isDirectory(parent)) {
        Files.createDirectories(parent);
      }
      Path folder = parent.resolve(name);
      for (int i = 2; !isMade(folder); i++) {
        folder = parent.resolve(name + "-" + i);
      }
      return new RunFolder(folder);
    } catch (IOException e) {
      throw new MimarException(
          "no folder can be made in " + parent + ": " + e.getMessage(),
          "Give another place with --out.",
          e);
    }
  }

  private static boolean isMade(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Takes a reserved folder back, where nothing was written into it. */
  public void giveBack() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // a run is in it, or it is not ours to delete
    }
  }
}
