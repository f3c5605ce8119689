package io.mimar.api;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Datasets;
import io.mimar.data.Format;
import io.mimar.data.IdxFiles;
import io.mimar.data.ImageFile;
import io.mimar.data.LabelledFiles;
import io.mimar.data.LabelledSamples;
import io.mimar.data.RowReader;
import io.mimar.data.RowSets;
import io.mimar.network.Shape;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.series.SeriesReader;
import io.mimar.tabular.TableRow;
import io.mimar.tabular.TabularReader;
import io.mimar.task.Tasks;
import io.mimar.text.TextReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model file that tells of new samples, given as they are: columns, words and sizes are in the
 * file. It needs ONNX Runtime alone. What is odd about samples is logged, each sentence once. Safe
 * for use by many threads at once.
 */
public final class Predictor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Predictor.class);

  /** Image files that are decoded at a time. */
  private static final int BATCH = 64;

  /** Different warnings that are logged; a service may ask for years. */
  private static final int MOST_WARNINGS = 100;

  private static final String IMAGES = "images";

  private final Path model;
  private final OnnxPredictor predictor;
  private final TabularReader tables = new TabularReader(); // which keep what a format needs
  private final TextReader texts = new TextReader();
  private final Set<String> warnings = ConcurrentHashMap.newKeySet();

  private Predictor(Path model, OnnxPredictor predictor) {
    this.model = model;
    this.predictor = predictor;
  }

  /**
   * Opens a model that a search or {@code mimar export} wrote; one thread for each prediction.
   *
   * @throws MimarException when it is none
   */
  public static Predictor open(Path model) {
    return new Predictor(model, OnnxPredictor.open(model, 1));
  }

  /** The classes that the model tells, in its order; none of an amount. */
  public List<String> classes() {
    return predictor.card().classes();
  }

  /**
   * Tells of all samples in files of the kind that the model was trained on.
   *
   * @param samples a file, or a folder; a column of targets may be missing
   * @throws MimarException when they cannot be read
   */
  public List<Prediction> predict(Path samples) {
    Format format = predictor.card().format();
    boolean images =
        (format instanceof Format.Image && !IdxFiles.areImagesAt(samples))
            || (format instanceof Format.PixelTable
                && ImageFile.isNamedLikeOne(samples.toString()));
    if (images) {
      return predictImages(samples);
    }
    LabelledFiles read = Tasks.unlabelled(samples, format, DataOptions.DEFAULT);
    read.assumptions().forEach(this::warn);
    return predictions(read.files(), read.samples());
  }

  private List<Prediction> predictImages(Path samples) {
    List<Path> files = ImageFile.in(samples);
    if (files.isEmpty()) {
      throw new MimarException(
          "there is no image file in " + samples, "Name image files, or folders that hold some.");
    }
    Shape shape = predictor.card().shape();
    List<Prediction> all = new ArrayList<>();
    for (int from = 0; from < files.size(); from += BATCH) {
      List<Path> batch = files.subList(from, Math.min(files.size(), from + BATCH));
      List<byte[]> pixels =
          batch.stream().map(f -> ImageFile.pixels(f, shape, DataOptions.DEFAULT)).toList();
      LabelledSamples images = LabelledSamples.images(shape, pixels, new int[batch.size()]);
      all.addAll(predictions(batch.stream().map(Path::toString).toList(), images));
    }
    return all;
  }

  /**
   * Tells of rows of numbers.
   *
   * @param rows {@code [N][columns]} in the order of the training data, without the target; NaN
   *     where one is missing
   * @throws MimarException when the model knows something else, or other columns
   */
  public List<Prediction> predictRows(float[][] rows) {
    return predictRows(Arrays.stream(rows).map(InMemory::cells).toList());
  }

  /**
   * Tells of rows of a table.
   *
   * @param rows the cells of each in the order of the training data, without the target
   * @throws MimarException when the model knows something else, or other columns
   */
  public List<Prediction> predictRows(List<List<String>> rows) {
    Format.Table format = format(Format.Table.class, "rows of a table");
    List<TableRow> cells = tables.inMemory(InMemory.NAME, rows, format).rows();
    return told(cells, tables, format);
  }

  /**
   * Tells of texts.
   *
   * @throws MimarException when the model knows something else
   */
  public List<Prediction> predictTexts(List<String> texts) {
    return told(List.copyOf(texts), this.texts, format(Format.Text.class, "texts"));
  }

  /**
   * Tells of time series.
   *
   * @param series {@code [N][channel][time]}; NaN or infinite where a step is missing
   * @throws MimarException when the model knows something else, or other channels
   */
  public List<Prediction> predictSeries(float[][][] series) {
    Format.Series format = format(Format.Series.class, "time series");
    return told(InMemory.series(series, format.channels()), new SeriesReader(), format);
  }

  /**
   * Tells of images of one size, which need not be the model's.
   *
   * @param shape 1 channel for grey or 3 for colour, height, width
   * @param pixels {@code [N]} of {@code [channel, row, column]}, unsigned bytes 0..255
   * @throws MimarException when the model knows something else
   */
  public List<Prediction> predictImages(Shape shape, List<byte[]> pixels) {
    if (!kind(predictor.card().format()).equals(IMAGES)) {
      throw wrong(IMAGES);
    }
    Shape wanted = predictor.card().shape();
    return predictions(InMemory.names(pixels.size()), Datasets.inMemory(shape, pixels, wanted));
  }

  private <F extends Format> F format(Class<F> wanted, String samples) {
    Format format = predictor.card().format();
    if (!wanted.isInstance(format)) {
      throw wrong(samples);
    }
    return wanted.cast(format);
  }

  private MimarException wrong(String samples) {
    return new MimarException(
        model + " is a model of " + kind(predictor.card().format()) + ", not of " + samples,
        "Give it samples of the kind it was trained on.");
  }

  private static String kind(Format format) {
    if (format instanceof Format.Table) {
      return "rows of a table";
    } else if (format instanceof Format.Text) {
      return "texts";
    }
    return format instanceof Format.Series ? "time series" : IMAGES;
  }

  private <R, F extends Format> List<Prediction> told(
      List<R> rows, RowReader<R, F> reader, F format) {
    reader.losses("rows", rows, format).forEach(this::warn);
    LabelledSamples samples =
        RowSets.encode("the list of rows", rows, reader, format, new float[rows.size()]);
    return predictions(InMemory.names(rows.size()), samples);
  }

  /** Logs a sentence, once. */
  private void warn(String sentence) {
    if (warnings.size() < MOST_WARNINGS && warnings.add(sentence)) {
      LOG.warn(sentence);
    }
  }

  private List<Prediction> predictions(List<String> names, LabelledSamples samples) {
    float[][] answers = predictor.answers(samples);
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      all.add(Prediction.of(names.get(i), predictor.card().target(), answers[i]));
    }
    return all;
  }

  @Override
  public void close() {
    predictor.close();
  }
}
