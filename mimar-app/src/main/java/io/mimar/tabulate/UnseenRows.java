package io.mimar.tabulate;

import io.mimar.Check;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledImages;
import io.mimar.data.StratifiedSplit;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
        Datasets.open(Path.of(settings.data()), settings.images(), settings.seeds().at("data"));
    LabelledImages train = all.train();
    Check.range("--train-rows", settings.trainRows().orElse(2), 2, train.size());
    LabelledImages validation = all.validation();
    LabelledImages unseen = validation.select(unseen(validation, train));
    Check.range(
        "validation images that are no training images", unseen.size(), 1, Integer.MAX_VALUE);
    int wanted = settings.validationRows().orElse(unseen.size());
    Check.range("--validation-rows", wanted, 1, unseen.size());
    int[] judged =
        StratifiedSplit.sample(
            unseen.labels(),
            all.classes().size(),
            wanted,
            settings.seeds().at("validation rows").rng());
    List<String> notes = new ArrayList<>(all.assumptions());
    notes.add(
        String.format(
            Locale.ROOT,
            "Judged on %d of %d validation images; %d others equal a training image and are left"
                + " out. No test image is touched.",
            wanted,
            validation.size(),
            validation.size() - unseen.size()));
    notes.add(
        String.format(
            Locale.ROOT,
            "Trained on %d of %d training images.",
            settings.trainRows().orElse(train.size()),
            train.size()));
    return new Dataset(
        all.name(), all.classes(), train, unseen.select(judged), Optional.empty(), notes);
  }

  /** The rows of {@code images} that are no row of {@code others}. */
  private static int[] unseen(LabelledImages images, LabelledImages others) {
    Set<ByteBuffer> known = new HashSet<>(); // looked up only
    IntStream.range(0, others.size()).forEach(row -> known.add(pixels(others, row)));
    return IntStream.range(0, images.size())
        .filter(row -> !known.contains(pixels(images, row)))
        .toArray();
  }

  private static ByteBuffer pixels(LabelledImages images, int row) {
    int length = (int) images.shape().size();
    return ByteBuffer.wrap(images.pixels(), row * length, length).slice();
  }
}
