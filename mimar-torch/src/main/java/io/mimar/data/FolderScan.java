package io.mimar.data;

import io.mimar.MimarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What lies in a data folder: the image files of each class in each part, in the order of their
 * paths, whatever the file system's. Opens no file.
 *
 * <p>Folders with the names of parts that hold folders are the parts; else the class folders lie in
 * the data folder itself. Class folders are read to any depth; links are followed, but not in
 * circles; what is hidden or no image is counted as ignored.
 */
final class FolderScan {
  private final Path root;
  private final List<ImageEntry> entries = new ArrayList<>();
  private final Map<Part, NavigableSet<String>> classes = new EnumMap<>(Part.class);
  private final List<String> ignored = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>(); // real paths from the root to here

  private FolderScan(Path root) {
    this.root = root;
  }

  /**
   * Scans {@code root}.
   *
   * @throws MimarException when a folder cannot be listed or no class folder is there
   */
  static FolderScan of(Path root) {
    var scan = new FolderScan(root);
    scan.open.push(real(root));
    var parts = scan.partFolders();
    if (parts.isEmpty()) {
      scan.readClasses(Part.TRAIN, root);
    } else {
      scan.ignoreAllBut(parts);
      parts.forEach(scan::readPart);
    }
    return scan;
  }

  /** The image files, by part, then class, then path. */
  List<ImageEntry> entries() {
    return List.copyOf(entries);
  }

  /** The class folders of each part that was found, empty ones included. */
  Map<Part, NavigableSet<String>> classes() {
    return classes;
  }

  /** The files and folders that were passed over, from the data folder. */
  List<String> ignored() {
    return List.copyOf(ignored);
  }

  /** The folders of the parts, or none if the class folders lie in the data folder itself. */
  private Map<Part, Path> partFolders() {
    Map<Part, Path> found = new TreeMap<>();
    for (Path folder : list(root)) {
      var part = Part.ofFolder(name(folder));
      if (part.isPresent() && hasFolders(folder)) {
        Path other = found.put(part.get(), folder);
        if (other != null) {
          throw new MimarException(
              root
                  + " has two folders for "
                  + part.get()
                  + ": "
                  + name(other)
                  + " and "
                  + name(folder),
              "Keep one of them, or merge them.");
        }
      }
    }
    return found;
  }

  private void ignoreAllBut(Map<Part, Path> parts) {
    for (Path path : list(root)) {
      if (!parts.containsValue(path)) {
        ignored.add(relative(path));
      }
    }
  }

  private void readPart(Part part, Path folder) {
    if (enter(folder)) {
      readClasses(part, folder);
      open.pop();
    }
  }

  private void readClasses(Part part, Path folder) {
    NavigableSet<String> names = new TreeSet<>();
    boolean images = false;
    for (Path child : list(folder)) {
      if (isHidden(child) || !Files.isDirectory(child)) {
        ignored.add(relative(child));
        images |= ImageFile.isNamedLikeOne(name(child));
      } else if (enter(child)) {
        names.add(name(child));
        readImages(part, name(child), child);
        open.pop();
      }
    }
    if (names.isEmpty() || names.stream().allMatch(name -> Part.ofFolder(name).isPresent())) {
      images |= !names.isEmpty();
      throw new MimarException(
          folder + (images ? " holds images, but no folder per class" : " holds no class folders"),
          "Give a folder that holds one folder of "
              + ImageFile.KINDS
              + " files per class, or IDX files.");
    }
    classes.put(part, names);
  }

  private void readImages(Part part, String className, Path folder) {
    for (Path child : list(folder)) {
      if (isHidden(child)) {
        ignored.add(relative(child));
      } else if (Files.isDirectory(child)) {
        if (enter(child)) {
          readImages(part, className, child);
          open.pop();
        }
      } else if (isImage(child)) {
        entries.add(new ImageEntry(part, className, relative(child), child));
      } else {
        ignored.add(relative(child));
      }
    }
  }

  /** Steps into {@code folder} unless it leads back to a folder that we are in. */
  private boolean enter(Path folder) {
    Path real = real(folder);
    if (open.stream().anyMatch(outer -> outer.startsWith(real))) {
      ignored.add(relative(folder));
      return false;
    }
    open.push(real);
    return true;
  }

  /** A regular file, or a link to nowhere: that one is broken, and not to be passed over. */
  private static boolean isImage(Path path) {
    return ImageFile.isNamedLikeOne(name(path))
        && (Files.isRegularFile(path) || (Files.isSymbolicLink(path) && !Files.exists(path)));
  }

  private static boolean hasFolders(Path folder) {
    return Files.isDirectory(folder)
        && list(folder).stream().anyMatch(path -> Files.isDirectory(path) && !isHidden(path));
  }

  private static boolean isHidden(Path path) {
    return name(path).startsWith(".") || name(path).equals("__MACOSX");
  }

  /** The children of {@code folder}, by name. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      if (!Files.isExecutable(folder)) { // its names can be read, but nothing in it
        throw new AccessDeniedException(folder.toString());
      }
      return children.sorted(Comparator.comparing(FolderScan::name)).toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e.getCause());
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static MimarException unreadable(Path folder, IOException e) {
    String why = e instanceof AccessDeniedException ? "no read permission" : e.toString();
    return new MimarException(
        "folder " + folder + " cannot be read: " + why,
        "Give yourself permission to read and enter it, or move it away.",
        e);
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
