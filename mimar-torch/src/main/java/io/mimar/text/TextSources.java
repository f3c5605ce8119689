package io.mimar.text;

import io.mimar.MimarException;
import io.mimar.data.Folders;
import io.mimar.data.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the texts of each part lie: in a file of rows, or in a folder of .txt files.
 *
 * <p>Parts are files called train, validation, valid, val, dev or test, alone or, where none is, as
 * the first or last word (reviews_train.csv), and folders of these names with class folders or one
 * file of rows in them; files of rows called so may end in .txt. Without any of them, or where
 * there is one file of rows, all is the train part.
 *
 * @param root the data folder, or the folder of the data file
 * @param parts the file or folder of each part, the train part first
 * @param ignored what was passed over
 */
record TextSources(Path root, Map<Part, Path> parts, List<Path> ignored) {

  /**
   * Looks into a file or folder.
   *
   * @throws MimarException when it does not exist, or no texts are there
   */
  static TextSources of(Path data) {
    if (Files.notExists(data)) {
      throw new MimarException(
          "data is " + data + ", which does not exist",
          "Give a CSV file, a file of JSON lines, or a folder with a folder of .txt per class.");
    }
    Path absolute = data.toAbsolutePath().normalize();
    if (!Files.isDirectory(data)) {
      return new TextSources(absolute.getParent(), Map.of(Part.TRAIN, absolute), List.of());
    }
    boolean texts = Folders.list(absolute).stream().anyMatch(TextFolder::isText);
    Path within = texts ? absolute : Folders.within(absolute, TextSources::hasTables);
    Path root = Folders.unwrapped(within, Set.of());
    List<Path> children = Folders.list(root);
    Map<Part, Path> parts = parts(root, children);
    if (parts.isEmpty()) {
      return whole(root, children);
    }
    List<Path> ignored = children.stream().filter(c -> !parts.containsValue(c)).toList();
    Map<Part, Path> sources = new TreeMap<>();
    parts.forEach((part, path) -> sources.put(part, source(path)));
    return new TextSources(root, sources, ignored);
  }

  private static Map<Part, Path> parts(Path root, List<Path> children) {
    List<Path> sources = children.stream().filter(c -> isTable(c) || isPartFolder(c)).toList();
    if (sources.isEmpty()) {
      sources = rowsInTxt(children);
    }
    if (sources.size() == 1 && isTable(sources.get(0))) {
      return Map.of(); // all there is, whatever its name
    }
    Map<Part, Path> parts = new TreeMap<>();
    Part.claims(sources, TextTable::stem)
        .forEach(
            (part, claiming) -> {
              checkOne(root, part, claiming);
              parts.put(part, claiming.get(0));
            });
    return parts;
  }

  /** Files train.txt, test.txt and the like, of rows, where no folder has texts. */
  private static List<Path> rowsInTxt(List<Path> children) {
    List<Path> called =
        children.stream()
            .filter(c -> TextFolder.isText(c) && Part.ofFolder(TextTable.stem(c)).isPresent())
            .toList();
    boolean trained =
        called.stream()
            .anyMatch(c -> Part.ofFolder(TextTable.stem(c)).equals(Optional.of(Part.TRAIN)));
    boolean alone = children.stream().noneMatch(Files::isDirectory);
    return trained && alone && called.size() > 1 ? called : List.of();
  }

  private static void checkOne(Path root, Part part, List<Path> claiming) {
    if (claiming.size() > 1) {
      throw new MimarException(
          root
              + " has two "
              + part
              + " parts: "
              + claiming.get(0).getFileName()
              + " and "
              + claiming.get(1).getFileName(),
          "Keep one of them, or merge them.");
    }
  }

  /**
   * Whether a folder is called after a part and holds class folders or rows; where it only begins
   * or ends so, no text beside them.
   */
  private static boolean isPartFolder(Path path) {
    if (!Files.isDirectory(path) || Part.ofFile(Folders.name(path)).isEmpty()) {
      return false;
    }
    List<Path> inside = Folders.list(path);
    return inside.stream().anyMatch(c -> Files.isDirectory(c) || isTable(c))
        && (Part.ofFolder(Folders.name(path)).isPresent()
            || inside.stream().noneMatch(TextFolder::isText));
  }

  /** A folder without parts: all of it, or the one file of rows in it. */
  private static TextSources whole(Path root, List<Path> children) {
    Path source = source(root);
    List<Path> ignored =
        source.equals(root)
            ? List.of() // told by who reads the folder
            : children.stream().filter(child -> !child.equals(source)).toList();
    return new TextSources(root, Map.of(Part.TRAIN, source), ignored);
  }

  /** The folder itself where it has texts in class folders; else the only file of rows in it. */
  private static Path source(Path given) {
    if (!Files.isDirectory(given)) {
      return given;
    }
    Path path = Folders.undoubled(given);
    TextFolder texts = TextFolder.scan(path);
    List<Path> tables = Folders.list(path).stream().filter(TextSources::isTable).toList();
    boolean bareBeside = texts.areBare() && !tables.isEmpty();
    if ((texts.hasClasses() && !bareBeside) || (tables.isEmpty() && texts.hasTexts())) {
      return path;
    } else if (tables.size() == 1) {
      return tables.get(0);
    }
    throw new MimarException(
        tables.isEmpty()
            ? path + " holds no texts"
            : path + " holds " + tables.size() + " files of rows, none called train",
        "Give a CSV file or JSON lines (called train where there are more), or one folder of .txt"
            + " files per class.");
  }

  private static boolean hasTables(Path folder) {
    return Folders.list(folder).stream().anyMatch(TextSources::isTable);
  }

  private static boolean isTable(Path file) {
    return !Folders.isHidden(file) && !Files.isDirectory(file) && TextTable.isNamedLikeOne(file);
  }

  /** All parts, to learn from: the train part must be one. */
  Map<Part, Path> withTrain() {
    if (!parts.containsKey(Part.TRAIN)) {
      throw new MimarException(
          root + " has a " + parts.keySet().iterator().next() + " part, but no train part",
          "Call the file or folder of the training texts train.");
    }
    return parts;
  }

  /** The part to score or predict: the test part, else the validation part, else all. */
  Path last() {
    return List.copyOf(new TreeMap<>(parts).values()).get(parts.size() - 1);
  }

  /** What of {@code ignored} and {@code more} to say, in one sentence. */
  Optional<String> ignoredSentence(List<Path> more) {
    List<Path> all = new ArrayList<>(ignored);
    all.addAll(more);
    return Folders.ignored(all.stream().map(path -> TextFolder.relative(root, path)).toList());
  }
}
