package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.ImageLoader.Decoded;
import io.mimar.data.ImageLoader.Sized;
import io.mimar.network.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads a folder with one folder of image files per class, with or without parts, or of images that
 * a table beside them tells the classes of. Classes are sorted by name and images by path, so rows
 * of a class lie together: shuffle before taking some.
 */
final class ImageFolder {
  /** Where nothing is as bright as this, of 255, most of what a file can hold is unused. */
  private static final int DARK = 32;

  private final Path root;
  private final DataOptions options;
  private final long budget;
  private final ImageScan scan;
  private final ImageLoader loader;
  private final List<String> assumptions = new ArrayList<>();

  private ImageFolder(Path root, DataOptions options, long budget, List<String> known) {
    this.root = root;
    this.options = options;
    this.budget = budget;
    scan =
        ImageLabels.scan(Folders.unwrapped(root, known), options.target())
            .orElseGet(() -> FolderScan.of(root, known));
    loader = new ImageLoader(root.toString(), options, budget);
    assumptions.addAll(scan.notes());
    Folders.ignored(scan.ignored()).ifPresent(assumptions::add);
  }

  /**
   * Reads all parts.
   *
   * @throws MimarException when the folder has no train part, fewer than two classes, a class
   *     without images, classes of one name, or too many broken images
   */
  static Parts read(Path root, DataOptions options) {
    return read(root, options, HeapBudget.ofNumbers());
  }

  /** As {@link #read(Path, DataOptions)}, with {@code budget} bytes for all pixels. */
  static Parts read(Path root, DataOptions options, long budget) {
    return new ImageFolder(root, options, budget, List.of()).read();
  }

  /**
   * Reads images to score a model on: those of the test part, else of the validation part, else
   * all.
   *
   * @param classes the model's classes
   * @param shape the model's input
   * @throws MimarException when a class is none of the model's, or too many images are broken
   */
  static LabelledFiles labelled(Path root, List<String> classes, Shape shape, DataOptions options) {
    long budget = HeapBudget.ofNumbers();
    return new ImageFolder(root, options, budget, classes).labelled(classes, shape);
  }

  private Parts read() {
    if (scan.entries().isEmpty()) {
      throw noImages();
    }
    List<String> classes = trainClasses();
    Map<String, String> groups = Groups.of(scan.entries(), options);
    checkCounts(classes, scan.entries().stream());
    List<Decoded> images = decodeAll();
    checkCounts(classes, images.stream().map(Decoded::entry)); // what is left without the broken
    int channels = channels(images);
    noteDark(images);
    Map<Part, LabelledSamples> parts = new EnumMap<>(Part.class);
    Map<Part, List<String>> groupsOf = new EnumMap<>(Part.class);
    for (Part part : scan.classes().keySet()) {
      var own = images.stream().filter(image -> image.entry().part() == part).toList();
      if (!own.isEmpty()) {
        var shape = own.get(0).pixels().shape().withChannels(channels);
        parts.put(part, ImageLoader.join(own, shape, classes));
        groupsOf.put(part, own.stream().map(i -> groups.get(i.entry().relative())).toList());
      }
    }
    String name = Datasets.nameOf(root);
    return new Parts(name, classes, parts, groups.isEmpty() ? Map.of() : groupsOf, assumptions);
  }

  private LabelledFiles labelled(List<String> classes, Shape shape) {
    Part part = scan.classes().keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
    Classes.checkKnown(root.toString(), scan.classes().get(part), classes);
    if (scan.classes().size() > 1) {
      assumptions.add("Only the " + part + " part of " + root + " is used.");
    }
    var entries = scan.entries().stream().filter(entry -> entry.part() == part).toList();
    var images = loader.decode(entries, new ImageSize(shape.height(), shape.width()));
    loader.broken().sentence(entries.size()).ifPresent(assumptions::add);
    if (images.isEmpty()) {
      throw noImages();
    }
    return new LabelledFiles(
        images.stream().map(image -> image.entry().relative()).toList(),
        ImageLoader.join(images, shape, classes),
        assumptions);
  }

  private List<String> trainClasses() {
    NavigableSet<String> train = scan.classes().get(Part.TRAIN);
    if (train == null) {
      throw new MimarException(
          root
              + " has a folder for the "
              + scan.classes().keySet().iterator().next()
              + " part, but none called train",
          "Put the class folders of the training images into " + root.resolve("train") + ".");
    }
    NavigableSet<String> all = new TreeSet<>();
    scan.classes().values().forEach(all::addAll);
    Classes.checkDistinct(all);
    List<String> classes = List.copyOf(train);
    scan.classes()
        .forEach((part, names) -> Classes.checkKnown("the " + part + " part", names, classes));
    return classes;
  }

  private List<Decoded> decodeAll() {
    var entries = scan.entries();
    List<Decoded> images =
        options.size().map(size -> decodeTo(size, entries)).orElseGet(this::decodeToChosen);
    loader.broken().sentence(entries.size()).ifPresent(assumptions::add);
    return images;
  }

  private List<Decoded> decodeTo(ImageSize size, List<ImageEntry> entries) {
    assumptions.add("Images are resized to " + size + " pixels (height x width), as asked.");
    return loader.decode(entries, size);
  }

  private List<Decoded> decodeToChosen() {
    var sized = loader.sizes(scan.entries());
    loader.broken().sentence(scan.entries().size()); // too many are an error at once
    var sizes = sized.stream().map(Sized::size).toList();
    int longest = ImageSize.fitting(sizes.size(), options.maxSide(), budget);
    var learned =
        sized.stream().filter(s -> s.entry().part() == Part.TRAIN).map(Sized::size).toList();
    var size = ImageSize.choose(learned.isEmpty() ? sizes : learned, longest);
    assumptions.add(ImageSize.sentence(sizes, size));
    return loader.decode(sized.stream().map(Sized::entry).toList(), size);
  }

  /** As the images to learn from have: what is told of others must not need more. */
  private int channels(List<Decoded> all) {
    var images = all.stream().filter(i -> i.entry().part() == Part.TRAIN).toList();
    long colour = colours(images);
    if (colour == 0) {
      long others = colours(all);
      assumptions.add(
          others == 0
              ? "All images are grey: networks get 1 channel."
              : "All images to learn from are grey: networks get 1 channel. Others in colour are made grey: %d."
                  .formatted(others));
      return 1;
    }
    String grey = colour == images.size() ? "" : ", " + (images.size() - colour) + " are grey";
    assumptions.add(colour + " images have colour" + grey + ": networks get 3 channels (RGB).");
    return 3;
  }

  private static long colours(List<Decoded> images) {
    return images.stream().filter(i -> i.pixels().shape().channels() == 3).count();
  }

  /** Samples of 12 bits are often stored in 16, where they take a sixteenth of the range. */
  private void noteDark(List<Decoded> images) {
    int brightest = images.stream().mapToInt(image -> image.pixels().brightest()).max().orElse(0);
    if (brightest > 0 && brightest < DARK) {
      assumptions.add(
          "No pixel is brighter than "
              + brightest
              + " of 255, so only "
              + (brightest + 1)
              + " shades are told apart. If the files hold 10 or 12 bits in 16, multiply their values"
              + " by 64 or 16 first.");
    }
  }

  private void checkCounts(List<String> classes, Stream<ImageEntry> entries) {
    int[] labels =
        entries
            .filter(entry -> entry.part() == Part.TRAIN)
            .mapToInt(entry -> classes.indexOf(entry.className()))
            .toArray();
    int[] counts = Classes.count(labels, classes.size());
    var missing = Classes.missing(classes, counts);
    if (!missing.isEmpty()) {
      throw new MimarException(
          "class " + Classes.some(missing) + " of " + root + " has no images to train on",
          "Add " + ImageFile.KINDS + " files to its folder, or move the folder away.");
    }
    Classes.checkCount(root.toString(), classes, counts);
  }

  private MimarException noImages() {
    return new MimarException(
        root + " has class folders, but no images in them",
        "Put " + ImageFile.KINDS + " files into the folder of their class.");
  }
}
