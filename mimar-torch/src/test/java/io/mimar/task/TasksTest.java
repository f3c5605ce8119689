package io.mimar.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledFiles;
import io.mimar.data.Target;
import io.mimar.network.Input;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {
  @TempDir Path folder;

  private Path file(String name, String header, int rows, IntFunction<String> row) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      String body =
          IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
      Files.writeString(file, header + body);
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String kind(Path path) {
    return Detection.of(path).kind().toString();
  }

  private static String numbers(int row, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(c -> String.format(Locale.ROOT, "%.2f", Math.sin(row * 7 + c)))
        .collect(Collectors.joining(","));
  }

  private static String noise(int row, int columns) {
    var rng = new Random(row);
    return IntStream.range(0, columns)
        .mapToObj(c -> String.format(Locale.ROOT, "%.2f", rng.nextGaussian()))
        .collect(Collectors.joining(","));
  }

  private static String walk(int row, int columns) {
    var rng = new Random(row);
    double[] at = {0};
    return IntStream.range(0, columns)
        .mapToObj(c -> String.format(Locale.ROOT, "%.2f", at[0] += rng.nextGaussian()))
        .collect(Collectors.joining(","));
  }

  private static String names(String pattern, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(c -> pattern.replace("#", "" + c))
        .collect(Collectors.joining(","));
  }

  @Test
  void filesAreToldApartByWhatTheyLookLike() {
    String steps = names("ax_#", 12) + "," + names("ay_#", 12) + ",class\n";
    assertEquals("series", kind(file("a.csv", steps, 20, i -> numbers(i, 24) + ",c" + i % 2)));
    String time = names("t#", 30) + ",class\n";
    assertEquals("series", kind(file("b.csv", time, 20, i -> numbers(i, 30) + ",c" + i % 2)));
    for (String feature : new String[] {"p#", "x#", "feature_#", "V#", "pixel_#"}) {
      String table = names(feature, 30) + ",class\n";
      Path csv = file("c.csv", table, 20, i -> numbers(i, 30) + ",c" + i % 2);
      assertEquals("table", kind(csv), feature);
    }
    for (String channel : new String[] {"x.#", "x_#", "input_#", "measure-#"}) {
      String columns = names(channel, 30) + ",class\n";
      IntFunction<String> smooth = i -> walk(i, 30) + ",c" + i % 2;
      IntFunction<String> rough = i -> noise(i, 30) + ",c" + i % 2;
      assertEquals("series", kind(file("s.csv", columns, 20, smooth)), channel);
      assertEquals("table", kind(file("n.csv", columns, 20, rough)), channel);
    }
    for (String timed : new String[] {"t#", "time_#", "t.#", "Step-#"}) { // which says it all
      String noisy = names(timed, 30) + ",class\n";
      assertEquals("series", kind(file("m.csv", noisy, 20, i -> noise(i, 30) + ",c" + i % 2)));
    }
    Path text =
        file("d.csv", "text,label\n", 20, i -> "a text of some words number " + i + ",l" + i % 2);
    assertEquals("text", kind(text));
    assertEquals("table", kind(file("e.arff", "@relation r\n", 1, i -> "@data")));
    assertEquals("series", kind(file("f.ts", "@problemName x\n", 1, i -> "@data")));
    String json = "{\"label\":\"a\",\"series\":[1,2,3]}";
    assertEquals("series", kind(file("g.jsonl", "", 5, i -> json)));
    assertEquals("text", kind(file("h.jsonl", "", 5, i -> "{\"label\":\"a\",\"text\":\"b c\"}")));
    assertEquals(
        "series",
        kind(file("i.tsv", "", 20, i -> i % 2 + "\t" + numbers(i, 20).replace(',', '\t'))));
  }

  @Test
  void textsWithoutSpacesAndShortTextsAloneAreTexts() {
    String[] said = {"这部电影真的很好看我喜欢", "หนังเรื่องนี้ไม่สนุกเลยจริงๆ"};
    for (String text : said) {
      assertEquals(
          "text",
          kind(file("z.csv", "a,b,label\n", 30, i -> i + "," + text + i * 7 + ",c" + i % 2)));
    }
    IntFunction<String> name = i -> (char) ('A' + i) + "nna " + (char) ('B' + i % 20) + "erg";
    assertEquals(
        "text", kind(file("n.csv", "name,label\n", 24, i -> name.apply(i) + ",l" + i % 3)));
    assertEquals(
        "text", kind(file("m.csv", "grams,query\n", 24, i -> i * 0.5 + "," + name.apply(i))));
    for (String id : new String[] {"id", "ID"}) {
      assertEquals("table", kind(file("i.csv", id + ",y\n", 24, i -> name.apply(i) + "," + i % 3)));
    }
    assertEquals("table", kind(file("k.csv", "k,y\n", 24, i -> "A-10" + i + ",c" + i % 2)));
    assertEquals("table", kind(file("d.csv", "d,y\n", 24, i -> (i + 1) + " Jan 2020," + i * 0.5)));
    assertEquals("table", kind(file("w.csv", "w,y\n", 24, i -> "ab".charAt(i % 2) + "x," + i)));
    assertEquals(
        "table",
        kind(file("x.csv", "name,n,y\n", 24, i -> name.apply(i) + "," + i + ",c" + i % 2)));
  }

  @Test
  void textsInArffAreTexts() {
    String head = "@relation r\n@attribute Text string\n@attribute cls {0,1}\n@data\n";
    IntFunction<String> row =
        i -> "'some corn, " + i + " ships and \\'wheat\\' of " + i * 7 + "'," + i % 2;
    Path file = file("texts.arff", head, 60, row);
    assertEquals("text", kind(file));
    Dataset data = Tasks.open(file, DataOptions.DEFAULT, Seeds.root(1));
    assertEquals(List.of("0", "1"), data.classes());
    assertEquals(
        60, data.train().size() + data.validation().size() + data.test().orElseThrow().size());
    String numbers = "@relation r\n@attribute a numeric\n@attribute cls {0,1}\n@data\n";
    assertEquals("table", kind(file("n.arff", numbers, 60, i -> i * 0.5 + "," + i % 2)));
  }

  @Test
  void longNamesAndWrittenDatesAreNoTexts() {
    String[] jobs = {"clerk of the lower court", "keeper of the old tower"};
    assertEquals(
        "table", kind(file("j.csv", "age,job,y\n", 20, i -> i + "," + jobs[i % 2] + ",c" + i % 2)));
    assertEquals(
        "table",
        kind(
            file(
                "k.csv",
                "n,when,y\n",
                20,
                i -> i + ",Mon Mar " + i + " 10:00:00 2020," + "c" + i % 2)));
    assertEquals(
        "table", kind(file("l.csv", "a,b,y\n", 20, i -> i + "," + 7 * i % 5 + "," + jobs[i % 2])));
  }

  @Test
  void foldersAreToldApartByWhatIsInThem() {
    file("texts/good/1.txt", "", 1, i -> "fine");
    file("texts/bad/1.txt", "", 1, i -> "poor");
    assertEquals("text", kind(folder.resolve("texts")));
    file("images/a/1.png", "", 1, i -> "x");
    file("images/notes.txt", "", 1, i -> "x");
    assertEquals("image", kind(folder.resolve("images")));
    file("table/x_train.csv", "a,b,y\n", 30, i -> i + "," + i * i + ",c" + i % 2);
    file("table/x_test.csv", "a,b,y\n", 30, i -> i + "," + i * i + ",c" + i % 2);
    assertEquals("table", kind(folder.resolve("table")));
  }

  @Test
  void whatReadersPassOverDoesNotTellTheKind() {
    String table = "a,b,y\n";
    IntFunction<String> row = i -> i + "," + i * i + ",c" + i % 2;
    String words = "this file tells at some length what the others hold";
    file("readme/README.txt", "", 9, i -> words);
    file("readme/data.csv", table, 30, row);
    file("readme/logo.png", "", 1, i -> "x");
    assertEquals("table", kind(folder.resolve("readme")));
    assertTrue(
        Detection.of(folder.resolve("readme"))
            .reason()
            .endsWith("; 1 picture beside it is passed over"));
    for (int i = 0; i < 30; i++) {
      file("beside/p" + i + ".jpg", "", 1, r -> "x");
    }
    file("beside/metadata.csv", table, 30, row);
    String reason = Detection.of(folder.resolve("beside")).reason();
    assertTrue(reason.endsWith("steps; 30 pictures beside it are passed over"), reason);
    file("hidden/data.csv", table, 30, row);
    file("hidden/.cache/a/1.png", "", 1, i -> "x");
    file("hidden/__MACOSX/a/1.txt", "", 1, i -> words);
    assertEquals("table", kind(folder.resolve("hidden")));
    for (String ending : List.of("tab", "psv", "dat")) {
      file(ending + "/data." + ending, table, 30, row);
      assertEquals("table", kind(folder.resolve(ending)), ending);
    }
    file("notes/notes_of_train.csv", "text,y\n", 30, i -> words + "," + i % 2);
    file("notes/train.csv", table, 30, row);
    assertEquals("table", kind(folder.resolve("notes")));
    file("deep/a/old.jsonl", "", 9, i -> "{\"label\":\"a\",\"text\":\"b c\"}");
    file("deep/data.csv", table, 30, row);
    assertEquals("table", kind(folder.resolve("deep")));
  }

  @Test
  void whatIsToldOfAFolderIsReadInIt() {
    String steps = names("ax_#", 12) + ",class\n";
    file("dat/data.dat", steps, 30, i -> numbers(i, 12) + ",c" + i % 2);
    Path dat = folder.resolve("dat");
    assertTrue(
        Tasks.open(dat, DataOptions.DEFAULT, Seeds.root(1)).format() instanceof Format.Table);
    file(
        "psv/data.psv",
        "text|label\n",
        40,
        i -> "a text of some words, word" + i % 4 + "|l" + i % 2);
    Path psv = folder.resolve("psv");
    assertTrue(Tasks.open(psv, DataOptions.DEFAULT, Seeds.root(1)).format() instanceof Format.Text);
  }

  /** The first files by name are looked at, whatever the order in which the system lists them. */
  @Test
  void ofManyFilesTheFirstByNameTell() {
    for (int i = 6_000; i > 0; i--) {
      file("many/z/" + i + ".dat.bak", "", 1, r -> "x");
    }
    file("many/a/1.txt", "", 1, i -> "fine");
    assertEquals("text", kind(folder.resolve("many")));
  }

  @Test
  void listsOfWordsAreNoSeries() {
    for (String list : List.of("[\"a\"]", "[]", "[[]]", "[1,\"a\"]", "[{\"x\":1}]")) {
      String line = "{\"text\":\"b c\",\"tags\":" + list + ",\"label\":1}";
      assertEquals("text", kind(file("t.jsonl", "", 5, i -> line)), list);
    }
    for (String list : List.of("[1]", "[null,2.5]", "[[1,2],[3,null]]", "[NaN,1]")) {
      String line = "{\"values\":" + list + ",\"label\":1}";
      assertEquals("series", kind(file("s.jsonl", "", 5, i -> line)), list);
    }
  }

  @Test
  void aTableIsOpenedScoredAndAskedFromTheSameRows() {
    Path csv =
        file("t.csv", "size,colour,y\n", 60, i -> i + (i % 2 == 0 ? ",red," : ",blue,") + i % 2);
    Dataset data = Tasks.open(csv, DataOptions.DEFAULT, Seeds.root(1));
    assertTrue(data.format() instanceof Format.Table);
    assertTrue(data.assumptions().get(0).contains("table"), data.assumptions()::toString);
    LabelledFiles scored = Tasks.labelled(csv, data.format(), data.target(), DataOptions.DEFAULT);
    LabelledFiles asked = Tasks.unlabelled(csv, data.format(), DataOptions.DEFAULT);
    assertEquals(60, scored.samples().size());
    assertEquals(asked.files(), scored.files());
    for (int i = 0; i < asked.samples().numbers().length(); i++) {
      assertEquals(scored.samples().numbers().at(i), asked.samples().numbers().at(i));
    }
    for (int i = 0; i < 60; i++) {
      assertEquals(i % 2, scored.samples().labels()[i]);
    }
  }

  // ---- rows that are to be told

  /** As competitions give them: the rows of the test part have no target. */
  @Test
  void rowsOfATestPartWithoutTargetsAreNoTestPart() {
    IntFunction<String> texts = i -> "word" + i % 7 + " and some other words";
    file("texts/train.csv", "text,label\n", 40, i -> texts.apply(i) + ",l" + i % 2);
    file("texts/test.csv", "text\n", 10, texts);
    file("named/train.csv", "text,label\n", 40, i -> texts.apply(i) + ",l" + i % 2);
    file("named/test.csv", "text,Label\n", 10, i -> texts.apply(i) + ",l" + i % 2);
    Dataset named = Tasks.open(folder.resolve("named"), DataOptions.DEFAULT, Seeds.root(1));
    assertEquals(10, named.test().orElseThrow().size(), "another case");
    file("series/train.csv", names("t#", 12) + ",y\n", 40, i -> walk(i, 12) + "," + i % 2);
    file("series/test.csv", names("t#", 12) + "\n", 10, i -> walk(i, 12));
    file("lines/train.jsonl", "", 40, i -> "{\"y\":" + i % 2 + ",\"series\":[" + walk(i, 9) + "]}");
    file("lines/test.jsonl", "", 10, i -> "{\"id\":" + i + ",\"series\":[" + walk(i, 9) + "]}");
    file("table/train.csv", "a,b,y\n", 40, i -> i * 7 % 11 + "," + i * 3 % 7 + ",c" + i % 2);
    file("table/test.csv", "a,b\n", 10, i -> i + "," + i);
    String pixels = names("pixel#", 64);
    IntFunction<String> image =
        i ->
            IntStream.range(0, 64)
                .mapToObj(c -> "" + (i * c) % 256)
                .collect(Collectors.joining(","));
    file("pixels/train.csv", "label," + pixels + "\n", 40, i -> i % 2 + "," + image.apply(i));
    file("pixels/test.csv", pixels + "\n", 10, image);
    for (String name : List.of("texts", "series", "lines", "table", "pixels")) {
      DataOptions options =
          name.equals("pixels")
              ? DataOptions.DEFAULT.withTask("image").withSize(8, 8)
              : DataOptions.DEFAULT;
      Dataset data = Tasks.open(folder.resolve(name), options, Seeds.root(1));
      int all = data.train().size() + data.validation().size();
      assertEquals(40, all + data.test().orElseThrow().size(), name);
      String said = String.join("\n", data.assumptions());
      assertTrue(said.contains("None of the 10 rows of test has a target"), said);
    }
  }

  // ---- scoring on other data

  private static Dataset opened(Path data, String task, String target) {
    var options = DataOptions.DEFAULT.withTask(task).withTarget(target);
    return Tasks.open(data, options, Seeds.root(1));
  }

  private static LabelledFiles scored(Path data, Dataset trained) {
    return Tasks.labelled(data, trained.format(), trained.target(), DataOptions.DEFAULT);
  }

  private static void assertSame(LabelledFiles expected, LabelledFiles found) {
    assertArrayEquals(expected.samples().targets(), found.samples().targets());
    for (int i = 0; i < expected.samples().numbers().length(); i++) {
      assertEquals(
          expected.samples().numbers().at(i), found.samples().numbers().at(i), "number " + i);
    }
  }

  private static MimarException refused(Runnable act, String words) {
    MimarException e = assertThrows(MimarException.class, act::run);
    assertTrue(e.getMessage().contains(words), e::getMessage);
    return e;
  }

  @Test
  void aTableIsScoredAsTheModelReadsIt() {
    Path old =
        file(
            "t.csv",
            "size,colour,y\n",
            60,
            i -> i * 7 % 11 + "," + "rb".charAt(i % 2) + "," + i % 2);
    Dataset trained = opened(old, "table", "");
    Path other =
        file(
            "o.csv",
            "y,more,colour,size\n",
            60,
            i -> i % 2 + ",7," + "rb".charAt(i % 2) + "," + i * 7 % 11);
    assertSame(scored(old, trained), scored(other, trained));
    Path less = file("l.csv", "colour,y\n", 60, i -> "rb".charAt(i % 2) + "," + i % 2);
    refused(() -> scored(less, trained), "lacks 1 column of the training data: size");
    Path words =
        file(
            "w.csv", "size,colour,y\n", 60, i -> "\"1.234,5\"," + "rb".charAt(i % 2) + "," + i % 2);
    refused(() -> scored(words, trained), "60 cells that cannot be read as numbers");
    Path untold = file("u.csv", "size,colour\n", 60, i -> i * 7 % 11 + "," + "rb".charAt(i % 2));
    refused(() -> scored(untold, trained), "has no value of the target \"y\"");
    Path renamed =
        file(
            "r.csv",
            "size,colour,kind\n",
            60,
            i -> i * 7 % 11 + "," + "rb".charAt(i % 2) + "," + i % 2);
    assertSame(
        scored(old, trained),
        Tasks.labelled(
            renamed, trained.format(), trained.target(), DataOptions.DEFAULT.withTarget("kind")));
  }

  @Test
  void aTableWithoutAHeaderIsScoredAlsoWhereWordsLookLikeOne() {
    Path old =
        file(
            "t.csv", "", 60, i -> "uv".charAt(i % 2) + "," + "pq".charAt(i % 3 % 2) + ",w" + i % 2);
    Dataset trained = opened(old, "table", "column3");
    Path two = file("o.csv", "", 2, i -> "uv".charAt(i) + "," + "pq".charAt(i) + ",w" + i);
    assertEquals(2, scored(two, trained).samples().size());
  }

  @Test
  void seriesAreScoredOnTheChannelsOfTheModel() {
    String header = names("a_#", 10) + "," + names("b_#", 10);
    Path old =
        file(
            "s.csv",
            header + ",kind,size\n",
            40,
            i -> numbers(i, 20) + "," + i % 2 + "," + i * 0.5);
    Dataset trained = opened(old, "series", "size");
    assertEquals("size", ((Format.Series) trained.format()).target());
    String turned = names("b_#", 10) + "," + names("a_#", 10) + ",size,kind\n";
    Path other =
        file(
            "o.csv",
            turned,
            40,
            i -> {
              String[] cells = numbers(i, 20).split(",");
              return String.join(",", Arrays.copyOfRange(cells, 10, 20))
                  + ","
                  + String.join(",", Arrays.copyOfRange(cells, 0, 10))
                  + ","
                  + i * 0.5
                  + ","
                  + i % 2;
            });
    assertSame(scored(old, trained), scored(other, trained));
    Path fewer =
        file("f.csv", names("a_#", 10) + ",size\n", 40, i -> numbers(i, 10) + "," + i * 0.5);
    refused(
        () -> scored(fewer, trained),
        "has 1 channels, but the series that are learned from have 2");
    Path more =
        file(
            "m.csv",
            header + "," + names("c_#", 10) + ",size\n",
            40,
            i -> numbers(i, 30) + "," + i * 0.5);
    refused(() -> scored(more, trained), "has 3 channels");
  }

  @Test
  void whatIsPassedOverOfNewSeriesIsSaid() {
    String header = names("a_#", 10);
    Path old = file("s.csv", header + ",y\n", 40, i -> numbers(i, 10) + "," + i % 2);
    Dataset trained = opened(old, "series", "");
    Path other =
        file("o.csv", header + "\n", 60, i -> i == 7 ? "NA" + ",NA".repeat(9) : numbers(i, 10));
    LabelledFiles asked = Tasks.unlabelled(other, trained.format(), DataOptions.DEFAULT);
    assertEquals(59, asked.samples().size());
    String said = String.join("\n", asked.assumptions());
    assertTrue(said.contains("Skipped 1 of 60 series"), said);
  }

  @Test
  void textsAreScoredOnTheColumnsOfTheModel() {
    Path old =
        file(
            "t.csv",
            "body,stars,feeling\n",
            40,
            i -> "word" + i % 4 + " is it," + i + "," + "uv".charAt(i % 2));
    Dataset trained = opened(old, "text", "feeling");
    assertEquals("feeling", ((Format.Text) trained.format()).target());
    Path other =
        file(
            "o.csv",
            "label,a_long_comment,feeling,body\n",
            40,
            i ->
                "x"
                    + i % 3
                    + ",one that is much longer,"
                    + "uv".charAt(i % 2)
                    + ",word"
                    + i % 4
                    + " is it");
    assertSame(scored(old, trained), scored(other, trained));
    Path without =
        file("w.csv", "text,feeling\n", 40, i -> "word" + i % 4 + "," + "uv".charAt(i % 2));
    refused(() -> scored(without, trained), "has no column \"body\"");
    Path untold = file("u.csv", "body,stars\n", 40, i -> "word" + i % 4 + "," + i);
    refused(() -> scored(untold, trained), "has no value of the target \"feeling\"");
  }

  @Test
  void pixelsAreScoredInTheOrderOfTheModel() {
    Path old = file("n.csv", names("p#", 64) + ",d\n", 40, i -> pixels(i) + "," + i % 2);
    var options = DataOptions.DEFAULT.withTask("image").withSize(8, 8);
    Dataset trained = Tasks.open(old, options, Seeds.root(1));
    String turned =
        "d,"
            + IntStream.range(0, 64).mapToObj(c -> "p" + (63 - c)).collect(Collectors.joining(","));
    Path other =
        file(
            "o.csv",
            turned + "\n",
            40,
            i -> {
              List<String> cells = new ArrayList<>(List.of(pixels(i).split(",")));
              Collections.reverse(cells);
              return i % 2 + "," + String.join(",", cells);
            });
    assertSame(scored(old, trained), scored(other, trained));
    Path less = file("l.csv", names("p#", 63) + ",d\n", 40, i -> numbers(0, 63) + "," + i % 2);
    refused(() -> scored(less, trained), "has no column p63");
  }

  @Test
  void theTestPartOfAFolderIsScored() {
    file("parts/train.csv", "size,y\n", 60, i -> i % 7 + "," + i % 2);
    file("parts/test.csv", "y,size\n", 20, i -> i % 2 + "," + i);
    Dataset trained = opened(folder.resolve("parts"), "table", "");
    LabelledFiles found = scored(folder.resolve("parts"), trained);
    assertEquals(20, found.samples().size());
    assertTrue(found.assumptions().get(0).contains("The test part of"), "" + found.assumptions());
  }

  @Test
  void formatsOfBeforeTargetsWereKeptAreRead() throws IOException {
    String series = "{\"type\":\"series\",\"channels\":[\"a\"],\"length\":10,\"factor\":1}";
    Format read = new ObjectMapper().readValue(series, Format.class);
    assertEquals(new Format.Series(List.of("a"), 10, 1), read);
    Path data =
        file("s.csv", names("a_#", 10) + ",x,size\n", 40, i -> numbers(i, 10) + ",k," + i * 0.5);
    var target = new Target.Amount("size");
    LabelledFiles found = Tasks.labelled(data, read, target, DataOptions.DEFAULT);
    assertEquals(19.5f, found.samples().targets()[39]);
    String text =
        "{\"type\":\"text\",\"column\":\"t\",\"words\":[],\"length\":1,\"bag\":1,\"terms\":1024,"
            + "\"wordGrams\":1,\"letterGrams\":0}";
    assertEquals(
        new Format.Text("t", List.of(), 1, 1, 1024, 1, 0),
        new ObjectMapper().readValue(text, Format.class));
  }

  @Test
  void theUserSaysItOtherwise() {
    Path csv = file("n.csv", names("p#", 64) + ",d\n", 40, i -> pixels(i) + "," + i % 2);
    DataOptions image = DataOptions.DEFAULT.withTask("image").withSize(8, 8);
    Dataset data = Tasks.open(csv, image, Seeds.root(1));
    assertTrue(data.task().input() instanceof Input.Pixels);
    assertEquals("table", kind(csv));
  }

  private static String pixels(int row) {
    return IntStream.range(0, 64)
        .mapToObj(c -> "" + (row * 31 + c * 7) % 17)
        .collect(Collectors.joining(","));
  }

  @Test
  void whatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");
    MimarException e = assertThrows(MimarException.class, () -> Detection.of(missing));
    assertTrue(e.getMessage().contains("missing"), e::getMessage);
  }
}
