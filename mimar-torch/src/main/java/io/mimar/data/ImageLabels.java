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
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables beside image files that say what these show: {@code labels.csv}, or {@code train.csv} and
 * the like, with a column of the files' names or paths, with or without an ending, and one of
 * classes. Opens no image.
 *
 * <p>Where the images lie in folders that may be classes, these are; a table counts only where it
 * is asked for by a target, or where the folders differ by their numbers alone.
 */
public final class ImageLabels {
  private final Path root;
  private final ImageIndex images;

  /**
   * A table of which one column names images.
   *
   * @param names that column
   * @param files of each row; null where there is none, or more than one
   */
  private record Naming(DelimitedFile table, int names, List<Path> files) {
    private static final double NEARLY_ALL = 0.9;

    Path path() {
      return table.file();
    }

    /** The columns that may have classes. */
    List<String> others() {
      List<String> others = new ArrayList<>(table.header());
      others.remove(names);
      parts().map(table.header()::get).ifPresent(others::remove);
      List<String> told = others.stream().filter(name -> !RowNames.isOne(name)).toList();
      return told.isEmpty() ? others : told;
    }

    /** The column that says which part a row is of, if there is one. */
    Optional<Integer> parts() {
      return IntStream.range(0, table.header().size())
          .filter(column -> column != names)
          .boxed()
          .filter(
              column -> {
                Set<Optional<Part>> said =
                    table.rows().stream()
                        .map(row -> Part.ofFolder(row.cells()[column]))
                        .collect(Collectors.toSet());
                return said.size() > 1
                    && said.contains(Optional.of(Part.TRAIN))
                    && !said.contains(Optional.<Part>empty());
              })
          .findFirst();
    }

    /** Whether images are named with their endings, as columns of other tables hardly are. */
    boolean isByFile() {
      return ImageFile.isNamedLikeOne(table.rows().get(0).cells()[names]);
    }

    /** The column of classes, where it is clear: as asked, of a usual name, or the only other. */
    Optional<String> label(String target) {
      List<String> others = others();
      if (!target.isEmpty()) {
        return TargetNames.like(table.header(), target)
            .filter(name -> table.header().indexOf(name) != names);
      }
      return TargetNames.usual(others)
          .or(() -> Optional.of(others).filter(all -> all.size() == 1).map(all -> all.get(0)));
    }

    /** Whether the images lie in folders that are called as a column says. */
    boolean isOfFolders(ImageIndex images) {
      int[] known = IntStream.range(0, files.size()).filter(r -> files.get(r) != null).toArray();
      return IntStream.range(0, table.header().size())
          .anyMatch(
              column ->
                  IntStream.of(known).filter(row -> isInFolder(images, row, column)).count()
                      >= NEARLY_ALL * known.length);
    }

    private boolean isInFolder(ImageIndex images, int row, int column) {
      String cell = table.rows().get(row).cells()[column];
      return images.folders(files.get(row)).stream()
          .anyMatch(name -> name.equalsIgnoreCase(cell) && Part.ofFolder(name).isEmpty());
    }

    /** Whether the rows are told by numbers, as those of any table may be. */
    boolean isByNumber() {
      return table.rows().stream().allMatch(row -> row.cells()[names].matches("[0-9]+"));
    }
  }

  private ImageLabels(Path root) {
    this.root = root;
    boolean tables = Folders.list(root).stream().anyMatch(ImageLabels::isTable);
    images = tables ? ImageIndex.of(root) : ImageIndex.EMPTY;
  }

  /**
   * The images that tables in {@code root} name, with their classes; empty where no table does, or
   * where folders are the classes.
   *
   * @param target the column of classes; empty for the one that looks like it
   * @throws MimarException when it is not clear which column has the classes, or an image has two
   */
  static Optional<ImageScan> scan(Path root, String target) {
    var labels = new ImageLabels(root);
    Map<Part, List<Naming>> tables = labels.tables();
    boolean folders = target.isEmpty() && labels.areFoldersClasses(tables);
    return tables.isEmpty() || folders
        ? Optional.empty()
        : Optional.of(labels.new Reading(target).all(tables));
  }

  /**
   * Whether a table in {@code data} names images and has a column that must be their classes, or
   * names them with their endings; not where images are called by numbers and other columns are
   * there to learn from.
   */
  public static boolean areIn(Path data) {
    Path root = Folders.unwrapped(data, Set.of());
    var labels = new ImageLabels(root);
    Map<Part, List<Naming>> tables = labels.tables();
    return !labels.areFoldersClasses(tables)
        && tables.getOrDefault(Part.TRAIN, List.of()).stream()
            .anyMatch(
                table ->
                    table.isByFile() // with several columns, --target is asked for
                        || (table.label("").isPresent()
                            && (!table.isByNumber() || table.others().size() == 1)));
  }

  private boolean areFoldersClasses(Map<Part, List<Naming>> tables) {
    return images.areInClassFolders()
        || tables.values().stream().flatMap(List::stream).anyMatch(t -> t.isOfFolders(images));
  }

  /** The tables of each part that name images; where none is called after a part, all to train. */
  private Map<Part, List<Naming>> tables() {
    Map<Path, Naming> naming = new HashMap<>();
    for (Path path : Folders.list(root)) {
      if (isTable(path) && images.mayBeNamedIn(path)) {
        naming(path).ifPresent(found -> naming.put(path, found));
      }
    }
    List<Path> paths = naming.keySet().stream().sorted().toList();
    Map<Part, List<Path>> claims = new EnumMap<>(Part.class);
    claims.putAll(Part.claims(paths, TableParts::nameOf));
    List<Path> rest =
        paths.stream().filter(path -> part(path).isEmpty() && isToTrain(naming.get(path))).toList();
    if (!claims.containsKey(Part.TRAIN) && !rest.isEmpty()) {
      claims.put(Part.TRAIN, rest);
    }
    Map<Part, List<Naming>> tables = new EnumMap<>(Part.class);
    claims.forEach((part, all) -> tables.put(part, all.stream().map(naming::get).toList()));
    return tables;
  }

  /** Not of images to be judged on alone, as a table of answers that are asked for is. */
  private boolean isToTrain(Naming table) {
    return table.files().stream()
        .filter(Objects::nonNull)
        .anyMatch(file -> images.part(file).orElse(Part.TRAIN) == Part.TRAIN);
  }

  private static Optional<Part> part(Path table) {
    return Part.ofFile(TableParts.nameOf(table));
  }

  private static boolean isTable(Path path) {
    return !Folders.isHidden(path)
        && Files.isRegularFile(path)
        && Folders.name(path).matches("(?i).+\\.(csv|tsv)");
  }

  /** The column that names images: best with their endings, and rather no number of the row. */
  private Optional<Naming> naming(Path path) {
    DelimitedFile table;
    try {
      table = DelimitedFile.read(path);
    } catch (MimarException e) {
      return Optional.empty(); // what is no table names nothing
    }
    Optional<Part> part = part(path);
    return IntStream.range(0, table.header().size())
        .boxed()
        .sorted(Comparator.comparing(column -> rank(table, column)))
        .map(
            column ->
                new Naming(
                    table,
                    column,
                    table.rows().stream()
                        .map(row -> images.file(row.cells()[column], part))
                        .toList()))
        .filter(found -> table.header().size() > 1 && isNaming(found.files()))
        .findFirst();
  }

  private static int rank(DelimitedFile table, int column) {
    boolean named = ImageFile.isNamedLikeOne(table.rows().get(0).cells()[column]);
    return named ? 0 : RowNames.isOne(table.header().get(column)) ? 2 : 1;
  }

  /** Nearly all must be found, and most differ: classes may be called as some files are. */
  private static boolean isNaming(List<Path> files) {
    long found = files.stream().filter(Objects::nonNull).count();
    return found >= Naming.NEARLY_ALL * files.size()
        && new HashSet<>(files).size() > files.size() / 2;
  }

  /** Reads tables that name images. */
  private final class Reading {
    private final String target;
    private final List<ImageEntry> entries = new ArrayList<>();
    private final Map<Part, NavigableSet<String>> classes = new EnumMap<>(Part.class);
    private final Map<Path, String> classOf = new HashMap<>();
    private final Set<Path> named = new HashSet<>();
    private final Set<Path> used = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    Reading(String target) {
      this.target = target;
    }

    ImageScan all(Map<Part, List<Naming>> tables) {
      Map<Part, Naming> labelled = new EnumMap<>(Part.class);
      tables.forEach(
          (part, all) -> one(all, part == Part.TRAIN).ifPresent(t -> labelled.put(part, t)));
      labelled.forEach((part, table) -> read(part, table, labelled.size() > 1));
      if (entries.isEmpty()) {
        throw new MimarException(
            "%s names the images of %s, but no row has a class"
                .formatted(Folders.name(tables.values().iterator().next().get(0).path()), root),
            "Fill in the column of classes.");
      }
      entries.sort(
          Comparator.comparing(ImageEntry::part)
              .thenComparing(ImageEntry::className)
              .thenComparing(ImageEntry::relative));
      int left = images.size() - named.size();
      if (left > 0) {
        notes.add("Passed over %d images that no row names.".formatted(left));
      }
      List<String> ignored =
          Folders.list(root).stream()
              .filter(path -> !Files.isDirectory(path) && !used.contains(path))
              .filter(path -> !ImageFile.isNamedLikeOne(Folders.name(path)))
              .map(Folders::name)
              .toList();
      return new ImageScan(entries, classes, ignored, notes);
    }

    /** The table that tells classes; images of parts to judge on may be there to be told. */
    private Optional<Naming> one(List<Naming> tables, boolean wanted) {
      List<Naming> labelled = tables.stream().filter(t -> t.label(target).isPresent()).toList();
      if (labelled.size() > 1 || (labelled.isEmpty() && wanted)) {
        throw unclear(labelled, tables.get(0));
      }
      return labelled.stream().findFirst();
    }

    private void read(Part part, Naming table, boolean divided) {
      DelimitedFile rows = table.table();
      String label = table.label(target).orElseThrow();
      int column = rows.header().indexOf(label);
      used.add(table.path());
      notes.addAll(rows.notes());
      notes.add(
          "The classes are told by the column \"%s\" of %s, whose column \"%s\" names the images."
              .formatted(label, Folders.name(table.path()), rows.header().get(table.names())));
      Optional<Integer> parts = divided ? Optional.empty() : table.parts();
      parts.ifPresent(
          p ->
              notes.add(
                  "The parts are told by the column \"%s\".".formatted(rows.header().get(p))));
      List<String> lost = new ArrayList<>();
      for (int r = 0; r < table.files().size(); r++) {
        Row row = rows.rows().get(r);
        Path file = table.files().get(r);
        String name = row.cells()[column];
        if (file != null) {
          named.add(file);
        }
        if (file == null || Cells.isMissing(name)) {
          lost.add(rows.place(row));
        } else if (isNew(file, name, rows.place(row))) {
          Optional<Part> said = parts.flatMap(p -> Part.ofFolder(row.cells()[p]));
          Part own = divided ? part : said.or(() -> images.part(file)).orElse(part);
          classes.computeIfAbsent(own, p -> new TreeSet<>()).add(name);
          entries.add(new ImageEntry(own, name, images.relative(file), file));
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
      String which =
          target.isEmpty()
              ? "which of its columns has their classes is not clear: "
              : "has no column \"" + target + "\" of their classes, only ";
      return new MimarException(
          "%s names the images of %s, but %s%s"
              .formatted(Folders.name(first.path()), root, which, Classes.some(first.others())),
          "Give --target COLUMN, or --task table to learn from the table alone; or, where the images'"
              + " folders are the classes, move "
              + Folders.name(first.path())
              + " away.");
    }
  }
}
