package io.mimar.task;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.Format;
import io.mimar.data.IdxFiles;
import io.mimar.data.ImageTable;
import io.mimar.data.LabelledFiles;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import io.mimar.data.RowReader;
import io.mimar.data.RowSets;
import io.mimar.data.Target;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import io.mimar.series.SeriesReader;
import io.mimar.tabular.TabularReader;
import io.mimar.text.TextReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens a user's data, whatever task they are for. */
public final class Tasks {
  private Tasks() {}

  /**
   * Reads labelled data: images, a table, texts or time series, told apart by what the files look
   * like unless the options say it. What has no validation or test part gets one from the train
   * part.
   *
   * <p>The same data, options and seeds give the same data set.
   *
   * @throws io.mimar.MimarException when the data cannot be used: the message names what, the hint
   *     what to do
   */
  public static Dataset open(Path data, DataOptions options, Seeds seeds) {
    if (!options.task().equals("auto")) {
      return open(Kind.of(options.task()), data, options, seeds);
    }
    Detection detected = Detection.of(data);
    String taken =
        "The task is taken to be %s: %s. --task says it otherwise."
            .formatted(detected.kind(), detected.reason());
    try {
      Dataset opened = open(detected.kind(), data, options, seeds);
      List<String> assumptions = new ArrayList<>(List.of(taken));
      assumptions.addAll(opened.assumptions());
      return opened.withAssumptions(assumptions);
    } catch (MimarException e) {
      throw new MimarException(e.getMessage(), e.hint() + " " + taken, e);
    }
  }

  private static Dataset open(Kind kind, Path data, DataOptions options, Seeds seeds) {
    return switch (kind) {
      case IMAGE -> Datasets.open(data, options, seeds);
      case TABLE -> rows(new TabularReader(), data, options, seeds);
      case TEXT -> rows(new TextReader(), data, options, seeds);
      case SERIES -> rows(new SeriesReader(), data, options, seeds);
    };
  }

  private static <R, F extends Format> Dataset rows(
      RowReader<R, F> reader, Path data, DataOptions options, Seeds seeds) {
    return RowSets.complete(reader.read(data, options), reader, options, seeds);
  }

  /**
   * Reads labelled data to score a model on: of the test part where there are parts.
   *
   * @param format what the model was trained on
   * @param target what it tells
   * @throws io.mimar.MimarException when the data cannot be used, or have a class that the model
   *     does not know
   */
  public static LabelledFiles labelled(
      Path data, Format format, Target target, DataOptions options) {
    if (format instanceof Format.Image image) {
      return Datasets.labelled(data, target.classes(), image.shape(), options);
    } else if (format instanceof Format.PixelTable pixels) {
      return labelled(data, pixels, target, options);
    } else if (format instanceof Format.Table table) {
      return scored(new TabularReader(), data, table, target, options);
    } else if (format instanceof Format.Text text) {
      return scored(new TextReader(), data, text, target, named(options, text.target(), target));
    }
    Format.Series series = (Format.Series) format;
    return scored(
        new SeriesReader(), data, series, target, named(options, series.target(), target));
  }

  /** Models of before their formats kept the target's name have it of amounts alone. */
  private static DataOptions named(DataOptions options, String known, Target target) {
    boolean unknown = options.target().isEmpty() && known.isEmpty();
    return unknown && target instanceof Target.Amount amount
        ? options.withTarget(amount.name())
        : options;
  }

  /** A model of written pixels is scored on such, or on images in their folders. */
  private static LabelledFiles labelled(
      Path data, Format.PixelTable format, Target target, DataOptions options) {
    Shape shape = format.shape();
    if (!ImageTable.isIn(data)) {
      return Datasets.labelled(data, target.classes(), shape, options);
    }
    return scored(new ImageTable(), data, format, target, options);
  }

  private static <R, F extends Format> LabelledFiles scored(
      RowReader<R, F> reader, Path data, F format, Target target, DataOptions options) {
    RawParts<R> read = reader.read(data, format, options);
    if (read.last().targets().stream().allMatch(String::isBlank)) {
      throw new MimarException(
          data + " has no value of the target \"" + read.target() + "\" to score on",
          "Name the column that has them by --target.");
    }
    return RowSets.labelled(read, reader, format, target);
  }

  /**
   * Reads samples for a model to tell of; their targets are 0.
   *
   * @param format what the model was trained on; of images only such as IDX files have
   */
  public static LabelledFiles unlabelled(Path data, Format format, DataOptions options) {
    if (format instanceof Format.Table table) {
      return asked(new TabularReader(), data, table, options);
    } else if (format instanceof Format.Text text) {
      return asked(new TextReader(), data, text, options);
    } else if (format instanceof Format.PixelTable pixels) {
      return asked(new ImageTable(), data, pixels, options);
    } else if (format instanceof Format.Series series) {
      return asked(new SeriesReader(), data, series, options);
    } else if (format instanceof Format.Image image && IdxFiles.areImagesAt(data)) {
      return IdxFiles.unlabelled(data, image.shape());
    }
    throw new IllegalArgumentException("image files are read one by one");
  }

  private static <R, F extends Format> LabelledFiles asked(
      RowReader<R, F> reader, Path data, F format, DataOptions options) {
    RawParts<R> read = reader.read(data, format, options);
    RawPart<R> rows = read.last();
    List<String> notes = new ArrayList<>(read.assumptions());
    notes.addAll(reader.losses("rows", rows.rows(), format));
    return new LabelledFiles(
        rows.names(),
        RowSets.encode(read.name(), rows.rows(), reader, format, new float[rows.rows().size()]),
        notes);
  }
}
