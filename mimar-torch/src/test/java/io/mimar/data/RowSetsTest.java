package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowSetsTest {
  private static final DataOptions OPTIONS = DataOptions.DEFAULT;

  private final Map<Part, RawPart<Float>> parts = new EnumMap<>(Part.class);
  private final Recording reader = new Recording();

  @Property(tries = 200, seed = "1")
  void everyRowLiesInOnePartAndEachClassInItsShares(
      @ForAll @IntRange(min = 15, max = 300) int rows,
      @ForAll @IntRange(min = 2, max = 5) int classes,
      @ForAll long seed) {
    var data = complete(rows, row -> "c" + row % classes, OPTIONS, seed);
    assertEveryRowOnce(rows, data);
    for (LabelledSamples part : List.of(data.train(), data.validation(), data.test().get())) {
      for (int i = 0; i < part.size(); i++) {
        assertEquals((int) part.numbers().at(i) % classes, part.labels()[i]);
      }
    }
    int[] all = Classes.count(IntStream.range(0, rows).map(r -> r % classes).toArray(), classes);
    int[] held = Classes.count(data.validation().labels(), classes);
    for (int c = 0; c < classes; c++) {
      assertEquals(0.2 * all[c], held[c], 1);
    }
  }

  @Property(tries = 200, seed = "1")
  void amountsAreDealtFromAllQuantiles(
      @ForAll @IntRange(min = 40, max = 400) int rows, @ForAll long seed) {
    var data = complete(rows, row -> row + ".5", OPTIONS, seed);
    assertEquals(new Target.Amount("y"), data.target());
    assertEveryRowOnce(rows, data);
    for (LabelledSamples part : List.of(data.validation(), data.test().get())) {
      assertEquals(0.2 * rows, part.size(), 0.1 * rows);
      double mean =
          IntStream.range(0, part.size())
              .mapToDouble(i -> part.targets()[i])
              .average()
              .orElseThrow();
      assertEquals(rows / 2.0, mean, 0.1 * rows); // blocks of 10 to 20 rows, 2 or more of each
    }
  }

  @Property(tries = 50, seed = "1")
  void theFormatIsFittedOnTrainRowsAlone(@ForAll long seed) {
    var data = complete(60, row -> "c" + row % 3, OPTIONS, seed);
    var fitted = new HashSet<>(reader.fitted);
    assertEquals(data.train().size(), reader.fitted.size());
    for (LabelledSamples part : List.of(data.validation(), data.test().get())) {
      for (int i = 0; i < part.size(); i++) {
        assertFalse(fitted.contains(part.numbers().at(i)));
      }
    }
    said(data, "Read.", "Fitted.", "36 train rows seen.", "12 test rows seen.");
  }

  @Test
  void theSameSeedGivesTheSameDataAndAnotherSeedOthers() {
    assertEquals(validation(1), validation(1));
    assertFalse(validation(1).equals(validation(2)));
  }

  @Test
  void samplesAreOneByTheirNumbersAlone() {
    float[] rows = {1, -0f, 3, 1, 0, 3, 3, 0, 1, Float.NaN, 0, 3, -1, 0, 3};
    Numbers numbers = new Numbers.Floats(rows);
    assertEquals(numbers.hash(0, 3), numbers.hash(1, 3));
    assertEquals(4, IntStream.range(0, 5).mapToLong(r -> numbers.hash(r, 3)).distinct().count());
  }

  @Test
  void givenPartsAreTaken() {
    give(Part.VALIDATION, 4, row -> "" + row % 2);
    give(Part.TEST, 5, row -> " " + row % 2);
    var data = complete(20, row -> row % 2 + " ", OPTIONS, 1);
    assertEquals(
        List.of(20, 4, 5),
        List.of(data.train().size(), data.validation().size(), data.test().get().size()));
    assertEquals(List.of("0", "1"), data.classes());
    said(data, "4 of the 4 validation rows are also in the train part, number for number");
    said(data, "5 of the 5 test rows are also");
  }

  @Test
  void aMissingValidationPartAloneIsHeldBack() {
    give(Part.TEST, 5, row -> "" + row % 2);
    var data = complete(20, row -> "" + row % 2, OPTIONS, 1);
    assertEquals(16, data.train().size());
    said(
        data,
        "The data have no validation part of their own: 4 of the 20 train rows (20.0 %) are held back");
  }

  @Test
  void classesAreSortedAsNumbersOrWords() {
    assertEquals(
        List.of("-1", "2", "10"),
        complete(30, r -> new String[] {"10", "2", "-1"}[r % 3], OPTIONS, 1).classes());
    assertEquals(
        List.of("10", "2", "b"),
        complete(30, r -> new String[] {"10", "2", "b"}[r % 3], OPTIONS, 1).classes());
  }

  @Test
  void theKindOfTargetIsToldAndSaid() {
    said(
        complete(400, r -> "" + r % 20, OPTIONS, 1),
        "\"y\" is taken for one of 20 classes (0, 1, 2, 3, 4 and 15 more).");
    said(complete(399, r -> "" + r % 21, OPTIONS, 1), "one of 21 classes");
    said(complete(120, r -> "" + r % 60, OPTIONS, 1), "one of 60 classes"); // as of many series
    said(complete(120, r -> "" + r % 61, OPTIONS, 1), "an amount (61 different numbers)");
    said(complete(40, r -> r % 2 + ".5", OPTIONS, 1), "an amount (2 different numbers)");
    said(complete(40, r -> r % 2 + "e-1", OPTIONS, 1), "an amount");
    said(complete(40, r -> r % 2 == 0 ? "1.0" : "2.0", OPTIONS, 1), "one of 2 classes (1.0, 2.0)");
    said(complete(40, r -> r % 2 == 0 ? "1f" : "0x2", OPTIONS, 1), "one of 2 classes (0x2, 1f)");
    said(complete(40, r -> r % 2 == 0 ? "1.5" : "NaN", OPTIONS, 1), "one of 2 classes (1.5, NaN)");
    said(
        complete(40, r -> "" + r % 3, OPTIONS.withKind("regression"), 1),
        "an amount (3 different numbers), as asked");
    said(
        complete(40, r -> r % 2 + ".5", OPTIONS.withKind("classification"), 1),
        "classes (0.5, 1.5), as asked");
    assertThrows(MimarException.class, () -> OPTIONS.withKind("guess"));
  }

  @Test
  void moreWholeNumbersThanClassesMayBeAreAnAmount() {
    said(complete(4_000, r -> "" + r % 1_000, OPTIONS, 1), "one of 1000 classes");
    said(complete(4_004, r -> "" + r % 1_001, OPTIONS, 1), "an amount (1001 different numbers)");
  }

  @Test
  void whatIsHeldBackInPlaceOfAnUnlabelledPartMayBeDividedIntoFolds() {
    give(Part.VALIDATION, 4, row -> "");
    assertTrue(complete(20, row -> "" + row % 2, OPTIONS, 1).divisible());
    give(Part.VALIDATION, 4, row -> "" + row % 2);
    assertFalse(complete(20, row -> "" + row % 2, OPTIONS, 1).divisible());
  }

  @Test
  void manyWholeNumbersOfATableAreAnAmount() {
    reader.counts = true;
    said(
        complete(399, r -> "" + r % 21, OPTIONS, 1),
        "\"y\" is taken for an amount (21 different numbers); if not, say the kind:"
            + " classification.");
    said(
        complete(420, r -> "" + r % 21, OPTIONS, 1), // exactly 5 %
        "one of 21 classes (0, 1, 2, 3, 4 and 16 more); if not, say the kind: regression.");
    said(complete(2_000, r -> "" + r % 50, OPTIONS, 1), "one of 50 classes");
    said(complete(9_000, r -> "" + r % 51, OPTIONS, 1), "an amount (51 different numbers)"); // ages
    said(complete(400, r -> "c" + r % 51, OPTIONS, 1), "one of 51 classes");
  }

  @Test
  void aNumberedClassMayBeWrittenOtherwiseInAnotherPart() {
    give(Part.TEST, 4, r -> r % 2 + ".0"); // as some programs write them beside what is missing
    var data = complete(20, r -> "" + r % 2, OPTIONS, 1);
    assertEquals(List.of("0", "1"), data.classes());
    assertArrayEquals(new float[] {0, 1, 0, 1}, data.test().orElseThrow().targets());
  }

  @Test
  void rowsWithoutTargetAreDroppedAndCounted() {
    var data = complete(40, r -> r % 4 == 0 ? " " : "c" + r % 3, OPTIONS, 1);
    assertEquals(30, data.train().size() + data.validation().size() + data.test().get().size());
    said(
        data,
        "Dropped 10 of the 40 train rows, whose target \"y\" is missing (first: rows.csv:1).");
    refused(
        r -> r % 2 == 0 || r < 3 ? "" : "c" + r % 3,
        "21 of the 40 train rows of rows have no target");
    refused(r -> "", "40 of the 40 train rows");
    give(Part.TEST, 3, r -> r == 0 ? "c0" : "");
    refused(r -> "c" + r % 3, "2 of the 3 test rows", "test.csv:2");
    give(Part.TEST, 0, r -> "");
    refused(r -> "c" + r % 3, "the test part of rows has no rows");
  }

  @Test
  void whatCannotBeLearnedIsRefused() {
    refused(r -> "same", "only one value of \"y\", same");
    refused(r -> "id" + r, "40 different values in 40 train rows");
    refused(r -> r % 2 == 0 ? "1" : "01", "classes \"01\" and \"1\"", "are one number");
    var regression = OPTIONS.withKind("regression");
    refused(
        () -> complete(40, r -> r == 7 ? "?" : "" + r, regression, 1), "at rows.csv:8 is \"?\"");
    refused(() -> complete(40, r -> r == 7 ? "1e39" : "" + r, regression, 1), "\"1e39\"", "finite");
    refused(
        () -> complete(9, r -> "" + r % 2, OPTIONS, 1),
        "9 rows to train on, but must have at least 10");
    refused(() -> complete(2100, r -> "c" + r % 1001, OPTIONS, 1), "1001 different values");
  }

  @Test
  void partsThatDoNotFitTheTrainPartAreRefused() {
    give(Part.TEST, 3, r -> "new");
    refused(r -> "c" + r % 2, "class \"new\" of the test part is unknown, known are: c0, c1");
    give(Part.TEST, 3, r -> "x");
    refused(r -> r + ".5", "at test.csv:1 is \"x\"");
  }

  @Test
  void fewRowsOfAClassThatIsNotInTheTrainPartCountAsToldWrong() {
    give(Part.TEST, 20, r -> r < 2 ? "aaa" : "c" + r % 2);
    var data = complete(40, r -> "c" + r % 2, OPTIONS, 1);
    assertEquals(List.of("aaa", "c0", "c1"), data.classes());
    said(
        data,
        "\"y\" is taken for one of 2 classes (c0, c1)",
        "2 of the 20 test rows are of classes that no train row has, and count as told wrong: aaa");
    assertEquals(0, data.test().orElseThrow().labels()[0]);
    give(Part.TEST, 20, r -> r < 3 ? "aaa" : "c" + r % 2);
    refused(r -> "c" + r % 2, "class \"aaa\" of the test part is unknown");
    give(Part.TEST, 20, r -> r < 2 ? "2.0" : "1.0");
    assertEquals(List.of("0", "1", "2.0"), complete(40, r -> "" + r % 2, OPTIONS, 1).classes());
    give(Part.TEST, 20, r -> r < 2 ? "none" : "1.0");
    refused(r -> "" + r % 2, "class \"none\" of the test part is unknown");
  }

  @Test
  void rareClassesAreSaid() {
    give(Part.TEST, 3, r -> "b");
    var data = complete(40, r -> r == 0 ? "rare" : "b" + (r % 2 == 0 ? "" : "c"), OPTIONS, 1);
    said(
        data,
        "1 classes have a single row to train on (rare)",
        "no row of 2 of the 3 classes: bc, rare");
    parts.clear();
    said(complete(40, r -> r % 2 == 0 ? "Yes" : "yes", OPTIONS, 1), "\"Yes\" and \"yes\" are two");
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefused() {
    reader.format = new Format.Series(Collections.nCopies(1 << 12, "value"), 1 << 15, 1);
    refused(r -> "c" + r % 2, "40 rows of 134,217,728 numbers, together 20,480 MB");
  }

  @Test
  void filesAreGroupedAndLinesAreNot() {
    var grouped = OPTIONS.withGroupBy("(p[0-9]+)/");
    refused(
        () -> complete(40, r -> "c" + r % 2, grouped, 1), "the rows of a file have no path each");
    var rows = IntStream.range(0, 40).mapToObj(i -> (float) i).toList();
    var files = rows.stream().map(i -> "p" + i.intValue() / 4 + "/" + i + ".txt").toList();
    var told = rows.stream().map(i -> "c" + i.intValue() % 2).toList();
    var raw =
        new RawParts<>(
            "rows", "y", Map.of(Part.TRAIN, new RawPart<>(files, rows, told)), List.of());
    var data = RowSets.complete(raw, reader, grouped, Seeds.root(1));
    var held = new TreeSet<Integer>();
    for (int i = 0; i < data.validation().size(); i++) {
      held.add((int) data.validation().numbers().at(i) / 4);
    }
    assertEquals(held.size() * 4, data.validation().size());
    said(data, "names 10 groups", "stratified by class as well as the groups allow");
  }

  private List<Float> validation(long seed) {
    var numbers = complete(50, row -> "c" + row % 2, OPTIONS, seed).validation().numbers();
    return IntStream.range(0, numbers.length()).mapToObj(numbers::at).toList();
  }

  private void give(Part part, int rows, IntFunction<String> target) {
    String file = part == Part.TRAIN ? "rows" : part.toString();
    var indices = IntStream.range(0, rows);
    parts.put(
        part,
        new RawPart<>(
            IntStream.range(0, rows).mapToObj(row -> file + ".csv:" + (row + 1)).toList(),
            indices.mapToObj(row -> (float) row).toList(),
            IntStream.range(0, rows).mapToObj(target).toList()));
  }

  private Dataset complete(int rows, IntFunction<String> target, DataOptions options, long seed) {
    give(Part.TRAIN, rows, target);
    var raw = new RawParts<>("rows", "y", parts, List.of("Read."));
    return RowSets.complete(raw, reader, options, Seeds.root(seed));
  }

  private static void assertEveryRowOnce(int rows, Dataset data) {
    List<Integer> seen = new ArrayList<>();
    for (LabelledSamples part : List.of(data.train(), data.validation(), data.test().get())) {
      IntStream.range(0, part.size()).forEach(i -> seen.add((int) part.numbers().at(i)));
    }
    assertArrayEquals(
        IntStream.range(0, rows).toArray(), seen.stream().mapToInt(i -> i).sorted().toArray());
  }

  private void refused(IntFunction<String> target, String... words) {
    refused(() -> complete(40, target, OPTIONS, 1), words);
  }

  private static void refused(Runnable act, String... words) {
    var error = assertThrows(MimarException.class, act::run);
    for (String word : words) {
      assertTrue(error.getMessage().contains(word), error.getMessage());
    }
  }

  private static void said(Dataset data, String... words) {
    for (String word : words) {
      assertTrue(String.join("\n", data.assumptions()).contains(word), "" + data.assumptions());
    }
  }

  /** Rows are their own numbers; remembers what it was fitted on. */
  private static final class Recording implements RowReader<Float, Format.Series> {
    private final List<Float> fitted = new ArrayList<>();
    private Format.Series format = new Format.Series(List.of("value"), 1, 1);
    private boolean counts;

    @Override
    public boolean countsMayBeTargets() {
      return counts;
    }

    @Override
    public RawParts<Float> read(Path data, DataOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RawParts<Float> read(Path path, Format.Series format, DataOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Format.Series fit(List<Float> train, DataOptions options, Consumer<String> notes) {
      fitted.clear();
      fitted.addAll(train);
      notes.accept("Fitted.");
      return format;
    }

    @Override
    public List<String> losses(String samples, List<Float> rows, Format.Series fitted) {
      return List.of(rows.size() + " " + samples + " seen.");
    }

    @Override
    public void encode(Float row, Format.Series format, float[] into) {
      into[0] = row;
    }
  }
}
