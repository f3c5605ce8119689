package io.mimar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Data in memory and in files, and what is none. */
final class DatasetTest {
  private static final int ROWS = 60;

  private static io.mimar.data.Dataset open(Dataset data) {
    return data.open(data.options(), Seeds.root(1));
  }

  private static int all(io.mimar.data.Dataset data) {
    return data.train().size()
        + data.validation().size()
        + data.test().map(LabelledSamples::size).orElse(0);
  }

  private static List<String> classes() {
    return IntStream.range(0, ROWS).mapToObj(i -> i % 2 == 0 ? "even" : "odd").toList();
  }

  private static float[][] rows() {
    float[][] rows = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = new float[] {i * 0.37f - 3, i == 7 ? Float.NaN : 1e-6f * i * i, i % 3};
    }
    return rows;
  }

  // ---- memory

  @Test
  void rowsOfNumbersKeepEveryNumber() {
    io.mimar.data.Dataset data = open(Dataset.rows(rows(), classes()));
    assertEquals(ROWS, all(data));
    assertEquals(List.of("even", "odd"), data.classes());
    Format.Table format = (Format.Table) data.format();
    assertEquals(
        List.of("x1", "x2", "x3"), format.columns().stream().map(Format.Column::name).toList());
    List<Float> wanted = new ArrayList<>();
    Arrays.stream(rows()).forEach(row -> wanted.add(row[0]));
    List<Float> found = new ArrayList<>();
    for (LabelledSamples part :
        List.of(data.train(), data.validation(), data.test().orElseThrow())) {
      for (int i = 0; i < part.size(); i++) {
        found.add(part.numbers().at(3 * i));
        if (part.numbers().at(3 * i) == rows()[7][0]) {
          assertTrue(Float.isNaN(part.numbers().at(3 * i + 1)), "what is missing stays so");
        }
      }
    }
    Collections.sort(found);
    assertEquals(wanted, found);
  }

  @Test
  void amountsAreAmountsEvenIfFew() {
    float[] amounts = new float[ROWS];
    IntStream.range(0, ROWS).forEach(i -> amounts[i] = i % 2);
    assertEquals(new Target.Amount("target"), open(Dataset.rows(rows(), amounts)).target());
    List<String> numbers = IntStream.range(0, ROWS).mapToObj(i -> "" + i % 2).toList();
    assertEquals(List.of("0", "1"), open(Dataset.rows(rows(), numbers)).classes());
  }

  @Test
  void aTableInMemoryIsReadAsItsFileWouldBe(@TempDir Path folder) throws java.io.IOException {
    List<String> columns = List.of("size", "colour", "label");
    List<List<String>> rows = new ArrayList<>();
    StringBuilder csv = new StringBuilder("size,colour,label\n");
    for (int i = 0; i < ROWS; i++) {
      List<String> row =
          List.of(i % 9 == 0 ? "" : "" + i / 4.0, i % 3 == 0 ? "red" : "blue", "c" + i % 2);
      rows.add(row);
      csv.append(String.join(",", row)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("memory.csv"), csv);
    io.mimar.data.Dataset memory = open(Dataset.table(columns, rows).target("label"));
    io.mimar.data.Dataset read = open(Dataset.table(file).target("label"));
    assertEquals(read.format(), memory.format());
    assertEquals(read.classes(), memory.classes());
    assertEquals(key(read.train()), key(memory.train()));
  }

  private static List<Object> key(LabelledSamples samples) {
    int each = (int) samples.shape().size();
    List<Object> keys = new ArrayList<>();
    IntStream.range(0, samples.size()).forEach(i -> keys.add(samples.numbers().hash(i, each)));
    return keys;
  }

  @Test
  void textsSeriesAndImagesAreTaken() {
    List<String> texts =
        IntStream.range(0, ROWS).mapToObj(i -> "a text of number " + i + " words").toList();
    assertTrue(open(Dataset.texts(texts, classes())).format() instanceof Format.Text);
    float[][][] series = new float[ROWS][][];
    Arrays.setAll(series, i -> new float[2][5 + i % 4]);
    Format.Series format = (Format.Series) open(Dataset.series(series, classes())).format();
    assertEquals(2, format.channels().size());
    assertEquals(8, format.length());
    Shape shape = new Shape(3, 6, 10);
    List<byte[]> pixels = IntStream.range(0, ROWS).mapToObj(i -> new byte[180]).toList();
    io.mimar.data.Dataset images = open(Dataset.images(shape, pixels, classes()));
    assertEquals(new Format.Image(shape), images.format());
    assertEquals(ROWS, all(images));
    Shape half =
        ((Format.Image) open(Dataset.images(shape, pixels, classes()).size(4, 5)).format()).shape();
    assertEquals(new Shape(3, 4, 5), half);
  }

  @Test
  void infiniteStepsOfSeriesCountAsMissing() {
    float[][][] series = new float[ROWS][1][];
    Arrays.setAll(series, i -> new float[][] {{1, Float.NEGATIVE_INFINITY, Float.NaN, 4}});
    var numbers = open(Dataset.series(series, classes())).train().numbers();
    assertEquals(1, numbers.at(0));
    assertTrue(Float.isNaN(numbers.at(1)) && Float.isNaN(numbers.at(2)));
    assertTrue(Float.isInfinite(series[0][0][1]), "the caller's array was changed");
  }

  @Test
  void whatIsChangedAfterwardsChangesNothing() {
    float[][] rows = rows();
    List<String> classes = new ArrayList<>(classes());
    Dataset data = Dataset.rows(rows, classes);
    List<Object> before = key(open(data).train());
    rows[0][0] = 999;
    Arrays.fill(rows, new float[3]);
    classes.clear();
    assertEquals(before, key(open(data).train()));
  }

  @Test
  void buildersAreNotChangedByWhatIsBuiltOfThem() {
    Dataset data = Dataset.rows(rows(), classes());
    data.regression().target("x1").groupBy("(a)").heldBack(0.4);
    assertEquals(key(open(Dataset.rows(rows(), classes())).train()), key(open(data).train()));
  }

  // ---- what is none

  @Test
  void wrongArgumentsAreRefusedAtOnce() {
    Dataset data = Dataset.of(Path.of("data"));
    float[][][] ragged = {new float[1][2], new float[2][2]};
    Shape grey = new Shape(1, 4, 4);
    List<Executable> wrong =
        List.of(
            () -> Dataset.rows(new float[3][2], List.of("a", "b")),
            () -> Dataset.rows(new float[2][2], new float[3]),
            () -> Dataset.rows(new float[][] {{1, 2}, {3}}, List.of("a", "b")),
            () -> Dataset.table(List.of("a", "b"), List.of(List.of("1"))),
            () -> Dataset.texts(List.of("a"), List.of()),
            () -> Dataset.series(new float[1][1][2], List.of("a", "b")),
            () -> Dataset.series(ragged, List.of("a", "b")),
            () -> Dataset.images(grey, List.of(new byte[16]), List.of()),
            () -> data.size(3, 8),
            () -> data.size(8, 2_000),
            () -> data.groupBy("("),
            () -> data.heldBack(0),
            () -> data.heldBack(0.5),
            () -> data.heldBack(Double.NaN));
    wrong.forEach(w -> assertThrows(MimarException.class, w));
    List<Executable> missing =
        List.of(
            () -> Dataset.of(null),
            () -> Dataset.images(null),
            () -> Dataset.rows(null, List.of()),
            () -> Dataset.rows(new float[][] {null}, List.of("a")),
            () -> Dataset.texts(Arrays.asList("a", null), List.of("a", "b")),
            () -> Dataset.images(null, List.of(), List.of()),
            () -> data.target(null),
            () -> data.groupBy(null));
    missing.forEach(m -> assertThrows(NullPointerException.class, m));
  }

  @Test
  void dataThatCannotBeLearnedFromAreRefusedWhenTheyAreRead() {
    Shape grey = new Shape(1, 4, 4);
    List<byte[]> wrong = IntStream.range(0, ROWS).mapToObj(i -> new byte[15]).toList();
    List<byte[]> right = IntStream.range(0, ROWS).mapToObj(i -> new byte[16]).toList();
    List<Dataset> all =
        List.of(
            Dataset.rows(new float[0][0], List.of()),
            Dataset.rows(rows(), Collections.nCopies(ROWS, "one")),
            Dataset.rows(new float[ROWS][2], classes()),
            Dataset.table(List.of("a", "a"), List.of(List.of("1", "2"))),
            Dataset.table(List.of("a", " "), List.of(List.of("1", "2"))),
            Dataset.table(List.of("a", "b"), List.of(List.of("1", "2"))).target("c"),
            Dataset.series(new float[ROWS][1][0], classes()),
            Dataset.images(grey, wrong, classes()),
            Dataset.images(new Shape(2, 2, 4), right, classes()),
            Dataset.images(grey, right, Collections.nCopies(ROWS, "one")),
            Dataset.images(grey, right, classes()).groupBy("(a)"));
    for (Dataset data : all) {
      assertThrows(MimarException.class, () -> open(data));
    }
  }
}
