package io.mimar.data;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The image files below a folder, by what a table may call them: path or name, ending or none. */
final class ImageIndex {
  static final ImageIndex EMPTY = new ImageIndex(Path.of(""));

  private static final int DEEPEST = 8;

  /** What more files than these are called names none of them. */
  private static final int MOST_ALIKE = 16;

  /** More bytes of a table for each image than these have other things in them than its class. */
  private static final long MOST_BYTES = 2_000;

  private static final long BYTES_ASIDE = 1 << 20;

  private final Path root;
  private final Map<String, Path> byPath = new HashMap<>();
  private final Map<String, List<Path>> byName = new HashMap<>();
  private final Set<String> folders = new HashSet<>(); // that may be classes
  private int size;

  private ImageIndex(Path root) {
    this.root = root;
  }

  static ImageIndex of(Path root) {
    var index = new ImageIndex(root);
    index.add(root, DEEPEST);
    return index;
  }

  private void add(Path folder, int depth) {
    for (Path path : children(folder)) {
      if (Folders.isHidden(path)) {
        continue;
      }
      if (Files.isDirectory(path)) {
        if (depth > 1 && !leadsBack(path)) {
          add(path, depth - 1);
        }
      } else if (ImageFile.isNamedLikeOne(Folders.name(path))) {
        add(path);
      }
    }
  }

  /** What cannot be read is told by who reads images. */
  private static List<Path> children(Path folder) {
    try {
      return Folders.list(folder);
    } catch (MimarException e) {
      return List.of();
    }
  }

  private boolean leadsBack(Path path) {
    try {
      return Files.isSymbolicLink(path) && root.toRealPath().startsWith(path.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  private void add(Path file) {
    size++;
    String name = Folders.name(file);
    String relative = relative(file);
    int ending = name.length() - name.lastIndexOf('.');
    byPath.put(relative, file);
    byPath.putIfAbsent(relative.substring(0, relative.length() - ending), file);
    for (String called : List.of(name, name.substring(0, name.length() - ending))) {
      List<Path> alike = byName.computeIfAbsent(called, n -> new ArrayList<>(1));
      if (alike.size() <= MOST_ALIKE) {
        alike.add(file);
      }
    }
    List<String> around = folders(file);
    if (!around.isEmpty()) {
      String last = around.get(around.size() - 1);
      if (Part.ofFile(last).isEmpty()) {
        folders.add(last);
      }
    }
  }

  int size() {
    return size;
  }

  /** Whether a table is not far too large to be one of these images. */
  boolean mayBeNamedIn(Path table) {
    try {
      return size > 0 && Files.size(table) <= BYTES_ASIDE + MOST_BYTES * size;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether images lie in several folders whose names tell more than a number of theirs. */
  boolean areInClassFolders() {
    boolean numbered =
        folders.stream().allMatch(name -> name.matches(".*\\p{L}.*"))
            && folders.stream().map(name -> name.replaceAll("[0-9]+", "")).distinct().count() == 1;
    return folders.size() > 1 && !numbered;
  }

  /**
   * The image that a cell names, or null: by its path, else by the end of its path, in the folder
   * of the table's part where there are several.
   *
   * @param part of the table
   */
  Path file(String cell, Optional<Part> part) {
    String wanted = cell.replace('\\', '/');
    Path exact = byPath.get(wanted);
    if (exact != null) {
      return exact;
    }
    String name = wanted.substring(wanted.lastIndexOf('/') + 1);
    List<Path> alike = byName.getOrDefault(name, List.of());
    if (alike.size() > MOST_ALIKE) {
      return null; // not all of them are here
    }
    List<Path> found =
        alike.stream()
            .filter(path -> name.equals(wanted) || endsAlike(relative(path), wanted))
            .filter(path -> part.isEmpty() || part(path).isEmpty() || part(path).equals(part))
            .toList();
    if (found.size() > 1) {
      Part own = part.orElse(Part.TRAIN);
      found = found.stream().filter(path -> part(path).equals(Optional.of(own))).toList();
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  /** Whether one path ends as the other does, with or without an ending. */
  private static boolean endsAlike(String relative, String wanted) {
    String path = "/" + relative;
    String plain = path.substring(0, path.lastIndexOf('.'));
    String end = "/" + wanted;
    return path.endsWith(end) || plain.endsWith(end) || end.endsWith(path) || end.endsWith(plain);
  }

  /** The part that a folder around an image is called after. */
  Optional<Part> part(Path file) {
    List<String> around = folders(file);
    return around.stream()
        .flatMap(name -> Part.ofFolder(name).stream())
        .findFirst()
        .or(() -> around.stream().findFirst().flatMap(Part::ofFile));
  }

  /** The names of the folders around an image, the outermost first. */
  List<String> folders(Path file) {
    Path inside = root.relativize(file).getParent();
    return inside == null
        ? List.of()
        : IntStream.range(0, inside.getNameCount())
            .mapToObj(depth -> inside.getName(depth).toString())
            .toList();
  }

  String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
