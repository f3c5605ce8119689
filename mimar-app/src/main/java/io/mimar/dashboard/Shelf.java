package io.mimar.dashboard;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs that are shown: run folders, and folders that hold some. What appears in them later is
 * found too. A run is addressed by a hash of where it is, so that no request names a file.
 */
final class Shelf {
  /** Of one root are shown so many, the first by name. */
  static final int MOST = 500;

  private static final int ID_BYTES = 6;

  private final List<Path> roots;

  private Shelf(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * A shelf of what the user named.
   *
   * @throws MimarException when one of {@code roots} is not there, or holds no run
   */
  static Shelf of(List<Path> roots) {
    for (Path root : roots) {
      if (!Files.isDirectory(root)) {
        throw new MimarException(
            "RUNS is " + root + ", but there is no such folder",
            "Give the folder that `mimar search` printed, or one that holds such folders.");
      }
      if (runs(root).isEmpty()) {
        throw new MimarException(
            "RUNS is " + root + ", but there is no run in it",
            "Give the folder that `mimar search` printed, or one that holds such folders.");
      }
    }
    return new Shelf(roots);
  }

  /** A shelf of the folder in which runs go by default, which may not be there yet. */
  static Shelf ofDefault(Path root) {
    return new Shelf(List.of(root));
  }

  /** The runs by their ids, in the order of their names. */
  Map<String, RunFolder> runs() {
    Map<String, RunFolder> found = new LinkedHashMap<>();
    for (Path root : roots) {
      runs(root).forEach(run -> found.putIfAbsent(id(run), new RunFolder(run)));
    }
    return found;
  }

  /** The run of an id. */
  Optional<RunFolder> find(String id) {
    return Optional.ofNullable(runs().get(id));
  }

  /** Whether a server keeps the study, which may not answer for long. */
  static boolean isFar(RunFolder folder) {
    return !Files.exists(folder.path().resolve(StudyStore.FILE));
  }

  /** How many runs are left out, since a root has more than are shown. */
  int leftOut() {
    return roots.stream().mapToInt(root -> Math.max(0, all(root).size() - MOST)).sum();
  }

  private static List<Path> runs(Path root) {
    return all(root).stream().limit(MOST).toList();
  }

  private static List<Path> all(Path root) {
    if (StudyStore.exists(root)) {
      return List.of(root);
    }
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(root)) {
      return inside
          .filter(run -> StudyStore.exists(run) && !StudyStore.isLinked(run))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new MimarException(
          "the folder " + root + " cannot be read: " + e, "Make it readable.", e);
    }
  }

  private static String id(Path run) {
    try {
      byte[] place = run.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(place);
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (IOException e) {
      throw new MimarException("the run " + run + " is gone: " + e, "Look again.", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
