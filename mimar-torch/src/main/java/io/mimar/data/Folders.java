package io.mimar.data;

import io.mimar.MimarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that hold data. */
public final class Folders {
  private static final int DEEPEST = 8; // links may lead in circles

  private Folders() {}

  /**
   * The files and folders in {@code folder}, hidden ones too, by name.
   *
   * @throws MimarException when it cannot be read or entered
   */
  public static List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      if (!Files.isExecutable(folder)) { // its names can be read, but nothing in it
        throw new AccessDeniedException(folder.toString());
      }
      return children.sorted(Comparator.comparing(Folders::name)).toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e.getCause());
    }
  }

  /** What {@link #list} says of a folder that cannot be read. */
  public static MimarException unreadable(Path folder, IOException e) {
    String why = e instanceof AccessDeniedException ? "no read permission" : e.toString();
    return new MimarException(
        "folder " + folder + " cannot be read: " + why,
        "Give yourself permission to read and enter it, or move it away.",
        e);
  }

  /** Whether a path is no data, by its name. */
  public static boolean isHidden(Path path) {
    return name(path).startsWith(".") || name(path).equals("__MACOSX");
  }

  /** Whether there are folders in a folder. */
  public static boolean hasFolders(Path folder) {
    return Files.isDirectory(folder)
        && list(folder).stream().anyMatch(path -> Files.isDirectory(path) && !isHidden(path));
  }

  /**
   * The folder, or where a folder of folders is all that it holds, as unpacked archives often do,
   * that one; not where that is called as a part is, and the folder otherwise.
   */
  public static Path unwrapped(Path folder) {
    Path inner = folder;
    for (int depth = 0; depth < DEEPEST; depth++) {
      List<Path> seen = list(inner).stream().filter(path -> !isHidden(path)).toList();
      if (seen.size() != 1 || !hasFolders(seen.get(0)) || isPartOf(inner, seen.get(0))) {
        break;
      }
      inner = seen.get(0);
    }
    return inner;
  }

  private static boolean isPartOf(Path folder, Path inner) {
    return Part.ofFolder(name(inner)).isPresent() && !name(inner).equals(name(folder));
  }

  /** A file's or folder's own name. */
  public static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
