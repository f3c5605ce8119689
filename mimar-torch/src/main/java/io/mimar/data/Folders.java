package io.mimar.data;

import io.mimar.MimarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders that hold data. */
public final class Folders {
  private static final int DEEPEST = 8; // links may lead in circles
  private static final Set<String> UNLABELLED =
      Set.of("unsup", "unsupervised", "unlabeled", "unlabelled");

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

  /**
   * Whether a folder beside those of classes to train on is none: it holds what nobody has told the
   * class of, by its name, and there is no such folder to test on.
   */
  public static boolean isUnlabelled(Path folder) {
    Path part = folder.toAbsolutePath().getParent();
    return UNLABELLED.contains(name(folder).toLowerCase(Locale.ROOT))
        && Part.ofFolder(name(part)).equals(Optional.of(Part.TRAIN))
        && list(part.getParent()).stream()
            .filter(beside -> Part.ofFolder(name(beside)).equals(Optional.of(Part.TEST)))
            .anyMatch(test -> hasFolders(test) && !Files.exists(test.resolve(name(folder))));
  }

  /** Whether there are folders in a folder. */
  public static boolean hasFolders(Path folder) {
    return count(folder) > 0;
  }

  /** How many folders are in a folder; none in a file. */
  static long count(Path folder) {
    return Files.isDirectory(folder)
        ? list(folder).stream().filter(path -> !isHidden(path) && Files.isDirectory(path)).count()
        : 0;
  }

  /**
   * The folder, or where a folder of folders is all that it holds, as unpacked archives often do,
   * that one; not where that is called as a part is, or one of {@code known}.
   */
  public static Path unwrapped(Path folder, Collection<String> known) {
    Path inner = folder;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Optional<Path> only =
          only(inner)
              .filter(one -> Part.ofFolder(name(one)).isEmpty() && !known.contains(name(one)));
      if (only.isEmpty()) {
        break;
      }
      inner = only.get();
    }
    return inner;
  }

  /**
   * The folder, or the one of its own name in it that is all that it holds, as some archives do.
   */
  public static Path undoubled(Path folder) {
    return only(folder).filter(inner -> name(inner).equals(name(folder))).orElse(folder);
  }

  /** The only thing in a folder, where that is a folder of folders. */
  private static Optional<Path> only(Path folder) {
    List<Path> seen = list(folder).stream().filter(path -> !isHidden(path)).toList();
    return Optional.of(seen)
        .filter(all -> all.size() == 1 && hasFolders(all.get(0)))
        .map(all -> all.get(0));
  }

  /**
   * The folder, or where it holds no data, but the only folder in it does, that one: as some
   * archives are unpacked. Not where that is called as a part is.
   *
   * @param holds whether a folder holds data
   */
  public static Path within(Path folder, Predicate<Path> holds) {
    if (!Files.isDirectory(folder) || holds.test(folder)) {
      return folder;
    }
    List<Path> inner =
        list(folder).stream().filter(path -> !isHidden(path) && Files.isDirectory(path)).toList();
    return inner.size() == 1
            && Part.ofFolder(name(inner.get(0))).isEmpty()
            && holds.test(inner.get(0))
        ? inner.get(0)
        : folder;
  }

  /** What to say of files and folders that were passed over, if there are any. */
  public static Optional<String> ignored(List<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Ignored %d other %s (%s)."
                .formatted(
                    names.size(),
                    names.size() == 1 ? "file or folder" : "files or folders",
                    Classes.some(names)));
  }

  /** A file's or folder's own name. */
  public static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
