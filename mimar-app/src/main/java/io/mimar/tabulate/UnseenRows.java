package io.mimar.tabulate;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.data.StratifiedSplit;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The data of a table: training images, and validation images of which none is a training image.
 * The test part stays out, so that it may still judge what is found.
 */
final class UnseenRows {
  private UnseenRows() {}

  /**
   * Reads, splits and checks the data.
   *
   * @throws io.mimar.MimarException when they cannot be used or have fewer rows than asked for
   */
  static Dataset read(TableSettings settings) {
    Dataset all =
        Datasets.open(Path.of(settings.data()), settings.images(), settings.images().splitSeeds());
    int learned = settings.trainRows().orElse(all.train().size());
    Check.range("--train-rows", learned, 2, all.train().size());
    LabelledSamples unseen = all.validation().select(unseen(all.validation(), all.train()));
    if (unseen.size() == 0) {
      throw new MimarException(
          "every validation image of " + all.name() + " equals a training image",
          "Give a validation part of other images.");
    }
    LabelledSamples judged = judged(unseen, all.classes().size(), settings);
    List<String> notes = new ArrayList<>(all.assumptions());
    notes.add(
        String.format(
            "Trained on %d of %d training images, judged on %d of %d validation images; %d of these"
                + " equal a training image and are left out. No test image is touched.",
            learned,
            all.train().size(),
            judged.size(),
            all.validation().size(),
            all.validation().size() - unseen.size()));
    return new Dataset(
        all.name(),
        all.format(),
        all.target(),
        all.train(),
        judged,
        Optional.empty(),
        false,
        notes);
  }

  private static LabelledSamples judged(
      LabelledSamples unseen, int classes, TableSettings settings) {
    int wanted = settings.validationRows().orElse(unseen.size());
    Check.range("--validation-rows", wanted, 1, unseen.size());
    RandomGenerator rng = settings.seeds().at("validation rows").rng();
    return unseen.select(StratifiedSplit.sample(unseen.labels(), classes, wanted, rng));
  }

  /** The rows of {@code images} that are no row of {@code others}. */
  private static int[] unseen(LabelledSamples images, LabelledSamples others) {
    Set<ByteBuffer> known = new HashSet<>(); // looked up only
    IntStream.range(0, others.size()).forEach(row -> known.add(pixels(others, row)));
    return IntStream.range(0, images.size())
        .filter(row -> !known.contains(pixels(images, row)))
        .toArray();
  }

  private static ByteBuffer pixels(LabelledSamples images, int row) {
    int length = (int) images.shape().size();
    return ByteBuffer.wrap(images.pixels(), row * length, length).slice();
  }
}
