package io.mimar.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. */
public final class Folders {
  private Folders() {}

  /** Deletes {@code folder} with all that is in it, where it exists. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path path : inside(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Copies the files of {@code folder}, none of its folders. */
  public static void copy(Path folder, Path into) throws IOException {
    Files.createDirectories(into);
    for (Path file : inside(folder)) {
      if (Files.isRegularFile(file)) {
        Files.copy(file, into.resolve(folder.relativize(file)));
      }
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.toList();
    }
  }
}
