package io.mimar.api;

import static io.mimar.api.InMemory.requireEqual;
import static java.util.Objects.requireNonNull;

import io.mimar.Check;
import io.mimar.data.DataOptions;
import io.mimar.data.Datasets;
import io.mimar.data.Format;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import io.mimar.data.RowReader;
import io.mimar.data.RowSets;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import io.mimar.series.SeriesReader;
import io.mimar.tabular.TabularReader;
import io.mimar.task.Tasks;
import io.mimar.text.TextReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Labelled data to learn from: where they lie, or themselves, and how they are to be read. Files
 * are read when a search runs; what is in memory is copied here.
 *
 * <p>Validation and test samples are split off where the data do not bring parts of their own.
 */
public final class Dataset {
  private static final String TARGET = "target";
  private static final String CLASSES = "classification";
  private static final String AMOUNTS = "regression";

  private final String name;
  private final Source source;
  private final DataOptions options;

  /** Reads and splits data. */
  @FunctionalInterface
  private interface Source {
    io.mimar.data.Dataset open(DataOptions options, Seeds seeds);
  }

  private Dataset(String name, Source source, DataOptions options) {
    this.name = name;
    this.source = source;
    this.options = options;
  }

  // ---- files

  /** A file or folder of any kind of data, told apart by what it looks like. */
  public static Dataset of(Path path) {
    Path whole = path.toAbsolutePath().normalize(); // the last name of "." or ".." is none
    String name = Optional.ofNullable(whole.getFileName()).map(Path::toString).orElse("run");
    return new Dataset(
        name, (options, seeds) -> Tasks.open(path, options, seeds), DataOptions.DEFAULT);
  }

  /**
   * Images: a folder with a folder for each class (PNG, JPEG, WebP, TIFF, BMP, GIF), or with a CSV
   * that names the images and their classes, which {@link #target} may be needed for; IDX files
   * with MNIST's names; or, with {@link #size}, a table of pixels.
   */
  public static Dataset images(Path path) {
    return of(path).with(DataOptions.DEFAULT.withTask("image"));
  }

  /** A table: CSV, TSV or any delimiter, ARFF; a file, or a folder with a file for each part. */
  public static Dataset table(Path path) {
    return of(path).with(DataOptions.DEFAULT.withTask("table"));
  }

  /**
   * Texts: a CSV with a column of texts, JSON lines, or {@code .txt} in a folder for each class.
   */
  public static Dataset texts(Path path) {
    return of(path).with(DataOptions.DEFAULT.withTask("text"));
  }

  /** Time series: {@code .ts}, UCR {@code .tsv}, JSON lines, or a CSV with a column a step. */
  public static Dataset series(Path path) {
    return of(path).with(DataOptions.DEFAULT.withTask("series"));
  }

  // ---- memory

  /**
   * A table whose target is one of its columns: {@link #target} names it, else it is the one that
   * looks like it.
   *
   * @param columns their names
   * @param rows the cells of each row as a file would have them; an empty one is missing
   * @throws io.mimar.MimarException when a row has another number of cells
   */
  public static Dataset table(List<String> columns, List<List<String>> rows) {
    List<String> header = List.copyOf(columns);
    List<List<String>> copy = rows.stream().map(List::copyOf).toList();
    for (int row = 0; row < copy.size(); row++) {
      requireEqual("cells of row " + (row + 1), copy.get(row).size(), header.size());
    }
    return new Dataset(
        InMemory.NAME,
        (options, seeds) ->
            RowSets.complete(
                TabularReader.inMemory(InMemory.NAME, header, copy, options),
                new TabularReader(),
                options,
                seeds),
        DataOptions.DEFAULT);
  }

  /**
   * Rows of numbers, each of a class.
   *
   * @param rows {@code [N][columns]}; NaN where one is missing
   * @param classes {@code [N]}, the name of each row's class
   * @throws io.mimar.MimarException when their numbers differ
   */
  public static Dataset rows(float[][] rows, List<String> classes) {
    return numbers(rows, classes).with(DataOptions.DEFAULT.withTarget(TARGET).withKind(CLASSES));
  }

  /**
   * Rows of numbers, each with an amount that is to be told.
   *
   * @param rows {@code [N][columns]}; NaN where one is missing
   * @param amounts {@code [N]}
   * @throws io.mimar.MimarException when their numbers differ
   */
  public static Dataset rows(float[][] rows, float[] amounts) {
    List<String> written =
        IntStream.range(0, amounts.length).mapToObj(i -> InMemory.cell(amounts[i])).toList();
    return numbers(rows, written).with(DataOptions.DEFAULT.withTarget(TARGET).withKind(AMOUNTS));
  }

  private static Dataset numbers(float[][] rows, List<String> targets) {
    requireEqual("targets", targets.size(), rows.length);
    int width = rows.length == 0 ? 0 : rows[0].length;
    List<String> columns = new ArrayList<>();
    IntStream.rangeClosed(1, width).forEach(c -> columns.add("x" + c));
    columns.add(TARGET);
    List<List<String>> cells = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      List<String> own = new ArrayList<>(InMemory.cells(rows[row]));
      own.add(targets.get(row));
      cells.add(own);
    }
    return table(columns, cells);
  }

  /**
   * Texts, each of a class.
   *
   * @throws io.mimar.MimarException when their numbers differ
   */
  public static Dataset texts(List<String> texts, List<String> classes) {
    return raw(List.copyOf(texts), List.copyOf(classes), TextReader::new);
  }

  /**
   * Time series, each of a class. Their lengths may differ.
   *
   * @param series {@code [N][channel][time]}; NaN or infinite where a step is missing
   * @param classes {@code [N]}, the name of each one's class
   * @throws io.mimar.MimarException when their numbers differ, or the numbers of their channels
   */
  public static Dataset series(float[][][] series, List<String> classes) {
    return raw(InMemory.series(series, List.of()), List.copyOf(classes), SeriesReader::new);
  }

  /**
   * Images of one size, each of a class.
   *
   * @param shape 1 channel for grey or 3 for colour, height, width
   * @param pixels {@code [N]} of {@code [channel, row, column]}, unsigned bytes 0..255
   * @param classes {@code [N]}, the name of each image's class
   * @throws io.mimar.MimarException when their numbers differ, or those of their pixels
   */
  public static Dataset images(Shape shape, List<byte[]> pixels, List<String> classes) {
    requireEqual("classes", classes.size(), pixels.size());
    requireNonNull(shape, "shape");
    List<byte[]> copy = pixels.stream().map(byte[]::clone).toList();
    List<String> names = List.copyOf(classes);
    return new Dataset(
        InMemory.NAME,
        (options, seeds) -> Datasets.inMemory(InMemory.NAME, shape, copy, names, options, seeds),
        DataOptions.DEFAULT);
  }

  private static <R, F extends Format> Dataset raw(
      List<R> rows, List<String> classes, Supplier<RowReader<R, F>> reader) {
    requireEqual("classes", classes.size(), rows.size());
    RawPart<R> train = new RawPart<>(InMemory.names(rows.size()), rows, classes);
    RawParts<R> parts =
        new RawParts<>(InMemory.NAME, "class", Map.of(Part.TRAIN, train), List.of());
    return new Dataset(
        InMemory.NAME,
        (options, seeds) -> RowSets.complete(parts, reader.get(), options, seeds),
        DataOptions.DEFAULT);
  }

  // ---- how they are read

  /** The column that is to be told; else it is the one that looks like it. */
  public Dataset target(String column) {
    return with(options.withTarget(requireNonNull(column, "column")));
  }

  /** The target is a class, also where it is written in numbers. */
  public Dataset classification() {
    return with(options.withKind(CLASSES));
  }

  /** The target is an amount, also where it takes few values. */
  public Dataset regression() {
    return with(options.withKind(AMOUNTS));
  }

  /**
   * Images get this size, in pixels; a table of pixels has it.
   *
   * @throws io.mimar.MimarException when one is not in [4, 1024]
   */
  public Dataset size(int height, int width) {
    Check.range("height", height, 4, 1024);
    Check.range("width", width, 4, 1024);
    return with(options.withSize(height, width));
  }

  /**
   * Files of one group stay on one side of every split.
   *
   * @param regex its first capture group, or whole match, in a file's path names the file's group
   * @throws io.mimar.MimarException when it is no regular expression
   */
  public Dataset groupBy(String regex) {
    return with(options.withGroupBy(requireNonNull(regex, "regex")));
  }

  /**
   * The share of the train samples that a missing validation part gets, and a missing test part.
   *
   * @throws io.mimar.MimarException when it is not in [0.01, 0.45]
   */
  public Dataset heldBack(double share) {
    return with(options.withHeldBack(share, options.maxHeldBack()));
  }

  /** Another seed of what is held back, which is 0 whatever the seed of the search. */
  public Dataset splitSeed(long seed) {
    return with(options.withSplitSeed(seed));
  }

  private Dataset with(DataOptions other) {
    return new Dataset(name, source, other);
  }

  // ---- what a search asks

  String name() {
    return name;
  }

  DataOptions options() {
    return options;
  }

  io.mimar.data.Dataset open(DataOptions resolved, Seeds seeds) {
    return source.open(resolved, seeds);
  }

  @Override
  public String toString() {
    return name;
  }
}
