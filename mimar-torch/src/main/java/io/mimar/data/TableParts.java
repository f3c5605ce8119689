package io.mimar.data;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  public static TableParts of(Path data) {
    if (!Files.exists(data)) {
      throw new MimarException("data is " + data + ", which does not exist", HINT);
    }
    if (!Files.isDirectory(data)) {
      return new TableParts(Map.of(Part.TRAIN, data), List.of());
    }
    List<Path> tables = list(data).stream().filter(p -> isTable(p) || isPartFolder(p)).toList();
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
    list(data).stream()
        .filter(path -> !files.containsValue(path))
        .forEach(path -> ignored.add(name(path)));
    files.replaceAll((part, path) -> Files.isDirectory(path) ? only(path, ignored) : path);
    return new TableParts(files, told(ignored));
  }

  private static Path one(Path data, Part part, List<Path> claiming) {
    if (claiming.size() > 1) {
      throw new MimarException(
          data + " has two files for " + part + ": " + names(claiming), "Keep one.");
    }
    return claiming.get(0);
  }

  /** The file of the last part: test, else validation, else train. */
  public Path last() {
    return files.get(Collections.max(files.keySet()));
  }

  /** Whether {@code folder} holds a table, or a folder called after a part does. */
  static boolean isIn(Path folder) {
    return list(folder).stream().anyMatch(path -> isTable(path) || isPartFolder(path));
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
    return name(path).toLowerCase(Locale.ROOT).contains(".txt");
  }

  private static boolean isPartFolder(Path path) {
    return Files.isDirectory(path)
        && Part.ofFile(stem(path)).isPresent()
        && list(path).stream().anyMatch(TableParts::isTable);
  }

  /** The one table in a part's folder. */
  private static Path only(Path folder, List<String> ignored) {
    List<Path> tables = list(folder).stream().filter(TableParts::isTable).toList();
    if (tables.size() > 1) {
      throw new MimarException(
          folder + " holds " + tables.size() + " tables, but must hold one: " + names(tables),
          "Join them, or move the others away.");
    }
    list(folder).stream()
        .filter(path -> !tables.contains(path))
        .forEach(path -> ignored.add(name(folder) + "/" + name(path)));
    return tables.get(0);
  }

  private static String stem(Path path) {
    var table = TABLE.matcher(name(path));
    return table.matches() ? table.group(1) : name(path);
  }

  private static boolean isTable(Path path) {
    return !name(path).startsWith(".")
        && TABLE.matcher(name(path)).matches()
        && Files.isRegularFile(path);
  }

  private static List<String> told(List<String> ignored) {
    if (ignored.isEmpty()) {
      return List.of();
    }
    return List.of(
        "Ignored " + ignored.size() + " other files or folders (" + Classes.some(ignored) + ").");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new MimarException(
          "folder " + folder + " cannot be read: " + e.getMessage(),
          "Give yourself permission to read and enter it.",
          e);
    }
  }

  private static String names(List<Path> paths) {
    return Classes.some(paths.stream().map(TableParts::name).toList());
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
