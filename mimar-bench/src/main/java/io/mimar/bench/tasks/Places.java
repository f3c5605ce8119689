package io.mimar.bench.tasks;

import io.mimar.MimarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where data sets are that no package has.
 *
 * @param sets a folder with a folder for each, where the user gave one
 */
record Places(Optional<Path> sets) {

  /**
   * The folder called {@code name} of those that were given.
   *
   * @throws MimarException when there is none
   */
  Path given(String name) {
    Path folder =
        sets.orElseThrow(
                () ->
                    new MimarException(
                        "no package has " + name + ", and --sets is not given",
                        "Name the folder that holds a folder " + name + ": --sets DIR."))
            .resolve(name);
    return existing(folder, "Name the folder that holds it by --sets DIR.");
  }

  /**
   * {@code path}, which must exist.
   *
   * @param remedy how to get it
   */
  static Path existing(Path path, String remedy) {
    if (Files.notExists(path)) {
      throw new MimarException(path + " does not exist", remedy);
    }
    return path;
  }
}
