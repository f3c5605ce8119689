package io.mimar.data;

import io.mimar.data.IdxFile.Source;
import io.mimar.random.Seeds;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data that ships with the product, to try it on. */
public final class BundledData {
  private static final String FOLDER = "fashion-mnist/";

  private BundledData() {}

  /**
   * The first 400 train and 100 test images of each of Fashion-MNIST's ten classes, 28x28, grey
   * (Xiao, Rasul, Vollgraf, arXiv:1708.07747; MIT licence, beside the files). A validation part is
   * held back from the train images.
   */
  public static Dataset fashionMnist(DataOptions options, Seeds seeds) {
    Map<Part, LabelledSamples> read = new EnumMap<>(Part.class);
    read.put(Part.TRAIN, pair("train"));
    read.put(Part.TEST, pair("test"));
    var names = IdxParts.names(resource("classes.txt"));
    var parts = IdxParts.of("fashion-mnist", Optional.of(names), read, options, List.of());
    return Splits.complete(parts, options, seeds);
  }

  private static LabelledSamples pair(String prefix) {
    return IdxFile.pair(
        resource(prefix + "-images-idx3-ubyte.gz"), resource(prefix + "-labels-idx1-ubyte.gz"));
  }

  private static Source resource(String name) {
    return new Source(
        FOLDER + name,
        () -> {
          InputStream found = BundledData.class.getResourceAsStream(FOLDER + name);
          if (found == null) {
            throw new FileNotFoundException(FOLDER + name + " is not on the class path");
          }
          return found;
        });
  }
}
