package io.mimar.data;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What lies in a data folder: the image files of each class in each part, in the order of their
 * paths, whatever the file system's. Opens no file.
 *
 * <p>Folders called after parts that hold folders are the parts; else the class folders lie in the
 * data folder itself. A folder that is alone in its folder is passed through. Class folders are
 * read to any depth; links are followed, but not in circles; what is hidden or no image is counted
 * as ignored.
 */
final class FolderScan {
  private final Path root;
  private final List<ImageEntry> entries = new ArrayList<>();
  private final Map<Part, NavigableSet<String>> classes = new EnumMap<>(Part.class);
  private final List<String> ignored = new ArrayList<>();
  private final Set<String> inner = new TreeSet<>(); // folders of images in class folders
  private boolean hasDirect; // whether an image lies in a class folder itself
  private final Deque<Path> open = new ArrayDeque<>(); // real paths from the root to here

  private FolderScan(Path root) {
    this.root = root;
  }

  /**
   * Scans {@code root}.
   *
   * @param known classes, if there are some: a folder of such a name is not passed through
   * @throws MimarException when a folder cannot be listed or no class folder is there
   */
  static ImageScan of(Path root, Collection<String> known) {
    var scan = new FolderScan(Folders.unwrapped(root, known));
    scan.open.push(real(scan.root));
    var parts = scan.partFolders();
    if (parts.isEmpty()) {
      scan.readClasses(Part.TRAIN, scan.root);
    } else {
      scan.ignoreAllBut(parts);
      parts.forEach(scan::readPart);
    }
    return new ImageScan(scan.entries, scan.classes, scan.ignored, scan.notes());
  }

  private List<String> notes() {
    return inner.isEmpty() || hasDirect
        ? List.of()
        : List.of(
            "All images lie in folders (%s) inside the folders of their classes, and count to these."
                .formatted(Classes.some(List.copyOf(inner))));
  }

  /** The folders of the parts, or none if the class folders lie in the data folder itself. */
  private Map<Part, Path> partFolders() {
    List<Path> folders =
        Folders.list(root).stream()
            .filter(path -> !Folders.isHidden(path) && Files.isDirectory(path))
            .toList();
    List<Path> parts =
        folders.stream().filter(folder -> isPart(folder) && Folders.hasFolders(folder)).toList();
    if (parts.isEmpty()) {
      parts = likeParts(folders);
    }
    Map<Part, Path> found = new TreeMap<>();
    Part.claims(parts, Folders::name)
        .forEach((part, claiming) -> found.put(part, one(part, claiming)));
    return found;
  }

  private static boolean isPart(Path folder) {
    return Part.ofFolder(Folders.name(folder)).isPresent();
  }

  /**
   * Folders that begin or end like parts ({@code seg_train}) and hold folders alone: where one is
   * to train on and one not, and no other has classes, which would be classes all.
   */
  private static List<Path> likeParts(List<Path> folders) {
    List<Path> like =
        folders.stream()
            .filter(folder -> Part.ofFile(Folders.name(folder)).isPresent())
            .filter(Folders::hasFolders)
            .filter(folder -> Folders.list(folder).stream().noneMatch(FolderScan::isImage))
            .toList();
    Set<Part> parts =
        like.stream()
            .flatMap(folder -> Part.ofFile(Folders.name(folder)).stream())
            .collect(Collectors.toSet());
    boolean alone =
        parts.contains(Part.TRAIN)
            && parts.size() > 1
            && folders.stream()
                .filter(folder -> !like.contains(folder))
                .allMatch(folder -> Folders.count(folder) < 2);
    return alone ? like : List.of();
  }

  private Path one(Part part, List<Path> claiming) {
    if (claiming.size() > 1) {
      throw new MimarException(
          root
              + " has two folders for "
              + part
              + ": "
              + Folders.name(claiming.get(0))
              + " and "
              + Folders.name(claiming.get(1)),
          "Keep one of them, or merge them.");
    }
    return claiming.get(0);
  }

  private void ignoreAllBut(Map<Part, Path> parts) {
    for (Path path : Folders.list(root)) {
      if (!parts.containsValue(path)) {
        ignored.add(relative(path));
      }
    }
  }

  private void readPart(Part part, Path folder) {
    if (enter(folder)) {
      readClasses(part, Folders.undoubled(folder));
      open.pop();
    }
  }

  private void readClasses(Part part, Path folder) {
    NavigableSet<String> names = new TreeSet<>();
    boolean images = false;
    for (Path child : Folders.list(folder)) {
      if (Folders.isHidden(child) || !Files.isDirectory(child)) {
        ignored.add(relative(child));
        images |= ImageFile.isNamedLikeOne(Folders.name(child));
      } else if (Folders.isUnlabelled(child)) {
        ignored.add(relative(child));
      } else if (enter(child)) {
        names.add(Folders.name(child));
        readImages(part, Folders.name(child), child, true);
        open.pop();
      }
    }
    if (names.isEmpty() || names.stream().allMatch(name -> Part.ofFolder(name).isPresent())) {
      images |= !names.isEmpty();
      throw new MimarException(
          folder + (images ? " holds images, but no folder per class" : " holds no class folders"),
          "Give a folder that holds one folder of "
              + ImageFile.KINDS
              + " files per class, or of images beside a CSV with a column of their names and one of"
              + " classes; or IDX files.");
    }
    classes.put(part, names);
  }

  private void readImages(Part part, String className, Path folder, boolean outer) {
    for (Path child : Folders.list(folder)) {
      if (Folders.isHidden(child)) {
        ignored.add(relative(child));
      } else if (Files.isDirectory(child)) {
        if (enter(child)) {
          readImages(part, className, child, false);
          open.pop();
        }
      } else if (isImage(child)) {
        entries.add(new ImageEntry(part, className, relative(child), child));
        hasDirect |= outer;
        if (!outer) {
          inner.add(Folders.name(folder));
        }
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
    return ImageFile.isNamedLikeOne(Folders.name(path))
        && (Files.isRegularFile(path) || (Files.isSymbolicLink(path) && !Files.exists(path)));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw Folders.unreadable(folder, e);
    }
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
