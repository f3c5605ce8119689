package io.mimar.data;

import io.mimar.MimarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The files of a table's parts: a file alone, whatever its name, files that are called after their
 * parts, or folders of that name with one file each.
 *
 * @param files the file of each part; the train part always has one
 * @param notes what was passed over
 */
public record TableParts(Map<Part, Path> files, List<String> notes) {
  private static final Pattern TABLE =
      Pattern.compile("(?i)(.+)\\.(csv|tsv|tab|psv|dat|data|txt|arff)(\\.gz)?");
  private static final String HINT =
      "Give one file, or a folder with train.csv and, where there are such parts, validation.csv"
          + " and test.csv.";

  public TableParts {
    files = Map.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * Finds them.
   *
   * @throws MimarException when there is no table, or it is not clear which is to train on
   */
  public static TableParts of(Path given) {
    if (!Files.exists(given)) {
      throw new MimarException("data is " + given + ", which does not exist", HINT);
    }
    if (!Files.isDirectory(given)) {
      return new TableParts(Map.of(Part.TRAIN, given), List.of());
    }
    Path data = Folders.within(given, TableParts::hasTables);
    List<Path> tables =
        Folders.list(data).stream().filter(p -> isTable(p) || isPartFolder(p)).toList();
    Map<Part, Path> files = new EnumMap<>(Part.class);
    Part.claims(tables, TableParts::stem)
        .forEach((part, claiming) -> files.put(part, one(data, part, claiming)));
    if (!files.containsKey(Part.TRAIN)) {
      Path train =
          train(data, tables.stream().filter(p -> !files.containsValue(p)).toList(), files);
      files.values().remove(train);
      files.put(Part.TRAIN, train);
    }
    List<String> ignored = new ArrayList<>();
    Folders.list(data).stream()
        .filter(path -> !files.containsValue(path))
        .forEach(path -> ignored.add(Folders.name(path)));
    files.replaceAll((part, path) -> Files.isDirectory(path) ? only(path, ignored) : path);
    return new TableParts(files, Folders.ignored(ignored).stream().toList());
  }

  /** The file of a part; a .txt, which may tell about the others, only where there is no other. */
  private static Path one(Path data, Part part, List<Path> claiming) {
    List<Path> tables = claiming.stream().filter(path -> !isText(path)).toList();
    List<Path> chosen = tables.isEmpty() ? claiming : tables;
    if (chosen.size() > 1) {
      throw new MimarException(
          data + " has two files for " + part + ": " + names(chosen), "Keep one.");
    }
    return chosen.get(0);
  }

  /** The file of the last part: test, else validation, else train. */
  public Path last() {
    return files.get(Collections.max(files.keySet()));
  }

  /** Whether {@code folder} holds a table, or a folder called after a part does. */
  static boolean isIn(Path folder) {
    return Folders.list(folder).stream().anyMatch(path -> isTable(path) || isPartFolder(path));
  }

  /** Whether it holds tables; a .txt may tell about others. */
  private static boolean hasTables(Path folder) {
    return Folders.list(folder).stream()
        .anyMatch(path -> isPartFolder(path) || (isTable(path) && !isText(path)));
  }

  /** A short name for a table's file or folder. */
  public static String nameOf(Path data) {
    Path last = data.toAbsolutePath().normalize().getFileName();
    var table = TABLE.matcher(last == null ? "" : last.toString());
    return last == null ? data.toString() : table.matches() ? table.group(1) : last.toString();
  }

  /**
   * The one file that is not called after a part, or the only one; a .txt only where there is no
   * other.
   */
  private static Path train(Path data, List<Path> others, Map<Part, Path> called) {
    List<Path> tables = others.stream().filter(path -> !isText(path)).toList();
    boolean only = tables.isEmpty() && called.size() == 1;
    Path first = only ? called.values().iterator().next() : data;
    if (only && Files.isRegularFile(first) && (others.isEmpty() || !isText(first))) {
      return first;
    }
    List<Path> chosen = tables.isEmpty() ? others : tables;
    if (chosen.size() != 1) {
      String found =
          chosen.isEmpty()
              ? " holds no table to train on"
              : " holds " + chosen.size() + " tables, and none is called train: " + names(chosen);
      throw new MimarException(data + found, HINT);
    }
    return chosen.get(0);
  }

  private static boolean isText(Path path) {
    return Folders.name(path).toLowerCase(Locale.ROOT).contains(".txt");
  }

  private static boolean isPartFolder(Path path) {
    return Files.isDirectory(path)
        && Part.ofFile(stem(path)).isPresent()
        && Folders.list(path).stream().anyMatch(TableParts::isTable);
  }

  /** The one table in a part's folder. */
  private static Path only(Path folder, List<String> ignored) {
    List<Path> tables = Folders.list(folder).stream().filter(TableParts::isTable).toList();
    if (tables.size() > 1) {
      throw new MimarException(
          folder + " holds " + tables.size() + " tables, but must hold one: " + names(tables),
          "Join them, or move the others away.");
    }
    Folders.list(folder).stream()
        .filter(path -> !tables.contains(path))
        .forEach(path -> ignored.add(Folders.name(folder) + "/" + Folders.name(path)));
    return tables.get(0);
  }

  private static String stem(Path path) {
    var table = TABLE.matcher(Folders.name(path));
    return table.matches() ? table.group(1) : Folders.name(path);
  }

  private static boolean isTable(Path path) {
    return !Folders.name(path).startsWith(".")
        && TABLE.matcher(Folders.name(path)).matches()
        && Files.isRegularFile(path);
  }

  private static String names(List<Path> paths) {
    return Classes.some(paths.stream().map(Folders::name).toList());
  }
}
