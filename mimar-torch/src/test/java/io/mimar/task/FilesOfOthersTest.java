package io.mimar.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledFiles;
import io.mimar.network.Input;
import io.mimar.random.Seeds;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as well-known data sets and tools have them, from the path to the samples. */
class FilesOfOthersTest {
  private static final int ROWS = 60;

  private static final String TIMES =
      IntStream.range(0, 20).mapToObj(t -> "t" + t).collect(Collectors.joining(","));

  @TempDir Path folder;

  private Path rows(String name, String header, IntFunction<String> row) {
    return rows(name, header, ROWS, row);
  }

  private Path rows(String name, String header, int count, IntFunction<String> row) {
    String body = IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
    return write(name, header + body + "\n");
  }

  private Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void images(String name) {
    try {
      Path parent = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 6; i++) {
        BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY);
        image.setRGB(i, i, 0xffffff);
        File file = parent.resolve(i + ".png").toFile();
        assertTrue(ImageIO.write(image, "png", file));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Dataset open(Path data) {
    return open(data, "");
  }

  private static Dataset open(Path data, String target) {
    return Tasks.open(data, DataOptions.DEFAULT.withTarget(target), Seeds.root(1));
  }

  private static LabelledFiles scored(Path data, Dataset trained) {
    return Tasks.labelled(data, trained.format(), trained.target(), DataOptions.DEFAULT);
  }

  private static LabelledFiles told(Path data, Dataset trained) {
    return Tasks.unlabelled(data, trained.format(), DataOptions.DEFAULT);
  }

  private static String targetOf(Dataset table) {
    return ((Format.Table) table.format()).target();
  }

  private static void assertSaid(Dataset data, String words) {
    assertTrue(
        data.assumptions().stream().anyMatch(a -> a.contains(words)), words + data.assumptions());
  }

  private static String number(int i, int column) {
    return String.format(Locale.ROOT, "%.3f", Math.sin(i * 7 + column * 3) + column);
  }

  private static String numbers(int i, int count) {
    return IntStream.range(0, count).mapToObj(c -> number(i, c)).collect(Collectors.joining(","));
  }

  private static String sentence(int i) {
    return "this is the text of number " + i + " and it is " + (i % 2 == 0 ? "good" : "bad");
  }

  // ---- folders

  @Test
  void foldersThatBeginOrEndLikePartsAreParts() {
    for (String part : List.of("seg_train", "seg_test")) {
      images("scenes/" + part + "/" + part + "/forest");
      images("scenes/" + part + "/" + part + "/street");
    }
    images("scenes/seg_pred/seg_pred");
    Dataset data = open(folder.resolve("scenes"));
    assertEquals(List.of("forest", "street"), data.classes());
    assertEquals(12, data.test().orElseThrow().size());
    assertSaid(data, "Ignored 1 other file or folder (seg_pred)");
  }

  @Test
  void aClassThatBeginsLikeAPartIsAClass() {
    images("things/train_station");
    images("things/test_tube");
    assertEquals(List.of("test_tube", "train_station"), open(folder.resolve("things")).classes());
  }

  @Test
  void aFolderAroundTheFoldersIsPassedThrough() {
    images("archive/PetImages/Cat");
    images("archive/PetImages/Dog");
    assertEquals(List.of("Cat", "Dog"), open(folder.resolve("archive")).classes());
    for (int i = 0; i < 20; i++) {
      write("mails/corpus/" + (i % 2 == 0 ? "ham" : "spam") + "/" + i + ".txt", sentence(i));
    }
    assertEquals(List.of("ham", "spam"), open(folder.resolve("mails")).classes());
  }

  @Test
  void partsOfTextsMayBeginLikeParts() {
    for (int i = 0; i < 40; i++) {
      String part = i < 20 ? "train_set" : "test_set";
      write("r/" + part + "/" + (i % 2 == 0 ? "pos" : "neg") + "/" + i + ".txt", sentence(i));
    }
    Dataset data = open(folder.resolve("r"));
    assertEquals(List.of("neg", "pos"), data.classes());
    assertEquals(20, data.test().orElseThrow().size());
  }

  @Test
  void textsNeedNoEnding() {
    for (int i = 0; i < 40; i++) {
      write("news/" + (i % 2 == 0 ? "sci.space" : "rec.autos") + "/" + (49_960 + i), sentence(i));
    }
    Dataset data = open(folder.resolve("news"));
    assertTrue(data.task().input() instanceof Input.Tokens);
    assertEquals(List.of("rec.autos", "sci.space"), data.classes());
  }

  @Test
  void aTextBesideATableIsNoClass() {
    rows("t/train.csv", "a,b,y\n", i -> numbers(i, 2) + "," + "uv".charAt(i % 2));
    write("t/docs/notes.txt", "what the columns mean");
    Dataset data = open(folder.resolve("t"));
    assertTrue(data.format() instanceof Format.Table);
    images("u/figures");
    rows("u/data.csv", "a,b,y\n", i -> numbers(i, 2) + "," + "uv".charAt(i % 2));
    assertTrue(open(folder.resolve("u")).format() instanceof Format.Table);
  }

  @Test
  void ofSeveralFormsOfASeriesTheTsIsRead() {
    for (String part : List.of("TRAIN", "TEST")) {
      rows(
          "Gun/Gun_" + part + ".ts",
          "@problemName Gun\n@univariate true\n@classLabel true 1 2\n@data\n",
          i -> numbers(i, 12) + ":" + (1 + i % 2));
      rows("Gun/Gun_" + part + ".arff", "@relation x\n@data\n", i -> numbers(i, 12));
      rows("Gun/Gun_" + part + ".txt", "", i -> numbers(i, 12).replace(',', ' '));
    }
    Dataset data = open(folder.resolve("Gun"));
    assertEquals(new Input.Series(1, 12), data.task().input());
    assertEquals(ROWS, data.test().orElseThrow().size());
  }

  @Test
  void ofTwoTablesOfAPartATxtGivesWay() {
    rows("p/train.csv", "a,b,y\n", i -> numbers(i, 2) + "," + "uv".charAt(i % 2));
    write("p/train.txt", "The rows were measured by hand.\n");
    Dataset data =
        Tasks.open(folder.resolve("p"), DataOptions.DEFAULT.withTask("table"), Seeds.root(1));
    assertSaid(data, "train.txt");
    assertEquals(List.of("u", "v"), data.classes());
  }

  @Test
  void rowsInTxtFilesAreParts() {
    for (String part : List.of("train", "test", "val")) {
      rows("e/" + part + ".txt", "", i -> sentence(i) + ";" + (i % 2 == 0 ? "joy" : "fear"));
    }
    Dataset data = open(folder.resolve("e"));
    assertEquals(List.of("fear", "joy"), data.classes());
    assertEquals(ROWS, data.test().orElseThrow().size());
    Path alone = rows("alone.txt", "", i -> sentence(i) + ";" + (i % 2 == 0 ? "joy" : "fear"));
    assertEquals(ROWS, scored(alone, data).samples().size());
    Path one = write("one.txt", "this is one text; it is good\n");
    assertEquals(1, told(one, data).samples().size());
  }

  // ---- headers and delimiters

  @Test
  void numbersThatCountTheColumnsAreAHeader() {
    Path indexed = rows("i.csv", ",0,1,2\n", i -> i + "," + numbers(i, 2) + "," + i % 3);
    assertEquals(3, open(indexed).classes().size());
    Path wide = rows("w.csv", "0,1,2,3,4,5,6,7\n", i -> numbers(i, 7) + "," + i % 3);
    assertEquals(3, open(wide).classes().size());
    Path spectra =
        rows(
            "s.csv",
            "species,400,402,404,406,408,410,412,414\n",
            i -> "abc".charAt(i % 3) + "," + numbers(i, 8));
    Dataset data = open(spectra);
    assertEquals("species", targetOf(data));
    assertEquals(List.of("a", "b", "c"), data.classes());
  }

  @Test
  void aRowOfNumbersIsNoHeader() {
    Path few = rows("f.csv", "0,1,2,3\n", i -> numbers(i, 3) + "," + i % 4);
    assertEquals(ROWS + 1, size(open(few)));
    Path counting =
        rows(
            "c.csv",
            "",
            i ->
                IntStream.range(i % 7, i % 7 + 9)
                    .mapToObj(v -> "" + v)
                    .collect(Collectors.joining(",")));
    assertEquals(ROWS, size(open(counting)));
  }

  private static int size(Dataset data) {
    return data.train().size() + data.validation().size() + data.test().orElseThrow().size();
  }

  @Test
  void oneRowWithoutAHeaderCanBeTold() {
    Path adult =
        rows(
            "adult.data",
            "",
            i -> i + ", State-gov, " + i * 3 + ", " + (i % 2 == 0 ? "<=50K" : ">50K"));
    Dataset trained = open(adult);
    Path one = write("one.data", "39, State-gov, 77516, <=50K\n");
    assertEquals(1, told(one, trained).samples().size());
  }

  @Test
  void alignedColumnsMayEndInATab() {
    Path cars =
        rows(
            "auto-mpg.data",
            "",
            i ->
                number(i, 9)
                    + "   8   3"
                    + i % 10
                    + ".0      130.0   "
                    + i % 3
                    + "\t\"car of year "
                    + i % 6
                    + "\"");
    Dataset data = open(cars, "column5");
    assertEquals(List.of("0", "1", "2"), data.classes());
  }

  @Test
  void aDelimiterThatTheHeaderLacksIsNone() {
    Path file =
        rows("r.csv", "id,range,label\n", i -> i % 7 + ",10;" + i % 5 + "," + "ab".charAt(i % 2));
    assertEquals("label", targetOf(open(file)));
  }

  @Test
  void quotesAreNoDelimiter() {
    Path file = rows("q.csv", "sep=\"\na,b,y\n", i -> numbers(i, 2) + "," + "uv".charAt(i % 2));
    MimarException e = assertThrows(MimarException.class, () -> open(file));
    assertTrue(e.getMessage().contains("q.csv"), e.getMessage());
  }

  // ---- targets

  @Test
  void amountsMayHaveDecimalCommasAndSigns() {
    Path file =
        rows("air.csv", "when;co;gt\n", i -> i + ";" + i % 7 + ",5;" + i % 25 + "," + i % 9);
    Dataset data = open(file, "gt");
    assertTrue(data.target().classes().isEmpty(), data.target()::toString);
    assertEquals(ROWS, scored(file, data).samples().size());
    assertEquals(3.3f, scored(file, data).samples().targets()[3]);
    Path dear =
        rows(
            "dear.csv",
            "size,price\n",
            i -> number(i, 1) + ",\"$" + (1 + i % 30) + "," + (100 + i) + "\"");
    assertEquals(1_100f, scored(dear, open(dear, "price")).samples().targets()[0]);
    Path gaps =
        rows("gaps.csv", "size,price\n", 200, i -> number(i, 1) + "," + (i == 9 ? "-" : i * 1.5));
    Dataset gapped = open(gaps, "price");
    assertTrue(gapped.target().classes().isEmpty(), gapped.target()::toString);
    assertSaid(gapped, "whose target \"price\" is missing");
  }

  @Test
  void wordsAreClassesStill() {
    Path file = rows("c.csv", "a,b,y\n", i -> numbers(i, 2) + "," + (i % 3 == 0 ? "-" : i % 3));
    assertEquals(List.of("-", "1", "2"), open(file).classes());
  }

  @Test
  void whatAFileSaysOfItsTargetCounts() {
    String values = IntStream.range(0, 60).mapToObj(v -> "" + v).collect(Collectors.joining(","));
    Path nominal =
        rows(
            "n.arff",
            "@relation n\n@attribute a numeric\n@attribute class {" + values + "}\n@data\n",
            1_200,
            i -> number(i, 1) + "," + i % 60);
    assertEquals(60, open(nominal).classes().size());
    Path amount =
        rows(
            "a.ts",
            "@univariate true\n@targetLabel true\n@data\n",
            i -> numbers(i, 9) + ":" + (60 + i % 5));
    Dataset heart = open(amount);
    assertTrue(heart.target().classes().isEmpty(), heart.target()::toString);
    assertSaid(heart, "as the data say");
  }

  @Test
  void aPlaceIsNoTarget() {
    Path fires =
        rows("fires.csv", "X,Y,wind,area\n", i -> i % 9 + "," + i % 7 + "," + numbers(i, 2));
    assertEquals("area", targetOf(open(fires)));
    Path line = rows("line.csv", "x,y\n", i -> numbers(i, 2));
    assertEquals("y", targetOf(open(line)));
  }

  @Test
  void labelsThatSayNothingAreNoClasses() {
    Path file =
        rows(
            "t.csv",
            "text,label\n",
            i -> sentence(i) + "," + (i == 5 ? "NA" : i % 2 == 0 ? "up" : "down"));
    Dataset data = open(file);
    assertEquals(List.of("down", "up"), data.classes());
    assertSaid(data, "Dropped 1 of the 60 train rows");
  }

  // ---- columns

  @Test
  void datesOfManyToolsAreRead() {
    List<IntFunction<String>> forms =
        List.of(
            i -> "1" + i % 3 + "/1/2017 " + i % 24 + ":0" + i % 10,
            i -> "2013-07-" + (10 + i % 20) + " 0" + i % 10 + ":00:00.0",
            i -> "2016-01-" + (10 + i % 20) + "T10:0" + i % 10 + ":00.1234567",
            i -> "Sep " + (1 + i % 28) + ", 20" + (10 + i % 10),
            i -> "September " + (1 + i % 28) + ", 20" + (10 + i % 10),
            i -> "Dec-20" + (10 + i % 15),
            i -> (1 + i % 28) + " October 20" + (10 + i % 15));
    for (IntFunction<String> form : forms) {
      Path file =
          rows(
              "d.csv",
              "when,a,y\n",
              i -> "\"" + form.apply(i) + "\"," + numbers(i, 1) + "," + "uv".charAt(i % 2));
      Format.Table format = (Format.Table) open(file).format();
      assertTrue(
          format.columns().stream()
              .anyMatch(c -> c.name().equals("when") && c.kind() == Format.Kind.DAY),
          form.apply(3) + format.columns());
    }
  }

  @Test
  void thousandsOfGermanFilesAreThousands() {
    assertEquals("comma", formOfWeights("9", ",5"));
    assertEquals("plain", formOfWeights("0.5", ""));
  }

  /** How numbers are read of which half are above a thousand, perhaps, and half begin so. */
  private String formOfWeights(String half, String decimals) {
    Path file =
        rows(
            "weights.csv",
            "w;b;y\n",
            i ->
                (i % 2 == 0 ? half + i : "1." + (100 + i))
                    + ";"
                    + i % 7
                    + decimals
                    + ";"
                    + "uv".charAt(i % 2));
    return ((Format.Table) open(file).format()).columns().get(0).form();
  }

  // ---- numbers

  @Test
  void numbersFarFromZeroKeepTheirDifferences() {
    Dataset data = open(rows("moments.csv", "t,u,y\n", i -> moment(i) + "," + i % 7 + "," + i % 2));
    assertSaid(data, "Numbers of column t lie close together and far from 0");
    double offset = ((Format.Table) data.format()).columns().get(0).offset();
    LabelledFiles again = told(rows("more.csv", "t,u\n", i -> moment(i) + "," + i % 7), data);
    for (int i = 0; i < ROWS; i++) {
      assertEquals((double) moment(i), offset + again.samples().numbers().at(2 * i), 1e-9);
    }
    Dataset year = open(rows("years.csv", "t,y\n", i -> 1960 + i * 7 % 40 + "," + i % 2));
    assertEquals(0, ((Format.Table) year.format()).columns().get(0).offset());
  }

  /** Seconds since 1970, in no order. */
  private static long moment(int i) {
    return 1_700_000_000L + i * 7L % ROWS * 3;
  }

  @Test
  void soDoAmountsToBeTold() {
    Dataset data =
        open(
            rows(
                "far.csv",
                "a,b,price\n",
                i -> number(i, 0) + "," + number(i, 1) + "," + (1e9 + i * 0.25)));
    assertSaid(data, "\"price\" lies close together and far from 0");
    LabelledFiles again =
        scored(
            rows(
                "again.csv",
                "a,b,price\n",
                i -> number(i, 0) + "," + number(i, 1) + "," + (1e9 + i * 0.25)),
            data);
    for (int i = 0; i < ROWS; i++) {
      assertEquals(1e9 + i * 0.25, data.target().amount(again.samples().targets()[i]), 1e-9);
    }
  }

  @Test
  void amountsThatNoFloatHoldsAreRefusedByTheirUnit() {
    Path file = rows("huge.csv", "a,b,y\n", i -> number(i, 0) + ",1," + i * 0.5 + "e300");
    DataOptions amounts = DataOptions.DEFAULT.withKind("regression");
    MimarException e =
        assertThrows(MimarException.class, () -> Tasks.open(file, amounts, Seeds.root(1)));
    assertTrue(e.getMessage().contains("at most 3.4e38"), e::getMessage);
    assertTrue(e.hint().contains("larger unit"), e::hint);
  }

  @Test
  void whatTheTestPartLacksIsTheTarget() {
    rows("game/train.csv", "id,won,a,b\n", i -> i + "," + i % 2 + "," + number(i, 0) + "," + i % 3);
    rows("game/test.csv", "id,a,b\n", i -> 100 + i + "," + number(i, 0) + "," + i % 3);
    rows("game/sample_submission.csv", "id,won\n", i -> 100 + i + ",0");
    Dataset data = open(folder.resolve("game"));
    assertEquals("won", targetOf(data));
    assertSaid(data, "because it is the only one that the test part lacks");
    assertSaid(data, "it is no test part");
  }

  @Test
  void rowNumbersThatTheTestPartLacksAreNot() {
    rows("iris/train.csv", "Id,a,b,kind\n", i -> i + "," + number(i, 0) + ",1," + i % 3);
    rows("iris/test.csv", "a,b,kind\n", i -> number(i, 0) + ",1," + i % 3);
    MimarException e = assertThrows(MimarException.class, () -> open(folder.resolve("iris")));
    assertTrue(e.getMessage().contains("lacks 1 column of the training data: Id"), e::getMessage);
    assertTrue(e.hint().contains("What is told is kind; --target names another"), e::hint);
  }

  @Test
  void columnsThatTellTheTargetAloneAreNamed() {
    Dataset classes =
        open(
            rows(
                "leak.csv",
                "a,paid,b,class\n",
                i -> number(i, 0) + "," + (i % 3 == 0 ? 9 + i : -i) + "," + i % 4 + "," + i % 3));
    assertEquals(
        List.of(),
        classes.assumptions().stream().filter(a -> a.contains(" alone tells ")).toList(),
        "one of three classes only");
    Dataset two =
        open(
            rows(
                "leak2.csv",
                "a,paid,b,class\n",
                200,
                i ->
                    number(i, 0)
                        + ","
                        + (i % 3 == 0 ? 9 + i : -i)
                        + ","
                        + (i % 3 == 0 ? "yes" : "no")
                        + ","
                        + (i % 3 == 0 ? "up" : "down")));
    assertSaid(two, "Column paid alone tells class (100.0 % of the train rows)");
    assertSaid(two, "Column b alone tells class");
    assertTrue(two.assumptions().stream().noneMatch(a -> a.startsWith("Column a alone")));
    Dataset amount =
        open(
            rows(
                "line.csv",
                "a,inch,cm\n",
                200,
                i -> number(i, 0) + "," + inch(i) + "," + inch(i) * 2.54));
    assertSaid(amount, "Column inch alone tells cm");
    Dataset outlier =
        open(
            rows(
                "outlier.csv",
                "a,b,c\n",
                200,
                i ->
                    i == 7 ? "9,1e4,1e4" : number(i, 0) + "," + number(i, 1) + "," + number(i, 5)));
    assertTrue(outlier.assumptions().stream().noneMatch(a -> a.contains(" alone tells ")));
  }

  private static int inch(int i) {
    return i * 37 % 150;
  }

  @Test
  void aLinkBackIsFollowedOnce() throws IOException {
    images("pictures/one");
    images("pictures/two");
    Files.createSymbolicLink(folder.resolve("pictures/two/loop"), folder.resolve("pictures"));
    assertEquals(
        "12 files are named like images", Detection.of(folder.resolve("pictures")).reason());
  }

  @Test
  void anAddressIsNoText() {
    Path file =
        rows(
            "h.jsonl",
            "",
            i ->
                "{\"link\":\"https://www.example.org/a/very/long/address/that/tells/the/class/of/number/"
                    + i
                    + "/which-nobody-reads\",\"headline\":\""
                    + sentence(i)
                    + "\",\"is_sarcastic\":"
                    + i % 2
                    + "}");
    Dataset data = open(file, "is_sarcastic");
    assertEquals(List.of("headline"), ((Format.Text) data.format()).columns());
  }

  @Test
  void jsonOfNumbersIsRefusedByItsName() {
    Path file = rows("p.jsonl", "", i -> "{\"age\":" + i + ",\"income\":5.1,\"label\":\"a\"}");
    MimarException e = assertThrows(MimarException.class, () -> open(file));
    assertTrue(
        e.getMessage().contains("p.jsonl has JSON lines of several numbers"), e.getMessage());
    assertTrue(e.hint().contains("CSV"), e.hint());
  }

  @Test
  void aTextBesideManyColumnsIsToldOf() {
    Path file =
        rows(
            "b.csv",
            "text,a,b,c,d,e,y\n",
            i -> sentence(i) + "," + numbers(i, 5) + "," + "uv".charAt(i % 2));
    String reason = Detection.of(file).reason();
    assertTrue(reason.contains("\"text\" has texts: --task text reads them alone"), reason);
  }

  // ---- series

  @Test
  void numbersOfRowsAndSubjectsAreNoSteps() {
    String steps =
        IntStream.range(0, 20).mapToObj(t -> "acc_" + t).collect(Collectors.joining(","));
    Path twice =
        rows(
            "t.csv",
            "Unnamed: 0," + steps + ",label\n",
            i -> i + "," + numbers(i, 20) + "," + "uv".charAt(i % 2));
    Dataset data = open(twice);
    assertEquals(new Input.Series(1, 20), data.task().input());
    Dataset series = openSeries(subjects());
    assertEquals(new Input.Series(1, 20), series.task().input());
    assertSaid(series, "Ignored 1 columns that are no time steps: subject");
  }

  private Path subjects() {
    return rows(
        "s.csv",
        "subject," + TIMES + ",label\n",
        i -> i % 5 + "," + numbers(i, 20) + "," + "uv".charAt(i % 2));
  }

  private static Dataset openSeries(Path data) {
    return Tasks.open(data, DataOptions.DEFAULT.withTask("series"), Seeds.root(1));
  }

  @Test
  void channelsMayTakeTurns() {
    String steps =
        IntStream.range(0, 30)
            .mapToObj(c -> "xyz".charAt(c % 3) + "_" + c / 3)
            .collect(Collectors.joining(","));
    Path file =
        rows(
            "turns.csv",
            steps + ",class\n",
            i ->
                IntStream.range(0, 30)
                        .mapToObj(
                            c ->
                                String.format(
                                    Locale.ROOT, "%.3f", Math.sin(i + (c - c % 3) * 0.1) + c % 3))
                        .collect(Collectors.joining(","))
                    + ","
                    + "uv".charAt(i % 2));
    Dataset data = open(file);
    assertEquals(new Input.Series(3, 10), data.task().input());
  }

  @Test
  void seriesWithoutALabelAreToldOf() {
    Path train = rows("T.tsv", "", i -> 1 + i % 2 + "\t" + numbers(i, 12).replace(',', '\t'));
    Dataset trained = open(train);
    Path bare = rows("bare.tsv", "", i -> numbers(i, 12).replace(',', '\t'));
    LabelledFiles found = told(bare, trained);
    LabelledFiles labelled = scored(train, trained);
    for (int i = 0; i < 12 * ROWS; i++) {
      assertEquals(labelled.samples().numbers().at(i), found.samples().numbers().at(i));
    }
    assertTrue(found.assumptions().stream().anyMatch(a -> a.contains("it has no target")));
  }

  // ---- texts

  @Test
  void messagesAloneCanBeToldByAModelOfRowsWithoutNames() {
    Path sms =
        rows(
            "SMSSpamCollection.tsv",
            "",
            i -> (i % 2 == 0 ? "ham" : "spam") + "\t" + sentence(i) + " again".repeat(i % 6));
    Dataset trained = open(sms);
    Path messages = rows("messages.csv", "", 5, i -> sentence(i) + " again".repeat(i));
    LabelledFiles found = told(messages, trained);
    assertEquals(5, found.samples().size());
    int width = (int) found.samples().shape().size();
    LabelledFiles labelled = scored(sms, trained);
    for (int i = 0; i < 5 * width; i++) {
      assertEquals(labelled.samples().numbers().at(i), found.samples().numbers().at(i));
    }
  }

  @Test
  void aFolderAroundFilesIsPassedThrough() {
    rows("a/archive/train.csv", "age,town,label\n", i -> i + ",t" + i % 3 + "," + i % 2);
    write("a/notes.md", "about it");
    assertEquals("label", targetOf(open(folder.resolve("a"))));
    rows("t/archive/train.csv", "text,label\n", i -> sentence(i) + "," + i % 2);
    assertEquals(ROWS, size(open(folder.resolve("t"))));
    rows("s/archive/Moves_TRAIN.tsv", "", i -> i % 2 + "\t" + numbers(i, 9).replace(',', '\t'));
    assertEquals(ROWS, size(open(folder.resolve("s"))));
  }

  @Test
  void whatNobodyHasLabelledIsNoClass() {
    for (String name : List.of("pos", "neg", "unsup")) {
      for (int i = 0; i < 20; i++) {
        write("reviews/train/" + name + "/" + i + ".txt", sentence(i));
      }
      images("pictures/train/" + name);
    }
    write("reviews/test/pos/1.txt", sentence(2));
    write("reviews/test/neg/1.txt", sentence(3));
    images("pictures/test/pos");
    images("pictures/test/neg");
    assertEquals(List.of("neg", "pos"), open(folder.resolve("reviews")).classes());
    Dataset pictures = open(folder.resolve("pictures"));
    assertEquals(List.of("neg", "pos"), pictures.classes());
    assertSaid(pictures, "Ignored 1 other file or folder (train/unsup)");
    for (String name : List.of("train/labelled", "train/unlabelled", "test/unlabelled")) {
      images("two/" + name);
    }
    assertEquals(List.of("labelled", "unlabelled"), open(folder.resolve("two")).classes());
  }

  @Test
  void imagesInFoldersInsideThoseOfClassesAreSaid() {
    for (String name : List.of("color", "segmented")) {
      images("leaves/" + name + "/apple");
      images("leaves/" + name + "/grape");
    }
    assertSaid(
        open(folder.resolve("leaves")),
        "All images lie in folders (apple, grape) inside the folders of their classes");
  }

  @Test
  void sentencesWithListsOfLabelsAreNoSeries() {
    rows(
        "emotions.jsonl", "", i -> "{\"text\":\"" + sentence(i) + "\",\"labels\":[" + i % 5 + "]}");
    MimarException e =
        assertThrows(MimarException.class, () -> open(folder.resolve("emotions.jsonl")));
    assertTrue(e.hint().contains("Key \"labels\" of "), e.hint());
    assertTrue(e.hint().contains("has a list or an object in 60 lines: passed over"), e.hint());
    assertTrue(e.hint().contains("The task is taken to be text"), e.hint());
    Path named =
        rows(
            "named.jsonl",
            "",
            i ->
                "{\"station\":\""
                    + sentence(i)
                    + "\",\"label\":\""
                    + i % 2
                    + "\",\"values\":["
                    + numbers(i, 9)
                    + "]}");
    assertTrue(open(named).format() instanceof Format.Series);
  }

  @Test
  void aTextFolderIsNotLeftForATableInsideIt() {
    for (int i = 0; i < 4; i++) {
      write("inbox/" + i + ".txt", sentence(i));
    }
    rows("inbox/old/log.csv", "text,label\n", i -> sentence(i) + "," + i % 2);
    Dataset trained = open(rows("x.csv", "text,label\n", i -> sentence(i) + "," + i % 2));
    assertEquals(4, told(folder.resolve("inbox"), trained).samples().size());
  }

  @Test
  void aTimeStepIsNoTargetWhereWordsAre() {
    Path file =
        rows(
            "moves.csv",
            "subject,activity," + TIMES + "\n",
            i -> "S" + i % 5 + "," + (i % 2 == 0 ? "walk" : "sit") + "," + numbers(i, 20));
    Dataset data = open(file);
    assertEquals(List.of("sit", "walk"), data.classes());
    assertSaid(data, "The target is the column \"activity\": the last one whose words come again");
  }

  // ---- what must not be mistaken for it

  @Test
  void classesOfFoldersAreNoParts() {
    for (String name : List.of("car", "bus", "train_station")) {
      images("things/" + name + "/day");
      images("things/" + name + "/night");
    }
    assertEquals(List.of("bus", "car", "train_station"), open(folder.resolve("things")).classes());
    images("signs/test_negative/p1");
    images("signs/test_positive/p2");
    assertEquals(
        List.of("test_negative", "test_positive"), open(folder.resolve("signs")).classes());
  }

  @Test
  void aClassAloneIsScoredThoughItHoldsFolders() {
    images("all/cat");
    images("all/dog");
    Dataset trained = open(folder.resolve("all"));
    images("eval/cat/a");
    images("eval/cat/b");
    assertEquals(12, scored(folder.resolve("eval"), trained).samples().size());
  }

  @Test
  void listsOfFilesBesideClassesAreNoRows() {
    for (int i = 0; i < 40; i++) {
      write("l/" + (i % 2 == 0 ? "pos" : "neg") + "/" + i + ".txt", sentence(i));
    }
    rows("l/train.txt", "", i -> i + ".txt");
    rows("l/test.txt", "", i -> i + ".txt");
    write("l/pos/README", "about the texts");
    Dataset data = open(folder.resolve("l"));
    assertEquals(List.of("neg", "pos"), data.classes());
    assertEquals(40, size(data));
  }

  @Test
  void textsThatRepeatAreTexts() {
    Path file =
        rows(
            "nli.csv",
            "premise,hypothesis,label\n",
            i ->
                "a long premise about " + i / 3 + " that comes again," + sentence(i) + "," + i % 3);
    assertEquals(List.of("premise", "hypothesis"), ((Format.Text) open(file).format()).columns());
  }

  @Test
  void namesOfClassesStayAsTheyAre() {
    Path several = rows("m.csv", "a,y\n", i -> number(i, 1) + ",\"" + i % 3 + "," + i % 2 + "\"");
    assertEquals(6, open(several).classes().size());
    Path shares = rows("p.csv", "a,y\n", i -> number(i, 1) + "," + (10 + i % 2 * 10) + "%");
    assertEquals(List.of("10%", "20%"), open(shares).classes());
  }

  @Test
  void amountsAreReadAsTheTrainingRowsHaveThem() {
    Path train = rows("g.csv", "a;y\n", i -> i + ",5;" + (1 + i % 3) + "." + (100 + i) + ",5");
    Dataset trained = open(train, "y");
    Path whole = rows("h.csv", "a;y\n", i -> i + ",5;1." + (100 + i));
    assertEquals(1_100f, scored(whole, trained).samples().targets()[0]);
  }

  @Test
  void aLastYIsATarget() {
    assertEquals("y", targetOf(open(rows("a.csv", "y,x\n", i -> numbers(i, 2)))));
    assertEquals(
        "y", targetOf(open(rows("b.csv", "x,y,fold\n", i -> numbers(i, 2) + "," + i % 5))));
  }

  @Test
  void aLetterIsOneText() {
    Path sms =
        rows(
            "sms.tsv",
            "",
            i -> (i % 2 == 0 ? "ham" : "spam") + "\t" + sentence(i) + " again".repeat(i % 6));
    Dataset trained = open(sms);
    Path letter = write("letter.txt", "Dear Sir,\nplease find attached the invoice, thanks\n");
    LabelledFiles found = told(letter, trained);
    assertEquals(List.of("letter.txt"), found.files());
  }

  @Test
  void sentencesBetweenTabsAreNotCutAtSpaces() {
    Path sms = rows("two.tsv", "", i -> (i % 2 == 0 ? "ham" : "spam") + "\tsee you at home");
    assertEquals(List.of("ham", "spam"), open(sms).classes());
  }

  @Test
  void labelledSeriesThatAreShorterKeepTheirLabels() {
    Path train = rows("T.tsv", "", i -> 1 + i % 2 + "\t" + numbers(i, 12).replace(',', '\t'));
    Dataset trained = open(train);
    Path shorter = rows("S.tsv", "", i -> 1 + i % 2 + "\t" + numbers(i, 11).replace(',', '\t'));
    assertEquals(ROWS, scored(shorter, trained).samples().size());
  }

  @Test
  void seriesWithoutALabelBesideTheirSubjectAreToldOf() {
    Path subjects = subjects();
    Dataset trained = openSeries(subjects);
    Path bare = rows("b.csv", "subject," + TIMES + "\n", i -> i % 5 + "," + numbers(i, 20));
    LabelledFiles found = told(bare, trained);
    LabelledFiles labelled = scored(subjects, trained);
    for (int i = 0; i < 20 * ROWS; i++) {
      assertEquals(labelled.samples().numbers().at(i), found.samples().numbers().at(i));
    }
  }

  @Test
  void jsonOfNamesIsText() {
    Path file =
        rows(
            "n.jsonl",
            "",
            i -> "{\"id\":" + i + ",\"name\":\"Name" + i + "\",\"label\":" + i % 3 + "}");
    assertEquals(Kind.TEXT, Detection.of(file).kind());
  }

  @Test
  void aFewNumbersAndGapsAreNoHeader() {
    Path file = rows("f.csv", "1,2,3,?,?,?,?,?,0\n", i -> numbers(i, 8) + "," + i % 2);
    assertEquals(ROWS + 1, size(open(file)));
  }
}
