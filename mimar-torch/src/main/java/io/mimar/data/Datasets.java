package io.mimar.data;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Opens a user's labelled images, whichever of the known forms they have. */
public final class Datasets {
  private Datasets() {}

  /**
   * Reads a folder of images per class (PNG, JPEG, WebP, TIFF, BMP, GIF), with or without {@code
   * train}, {@code validation} and {@code test} folders, of images with a table that names them and
   * tells their classes, or of IDX files with MNIST's names; where the task is said to be "image"
   * also a table, or a folder of tables, of pixels. What has no validation or test part gets one,
   * stratified, from the train part. Rows may be sorted by class: shuffle, or use {@link
   * StratifiedSplit#sample}, before taking a few.
   *
   * <p>The same folder, options and seeds give the same data set, on any file system.
   *
   * @throws MimarException when the data cannot be used: the message names what, the hint what to
   *     do
   */
  public static Dataset open(Path data, DataOptions options, Seeds seeds) {
    if (options.task().equals("image") && ImageTable.isIn(data)) {
      ImageTable reader = new ImageTable();
      return RowSets.complete(reader.read(data, options), reader, options, seeds);
    }
    checkFolder(data);
    var parts =
        IdxFiles.isIn(data) ? IdxFiles.read(data, options) : ImageFolder.read(data, options);
    return Splits.complete(parts, options, seeds);
  }

  /**
   * Labelled images in memory. Those to validate and to test on are split off.
   *
   * @param name what messages call them
   * @param shape 1 channel for grey or 3 for colour, height, width
   * @param pixels {@code [N][C,H,W]}, unsigned bytes 0..255; copied
   * @param classes {@code [N]}, the name of each image's class
   * @throws MimarException when the data cannot be used
   */
  public static Dataset inMemory(
      String name,
      Shape shape,
      List<byte[]> pixels,
      List<String> classes,
      DataOptions options,
      Seeds seeds) {
    Check.that(List.of(1, 3).contains(shape.channels()), "channels", shape.channels(), "1 or 3");
    Check.that(
        options.groupBy().isEmpty(), "groupBy", options.groupBy(), "empty: there are no files");
    Check.range("number of classes given", classes.size(), pixels.size(), pixels.size());
    List<String> names = List.copyOf(new TreeSet<>(classes));
    Classes.checkDistinct(names);
    int[] labels = classes.stream().mapToInt(names::indexOf).toArray();
    Classes.checkCount(name, names, Classes.count(labels, names.size()));
    var own = List.of(new ImageSize(shape.height(), shape.width()));
    var size = options.size().orElseGet(() -> ImageSize.choose(own, options.maxSide()));
    var wanted = new Shape(shape.channels(), size.height(), size.width());
    var images = Resize.all(name, LabelledSamples.images(shape, pixels, labels), wanted);
    var sentences = List.of(ImageSize.sentence(own, size));
    var parts = new Parts(name, names, Map.of(Part.TRAIN, images), Map.of(), sentences);
    return Splits.complete(parts, options, seeds);
  }

  /**
   * Images in memory for a model to tell of; their targets are 0.
   *
   * @param shape channels, height and width of each
   * @param pixels {@code [N][C,H,W]}, unsigned bytes; copied
   * @param wanted the model's input
   */
  public static LabelledSamples inMemory(Shape shape, List<byte[]> pixels, Shape wanted) {
    var images = LabelledSamples.images(shape, pixels, new int[pixels.size()]);
    return Resize.all("the list of images", images, wanted);
  }

  /**
   * Reads labelled images to score a model on, from the same forms: of the test part where there
   * are parts. Classes are matched by name.
   *
   * @param classes the model's classes, in the order of its outputs
   * @param shape the model's input
   * @throws MimarException when the data cannot be used, or has a class that the model does not
   *     know
   */
  public static LabelledFiles labelled(
      Path data, List<String> classes, Shape shape, DataOptions options) {
    checkFolder(data);
    return IdxFiles.isIn(data)
        ? IdxFiles.labelled(data, classes, shape, options)
        : ImageFolder.labelled(data, classes, shape, options);
  }

  /** A short name for a data folder. */
  static String nameOf(Path data) {
    try {
      Path name = data.toRealPath().getFileName();
      return name == null ? data.toString() : name.toString();
    } catch (IOException e) {
      return data.toString();
    }
  }

  private static void checkFolder(Path data) {
    if (Files.notExists(data)) {
      throw new MimarException(
          "data is " + data + ", which does not exist",
          "Give the path of a folder with one folder of images per class, or with IDX files.");
    }
    if (!Files.exists(data)) {
      throw new MimarException(
          "data is " + data + ", which cannot be reached: no permission",
          "Give yourself permission to enter the folders above it.");
    }
    if (!Files.isDirectory(data)) {
      throw new MimarException(
          "data is " + data + ", which is a file, but must be a folder",
          "Give the folder that holds one folder of images per class, or the folder of IDX files.");
    }
  }
}
