package io.mimar.series;

import io.mimar.MimarException;
import io.mimar.data.Folders;
import io.mimar.data.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of each part: of a folder with part folders, with files called after parts ({@code
 * train.csv}; where none is, {@code GunPoint_TEST.ts}), or with one file; or a file itself. Where a
 * part is there in several forms, as in the UCR archive, the first of {@link Form} is taken. Opens
 * no file.
 */
final class SeriesFiles {
  private final Path root;
  private final Map<Part, List<Path>> parts = new EnumMap<>(Part.class);
  private final List<String> ignored = new ArrayList<>();

  private SeriesFiles(Path root) {
    this.root = root;
  }

  /** The forms that series come in, the one that tells most first. */
  enum Form {
    TS,
    JSON,
    CSV,
    TSV;

    /** The form of a file by its name's ending, gzipped or not. */
    static Optional<Form> of(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
      String ending = plain.substring(plain.lastIndexOf('.') + 1);
      return switch (ending) {
        case "ts" -> Optional.of(TS);
        case "jsonl", "ndjson", "json" -> Optional.of(JSON);
        case "csv" -> Optional.of(CSV);
        case "tsv" -> Optional.of(TSV);
        default -> Optional.empty();
      };
    }
  }

  /**
   * Finds the files at {@code given}.
   *
   * @throws MimarException when there are none, no train part among some, or two for a part
   */
  static SeriesFiles of(Path given) {
    Path root = Folders.within(given, SeriesFiles::isIn);
    var files = new SeriesFiles(root);
    if (Files.isDirectory(root)) {
      files.scan();
    } else if (!Files.exists(root)) {
      throw new MimarException(
          "data is " + root + ", which does not exist",
          "Give the path of a file of series, or of a folder with such files.");
    } else {
      files.parts.put(Part.TRAIN, List.of(root));
    }
    return files;
  }

  Map<Part, List<Path>> parts() {
    return parts;
  }

  /** What was passed over, in one sentence. */
  Optional<String> ignored() {
    return Folders.ignored(ignored);
  }

  private static boolean isIn(Path folder) {
    return Folders.list(folder).stream().anyMatch(p -> !Folders.isHidden(p) && isReadable(p));
  }

  private void scan() {
    List<Path> readable =
        Folders.list(root).stream()
            .filter(path -> !Folders.isHidden(path) && isReadable(path))
            .toList();
    boolean one = readable.size() == 1 && !Files.isDirectory(readable.get(0));
    Map<Part, List<Path>> claims = one ? Map.of() : Part.claims(readable, SeriesFiles::stem);
    if (claims.isEmpty()) {
      takeOnly(readable);
    }
    claims.forEach((part, paths) -> paths.forEach(path -> offer(part, path)));
    Folders.list(root).stream()
        .filter(path -> parts.values().stream().noneMatch(paths -> paths.contains(path)))
        .forEach(path -> ignored.add(Folders.name(path)));
    parts.replaceAll((part, paths) -> paths.stream().flatMap(this::files).toList());
  }

  /** A file that may hold series, or a folder that is a part and has such files. */
  private static boolean isReadable(Path path) {
    return Files.isDirectory(path)
        ? Part.ofFolder(Folders.name(path)).isPresent()
            && Folders.list(path).stream()
                .anyMatch(file -> !Folders.isHidden(file) && Form.of(file).isPresent())
        : Form.of(path).isPresent();
  }

  /** What comes before the first point of a name. */
  private static String stem(Path file) {
    String name = Folders.name(file);
    int dot = name.indexOf('.');
    return name.substring(0, dot < 0 ? name.length() : dot);
  }

  private void offer(Part part, Path path) {
    Path other = parts.containsKey(part) ? parts.get(part).get(0) : path;
    boolean folders = Files.isDirectory(path) || Files.isDirectory(other);
    if (!other.equals(path) && (folders || form(other) == form(path))) {
      throw new MimarException(
          root
              + " has two for the "
              + part
              + " part: "
              + Folders.name(other)
              + " and "
              + Folders.name(path),
          "Keep one of them, or merge them.");
    }
    boolean better = other.equals(path) || form(path).compareTo(form(other)) < 0;
    parts.put(part, List.of(better ? path : other));
  }

  private static Form form(Path file) {
    return Form.of(file).orElse(Form.CSV);
  }

  private void takeOnly(List<Path> unnamed) {
    if (unnamed.size() != 1) {
      throw new MimarException(
          root
              + (unnamed.isEmpty()
                  ? " has no file of series"
                  : " has " + unnamed.size() + " files, but none is called train"),
          "Give .ts, .tsv, .csv or .jsonl files called train, validation and test, or one file.");
    }
    parts.put(Part.TRAIN, unnamed);
  }

  private Stream<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    List<Path> files = new ArrayList<>();
    for (Path child : Folders.list(path)) {
      boolean file =
          !Folders.isHidden(child) && !Files.isDirectory(child) && Form.of(child).isPresent();
      if (file) {
        files.add(child);
      } else {
        ignored.add(Folders.name(path) + "/" + Folders.name(child));
      }
    }
    return files.stream();
  }
}
