package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.DelimitedFile.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Tables beside image files that say what these show: {@code labels.csv}, or {@code train.csv} and
 * the like, with a column of the files' names or paths, with or without an ending, and one of
 * classes. Opens no image.
 */
public final class ImageLabels {
  /** So many of a column's cells must be names of images; the others are passed over. */
  private static final double NEARLY_ALL = 0.9;

  private static final int DEEPEST = 8; // links may lead in circles

  private final Path root;
  private final Map<String, List<Path>> images = new HashMap<>(); // by name, and without ending
  private int count;

  /**
   * A table of which one column names images.
   *
   * @param names that column
   * @param files of each row; null where there is none, or more than one
   */
  private record Naming(DelimitedFile table, int names, List<Path> files) {
    Path path() {
      return table.file();
    }

    /** The column of classes, where it is clear: as asked, of a usual name, or the only other. */
    Optional<String> label(String target) {
      List<String> others = new ArrayList<>(table.header());
      others.remove(names);
      if (!target.isEmpty()) {
        return TargetNames.like(others, target);
      }
      return TargetNames.usual(others)
          .or(() -> Optional.of(others).filter(all -> all.size() == 1).map(all -> all.get(0)));
    }

    /** Whether the images lie in folders that are called as a column says. */
    boolean isOfFolders(Path root) {
      int[] known = IntStream.range(0, files.size()).filter(r -> files.get(r) != null).toArray();
      return IntStream.range(0, table.header().size())
          .anyMatch(
              column ->
                  IntStream.of(known).filter(row -> isInFolder(root, row, column)).count()
                      >= NEARLY_ALL * known.length);
    }

    private boolean isInFolder(Path root, int row, int column) {
      String cell = table.rows().get(row).cells()[column];
      Path inside = root.relativize(files.get(row)).getParent();
      return inside != null
          && IntStream.range(0, inside.getNameCount())
              .mapToObj(depth -> inside.getName(depth).toString())
              .anyMatch(name -> name.equalsIgnoreCase(cell) && Part.ofFolder(name).isEmpty());
    }
  }

  private ImageLabels(Path root) {
    this.root = root;
    if (Folders.list(root).stream().anyMatch(ImageLabels::isTable)) {
      add(root, DEEPEST);
    }
  }

  /**
   * The images that tables in {@code root} name, with their classes; empty where no table does, or
   * where the folders of the images are their classes.
   *
   * @param target the column of classes; empty for the one that looks like it
   * @throws MimarException when it is not clear which column has the classes, or an image has two
   */
  static Optional<ImageScan> scan(Path root, String target) {
    var labels = new ImageLabels(root);
    Map<Part, List<Naming>> tables = labels.tables();
    List<Naming> train = tables.getOrDefault(Part.TRAIN, List.of());
    if (train.isEmpty() || (target.isEmpty() && train.get(0).isOfFolders(root))) {
      return Optional.empty();
    }
    return Optional.of(labels.new Reading(target).all(tables));
  }

  /** Whether a table in {@code data} names images and has a column that must be their classes. */
  public static boolean areIn(Path data) {
    Path root = Folders.unwrapped(data, Set.of());
    List<Naming> train = new ImageLabels(root).tables().getOrDefault(Part.TRAIN, List.of());
    return train.size() == 1
        && train.get(0).label("").isPresent()
        && !train.get(0).isOfFolders(root);
  }

  private void add(Path folder, int depth) {
    for (Path path : Folders.list(folder)) {
      if (Folders.isHidden(path)) {
        continue;
      }
      String name = Folders.name(path);
      if (Files.isDirectory(path)) {
        if (depth > 1) {
          add(path, depth - 1);
        }
      } else if (ImageFile.isNamedLikeOne(name)) {
        count++;
        put(name, path);
        put(name.substring(0, name.lastIndexOf('.')), path);
      }
    }
  }

  private void put(String name, Path path) {
    images.computeIfAbsent(name, n -> new ArrayList<>(1)).add(path);
  }

  /** The tables of each part that name images; where none is called after a part, all to train. */
  private Map<Part, List<Naming>> tables() {
    if (count == 0) {
      return Map.of();
    }
    Map<Path, Naming> naming = new HashMap<>();
    for (Path path : Folders.list(root)) {
      if (isTable(path)) {
        naming(path).ifPresent(found -> naming.put(path, found));
      }
    }
    List<Path> paths = naming.keySet().stream().sorted().toList();
    Map<Part, List<Path>> claims = Part.claims(paths, TableParts::nameOf);
    if (!claims.containsKey(Part.TRAIN) && !paths.isEmpty()) {
      claims = Map.of(Part.TRAIN, paths.stream().filter(path -> !isOfAPart(path)).toList());
    }
    Map<Part, List<Naming>> tables = new EnumMap<>(Part.class);
    claims.forEach((part, all) -> tables.put(part, all.stream().map(naming::get).toList()));
    return tables;
  }

  private static boolean isOfAPart(Path path) {
    return Part.ofFile(TableParts.nameOf(path)).isPresent();
  }

  private static boolean isTable(Path path) {
    String name = Folders.name(path).toLowerCase(Locale.ROOT);
    return !Folders.isHidden(path)
        && Files.isRegularFile(path)
        && (name.endsWith(".csv") || name.endsWith(".tsv"));
  }

  private Optional<Naming> naming(Path path) {
    DelimitedFile table;
    try {
      table = DelimitedFile.read(path);
    } catch (MimarException e) {
      return Optional.empty(); // what is no table names nothing
    }
    Naming best = null;
    for (int column = 0; column < table.header().size() && table.header().size() > 1; column++) {
      List<Path> files = new ArrayList<>();
      for (Row row : table.rows()) {
        files.add(file(row.cells()[column], path));
      }
      long found = files.stream().filter(file -> file != null).count();
      if (found >= NEARLY_ALL * files.size()
          && new HashSet<>(files).size() > files.size() / 2 // a class may be called as a file is
          && best == null) {
        best = new Naming(table, column, files);
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The image that a cell names: by the end of its path, in the folder of the table's part where
   * there are several.
   */
  private Path file(String cell, Path table) {
    String wanted = cell.replace('\\', '/');
    List<Path> found =
        images.getOrDefault(wanted.substring(wanted.lastIndexOf('/') + 1), List.of());
    if (found.size() > 1) {
      found = found.stream().filter(path -> isAt(path, wanted)).toList();
    }
    if (found.size() > 1) {
      Optional<Part> part = Part.ofFile(TableParts.nameOf(table));
      found = found.stream().filter(path -> part(path).equals(part)).toList();
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  private boolean isAt(Path path, String wanted) {
    String inside = "/" + relative(path);
    String plain = inside.substring(0, inside.lastIndexOf('.'));
    return inside.endsWith("/" + wanted) || plain.endsWith("/" + wanted);
  }

  /** The part that the outermost folder of an image is called after. */
  private Optional<Part> part(Path path) {
    Path inside = root.relativize(path);
    return inside.getNameCount() > 1 ? Part.ofFile(inside.getName(0).toString()) : Optional.empty();
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  /** Reads tables that name images. */
  private final class Reading {
    private final String target;
    private final List<ImageEntry> entries = new ArrayList<>();
    private final Map<Part, NavigableSet<String>> classes = new EnumMap<>(Part.class);
    private final Map<Path, String> classOf = new HashMap<>();
    private final Set<Path> used = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    Reading(String target) {
      this.target = target;
    }

    ImageScan all(Map<Part, List<Naming>> tables) {
      boolean divided = tables.size() > 1;
      tables.forEach((part, naming) -> read(part, naming, divided));
      entries.sort(
          Comparator.comparing(ImageEntry::part)
              .thenComparing(ImageEntry::className)
              .thenComparing(ImageEntry::relative));
      int left = count - classOf.size();
      if (left > 0) {
        notes.add("Passed over %d images that no row names.".formatted(left));
      }
      List<String> ignored =
          Folders.list(root).stream()
              .filter(path -> !Files.isDirectory(path) && !used.contains(path))
              .filter(path -> !classOf.containsKey(path))
              .map(ImageLabels.this::relative)
              .toList();
      return new ImageScan(entries, classes, ignored, notes);
    }

    private void read(Part part, List<Naming> tables, boolean divided) {
      List<Naming> labelled = tables.stream().filter(t -> t.label(target).isPresent()).toList();
      if (labelled.isEmpty() && part != Part.TRAIN) {
        return; // images to be told, not to learn from
      }
      if (labelled.size() != 1) {
        throw unclear(labelled, tables.get(0));
      }
      Naming table = labelled.get(0);
      String label = table.label(target).orElseThrow();
      used.add(table.path());
      notes.add(
          "The classes are told by the column \"%s\" of %s, whose column \"%s\" names the images."
              .formatted(
                  label, Folders.name(table.path()), table.table().header().get(table.names())));
      read(part, table, table.table().header().indexOf(label), divided);
    }

    private void read(Part part, Naming table, int label, boolean divided) {
      List<String> lost = new ArrayList<>();
      for (int r = 0; r < table.files().size(); r++) {
        Row row = table.table().rows().get(r);
        Path file = table.files().get(r);
        String name = row.cells()[label];
        if (file == null || Cells.isMissing(name)) {
          lost.add(table.table().place(row));
        } else if (isNew(file, name, table.table().place(row))) {
          Part own = divided ? part : part(file).orElse(part);
          classes.computeIfAbsent(own, p -> new TreeSet<>()).add(name);
          entries.add(new ImageEntry(own, name, relative(file), file));
        }
      }
      if (!lost.isEmpty()) {
        notes.add(
            "Passed over %d of the %d rows of %s, which name no image here or no class (first: %s)."
                .formatted(
                    lost.size(), table.files().size(), Folders.name(table.path()), lost.get(0)));
      }
    }

    private boolean isNew(Path file, String name, String place) {
      String known = classOf.putIfAbsent(file, name);
      if (known != null && !known.equals(name)) {
        throw new MimarException(
            "image %s is of class \"%s\" and, at %s, of class \"%s\""
                .formatted(file, known, place, name),
            "Give each image one class; images of several at once cannot be learned.");
      }
      return known == null;
    }

    private MimarException unclear(List<Naming> labelled, Naming first) {
      if (labelled.size() > 1) {
        return new MimarException(
            "%s and %s both say what the images of %s show"
                .formatted(
                    Folders.name(labelled.get(0).path()),
                    Folders.name(labelled.get(1).path()),
                    root),
            "Keep one of them, or call one train.csv.");
      }
      List<String> others = new ArrayList<>(first.table().header());
      others.remove(first.names());
      String which =
          target.isEmpty()
              ? "which of its columns has their classes is not clear: "
              : "has no column \"" + target + "\" of their classes, only ";
      return new MimarException(
          "%s names the images of %s, but %s%s"
              .formatted(Folders.name(first.path()), root, which, Classes.some(others)),
          "Give --target COLUMN; or, where the images' folders are the classes, move "
              + Folders.name(first.path())
              + " away.");
    }
  }
}
