package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.IdxFile.Source;
import io.mimar.network.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes parts of a data set from what IDX files hold: class names, checked labels, one size. */
final class IdxParts {
  private static final int MOST_OF_NAMES = 1 << 20;

  private IdxParts() {}

  /**
   * The parts, at the size that the options ask for.
   *
   * @param names the class names, where there are any
   * @param read the images of each part, with the train part
   * @param before the assumptions so far
   * @throws MimarException when a label has no name, there are fewer than two classes, or grouping
   *     is asked for
   */
  static Parts of(
      String name,
      Optional<List<String>> names,
      Map<Part, LabelledSamples> read,
      DataOptions options,
      List<String> before) {
    if (!options.groupBy().isEmpty()) {
      throw new MimarException(
          "groupBy is \"" + options.groupBy() + "\", but IDX files have no path per image",
          "Leave groupBy out, or give a folder of images per class.");
    }
    List<String> classes = names.orElseGet(() -> numbered(read));
    read.forEach((part, images) -> checkLabels(name, part, images, classes));
    var train = read.get(Part.TRAIN);
    int[] counts = Classes.count(train.labels(), classes.size());
    Classes.checkCount(name, classes, counts);
    if (names.isEmpty()) {
      checkCounting(name, classes, counts);
    }
    List<String> assumptions = new ArrayList<>(before);
    var size = size(train.shape(), options, assumptions);
    assumptions.add("All images are grey: networks get 1 channel.");
    Map<Part, LabelledSamples> images = new EnumMap<>(read);
    var shape = new Shape(1, size.height(), size.width());
    long count = read.values().stream().mapToLong(LabelledSamples::size).sum();
    HeapBudget.checkImages(name, count, shape);
    images.replaceAll((part, own) -> Resize.all(name, own, shape));
    return new Parts(name, classes, images, Map.of(), assumptions);
  }

  /** The class names in a text file, one a line. */
  static List<String> names(Source source) {
    try (var in = source.opener().open()) {
      byte[] bytes = in.readNBytes(MOST_OF_NAMES + 1);
      if (bytes.length > MOST_OF_NAMES) {
        throw new MimarException(
            source.name() + " is longer than " + MOST_OF_NAMES + " bytes",
            "Give a text file with one class name a line, or remove it.");
      }
      var text = new String(bytes, StandardCharsets.UTF_8);
      var names = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      Classes.checkDistinct(names);
      return names;
    } catch (IOException e) {
      throw new MimarException(
          source.name() + " cannot be read: " + ImageFile.reason(e),
          "Give a text file with one class name a line, or remove it.",
          e);
    }
  }

  /** The names "0", "1" and so on up to the highest label. */
  static List<String> numbered(Map<Part, LabelledSamples> read) {
    int highest =
        read.values().stream().flatMapToInt(i -> Arrays.stream(i.labels())).max().orElse(0);
    return IntStream.rangeClosed(0, highest).mapToObj(Integer::toString).toList();
  }

  /** Passes when labels count up as classes do: one stray label would make hundreds of classes. */
  private static void checkCounting(String name, List<String> classes, int[] counts) {
    int missing = Classes.missing(classes, counts).size();
    if (missing * 2 > classes.size()) {
      throw new MimarException(
          "the highest label of "
              + name
              + " is "
              + (classes.size() - 1)
              + ", but no train image has "
              + missing
              + " of the labels below it",
          "Labels count from 0, one for each class: mend the file, or name the classes in"
              + " classes.txt.");
    }
  }

  /** Passes when every label has a name. */
  static void checkLabels(String name, Part part, LabelledSamples images, List<String> classes) {
    int[] labels = images.labels();
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] >= classes.size()) {
        throw new MimarException(
            "label "
                + labels[row]
                + " of "
                + part
                + " image "
                + row
                + " of "
                + name
                + " has no name: there are "
                + classes.size()
                + " classes",
            "Labels count from 0: mend them, or name every class in classes.txt.");
      }
    }
  }

  private static ImageSize size(Shape shape, DataOptions options, List<String> assumptions) {
    var own = List.of(new ImageSize(shape.height(), shape.width()));
    var size = options.size().orElseGet(() -> ImageSize.choose(own, options.maxSide()));
    assumptions.add(ImageSize.sentence(own, size));
    return size;
  }
}
