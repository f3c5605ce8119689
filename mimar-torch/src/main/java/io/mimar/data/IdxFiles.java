package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.IdxFile.Source;
import io.mimar.network.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a folder of IDX files with MNIST's names: {@code train-images-idx3-ubyte} and {@code
 * train-labels-idx1-ubyte}, {@code t10k-} or {@code test-}, {@code validation-}, each gzipped or
 * not. Classes are named by their numbers, or by the lines of {@code classes.txt}. Rows stay in the
 * order of the files.
 */
public final class IdxFiles {
  private static final String CLASSES = "classes.txt";
  private static final List<String> IMAGES = List.of("-images-idx3-ubyte", "-images.idx3-ubyte");
  private static final List<String> LABELS = List.of("-labels-idx1-ubyte", "-labels.idx1-ubyte");

  private final Path folder;
  private final DataOptions options;
  private final List<String> assumptions = new ArrayList<>();

  private IdxFiles(Path folder, DataOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** Whether {@code folder} has files of these names. */
  public static boolean isIn(Path folder) {
    return Arrays.stream(Part.values())
        .anyMatch(
            part ->
                !found(folder, part, IMAGES).isEmpty() || !found(folder, part, LABELS).isEmpty());
  }

  /** Whether a path is a folder with files of these names, or a file of images named so. */
  public static boolean areImagesAt(Path path) {
    if (Files.isDirectory(path)) {
      return isIn(path);
    }
    String name = path.toString();
    return IMAGES.stream().anyMatch(end -> name.endsWith(end) || name.endsWith(end + ".gz"));
  }

  /**
   * Reads images without their labels, which are 0: those of a file, or of a folder's test part,
   * else of its validation part, else of its train part.
   *
   * @param shape the model's input
   * @throws MimarException when the file is not as it must be
   */
  public static LabelledFiles unlabelled(Path path, Shape shape) {
    if (!Files.isDirectory(path)) {
      return told(path, IdxFile.images(source(path)), shape, List.of());
    }
    IdxFiles files = new IdxFiles(path, DataOptions.DEFAULT);
    Part part = files.lastPart();
    Path images = files.one(part, "images", found(path, part, IMAGES));
    files.assumptions.add("The " + part + " part of " + path + " is used (" + name(images) + ").");
    return told(images, IdxFile.images(source(images)), shape, files.assumptions);
  }

  private static LabelledFiles told(
      Path file, LabelledSamples images, Shape shape, List<String> assumptions) {
    var resized = Resize.all(file.toString(), images, shape);
    return new LabelledFiles(rows(name(file), images.size()), resized, assumptions);
  }

  private static List<String> rows(String file, int count) {
    return IntStream.range(0, count).mapToObj(row -> file + "#" + row).toList();
  }

  /**
   * Reads all parts.
   *
   * @throws MimarException when there is no train part, a file is missing or not as it must be, or
   *     grouping is asked for
   */
  static Parts read(Path folder, DataOptions options) {
    return new IdxFiles(folder, options).read();
  }

  /**
   * Reads images to score a model on: those of the test part, else of the validation part, else of
   * the train part.
   *
   * @param classes the model's classes; labels without {@code classes.txt} are positions in them
   * @param shape the model's input
   * @throws MimarException when a class is none of the model's, or a file is not as it must be
   */
  static LabelledFiles labelled(
      Path folder, List<String> classes, Shape shape, DataOptions options) {
    return new IdxFiles(folder, options).labelled(classes, shape);
  }

  private Parts read() {
    Map<Part, LabelledSamples> read = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      part(part).ifPresent(images -> read.put(part, images));
    }
    if (!read.containsKey(Part.TRAIN)) {
      throw new MimarException(
          folder + " has IDX files, but no train-images-idx3-ubyte",
          "Add train-images-idx3-ubyte and train-labels-idx1-ubyte, gzipped or not.");
    }
    List<String> others =
        Folders.list(folder).stream().map(Folders::name).filter(name -> !isKnown(name)).toList();
    Folders.ignored(others).ifPresent(assumptions::add);
    return IdxParts.of(Datasets.nameOf(folder), names(), read, options, assumptions);
  }

  private LabelledFiles labelled(List<String> classes, Shape shape) {
    Part part = lastPart();
    var images = part(part).orElseThrow(() -> missing(part, "images"));
    String file = name(found(folder, part, IMAGES).get(0));
    assumptions.add("The " + part + " part of " + folder + " is used (" + file + ").");
    int[] labels = mapped(images, part, classes);
    var resized = Resize.all(folder.toString(), images, shape);
    return new LabelledFiles(
        rows(file, labels.length),
        LabelledSamples.images(shape, resized.pixels(), labels),
        assumptions);
  }

  private Part lastPart() {
    return Arrays.stream(Part.values())
        .filter(part -> !found(folder, part, IMAGES).isEmpty())
        .max(Comparator.naturalOrder())
        .orElse(Part.TEST);
  }

  /** The labels as positions in {@code classes}, by name where the files have names. */
  private int[] mapped(LabelledSamples images, Part part, List<String> classes) {
    var own = names().orElseGet(() -> IdxParts.numbered(Map.of(part, images)));
    if (names().isEmpty() && !classes.containsAll(own)) {
      assumptions.add(
          "There is no " + CLASSES + ": labels are taken as positions in the model's classes.");
      IdxParts.checkLabels(folder.toString(), part, images, classes);
      return images.labels();
    }
    IdxParts.checkLabels(folder.toString(), part, images, own);
    int[] counts = Classes.count(images.labels(), own.size());
    var present = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).mapToObj(own::get);
    Classes.checkKnown(folder.toString(), present.toList(), classes);
    return Arrays.stream(images.labels()).map(label -> classes.indexOf(own.get(label))).toArray();
  }

  private Optional<LabelledSamples> part(Part part) {
    var images = found(folder, part, IMAGES);
    var labels = found(folder, part, LABELS);
    if (images.isEmpty() && labels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        IdxFile.pair(source(one(part, "images", images)), source(one(part, "labels", labels))));
  }

  /** The file to read; a plain one goes before a gzipped one of the same name. */
  private Path one(Part part, String kind, List<Path> files) {
    if (files.isEmpty()) {
      throw missing(part, kind);
    }
    Path first = files.get(0);
    for (Path other : files.subList(1, files.size())) {
      if (!name(other).equals(name(first) + ".gz")) {
        throw new MimarException(
            folder
                + " has two files of "
                + part
                + " "
                + kind
                + ": "
                + name(first)
                + " and "
                + name(other),
            "Keep one of them.");
      }
      assumptions.add(name(other) + " is ignored, since " + name(first) + " is there.");
    }
    return first;
  }

  private MimarException missing(Part part, String kind) {
    var names = kind.equals("images") ? IMAGES : LABELS;
    String wanted = part.prefixes().get(0) + names.get(0);
    return new MimarException(
        folder + " has no file of " + part + " " + kind + " (" + wanted + ")",
        "Images and labels go together: add " + wanted + ", gzipped or not.");
  }

  private static List<Path> found(Path folder, Part part, List<String> endings) {
    List<Path> files = new ArrayList<>();
    for (String prefix : part.prefixes()) {
      for (String ending : endings) {
        for (String zip : List.of("", ".gz")) {
          Path file = folder.resolve(prefix + ending + zip);
          if (Files.isRegularFile(file)) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  /** Whether a file of this name is read, or told of where it is not. */
  private static boolean isKnown(String name) {
    return name.equals(CLASSES)
        || Arrays.stream(Part.values())
            .flatMap(part -> part.prefixes().stream())
            .flatMap(prefix -> Stream.concat(IMAGES.stream(), LABELS.stream()).map(prefix::concat))
            .anyMatch(known -> name.equals(known) || name.equals(known + ".gz"));
  }

  private Optional<List<String>> names() {
    Path file = folder.resolve(CLASSES);
    return Files.exists(file) ? Optional.of(IdxParts.names(source(file))) : Optional.empty();
  }

  private static Source source(Path file) {
    return new Source(file.toString(), () -> Files.newInputStream(file));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
