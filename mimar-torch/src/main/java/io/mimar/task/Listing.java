package io.mimar.task;

import io.mimar.data.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files in a folder by whose names the kind of data is told. */
final class Listing {
  private static final int FILES = 5_000;
  private static final int DEPTH = 4;

  private Listing() {}

  /**
   * The files of a folder that readers see: the first of them, folder by folder, by their names.
   */
  static List<Path> of(Path data) {
    List<Path> files = new ArrayList<>();
    addFiles(data, DEPTH, files, new HashSet<>());
    return files;
  }

  /** Whether there may be more files than these. */
  static boolean isCut(List<Path> files) {
    return files.size() >= FILES;
  }

  /**
   * @param around the folders that it lies in, by their real paths: a link may lead back to one
   */
  private static void addFiles(Path folder, int depth, List<Path> files, Set<Path> around) {
    Path own = real(folder);
    if (!around.add(own)) {
      return;
    }
    for (Path path : Folders.list(folder)) {
      if (Folders.isHidden(path)) {
        continue;
      }
      if (Files.isRegularFile(path) && files.size() < FILES) {
        files.add(path);
      } else if (Files.isDirectory(path) && depth > 1 && files.size() < FILES) {
        addFiles(path, depth - 1, files, around);
      }
    }
    around.remove(own);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // which cannot be listed either
    }
  }
}
