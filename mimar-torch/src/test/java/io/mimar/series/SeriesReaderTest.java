package io.mimar.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import io.mimar.data.RowSets;
import io.mimar.data.Target;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {
  private static final DataOptions OPTIONS = DataOptions.DEFAULT;
  private static final float NAN = Float.NaN;

  @TempDir Path folder;
  private final SeriesReader reader = new SeriesReader();

  @Test
  void theTargetOfATestPartMayHaveAnotherUsualName() {
    write("n/train.csv", "class,t0,t1,t2\nu,1,2,3\nv,4,5,6\n");
    write("n/test.csv", "label,t0,t1,t2\nv,7,8,9\n");
    assertEquals(List.of("v"), read("n").parts().get(Part.TEST).targets());
  }

  // ---- each form says the same

  @Test
  void allFormsGiveTheSameSeries() {
    write(
        "a.ts",
        "#c\n@problemName p\n@univariate false\n@classLabel true u v\n@data\n1,2,3:4,?,6:u\n7,8:9,10:v\n");
    write(
        "a.jsonl",
        "{\"label\":\"u\",\"series\":[[1,2,3],[4,null,6]]}\n\n{\"label\":\"v\",\"series\":[[7,8],[9,10]]}\n");
    write(
        "b.jsonl",
        "{\"x\":[1,2,3],\"y1\":[4,\"NaN\",6],\"kind\":\"u\"}\n{\"kind\":\"v\",\"y1\":[9,10],\"x\":[7,8]}\n");
    write("a.csv", "label,b_0,a_0,a_1,a_2,b_1,b_2\nu,4,1,2,3,,6\nv,9,7,8,,10,\n");
    for (String name : List.of("a.ts", "a.jsonl", "b.jsonl", "a.csv")) {
      RawPart<Series> part = read(name).parts().get(Part.TRAIN);
      assertEquals(List.of("u", "v"), part.targets(), name);
      boolean swapped = part.rows().get(0).channels().get(0).equals("b");
      assertEquals(swapped, name.equals("a.csv"));
      float[][] first = part.rows().get(0).values();
      float[][] second = part.rows().get(1).values();
      assertArrayEquals(new float[] {1, 2, 3}, first[swapped ? 1 : 0], name);
      assertArrayEquals(new float[] {4, NAN, 6}, first[swapped ? 0 : 1], name);
      assertArrayEquals(new float[] {7, 8}, second[swapped ? 1 : 0], name);
      assertArrayEquals(new float[] {9, 10}, second[swapped ? 0 : 1], name);
      said(read(name), "1 missing values within its series");
    }
    assertEquals(
        folder.resolve("a.ts") + ":6", read("a.ts").parts().get(Part.TRAIN).names().get(0));
    assertEquals(
        folder.resolve("a.jsonl") + ":3", read("a.jsonl").parts().get(Part.TRAIN).names().get(1));
    assertEquals(
        folder.resolve("a.csv") + ":3", read("a.csv").parts().get(Part.TRAIN).names().get(1));
  }

  @Property(tries = 100, seed = "1")
  void whatIsWrittenIsReadAndEncoded(@ForAll long seed) throws IOException {
    var rng = Seeds.root(seed).rng();
    Path base = Files.createTempDirectory("series");
    float[][][] all = new float[rng.nextInt(1, 6)][rng.nextInt(1, 4)][];
    StringBuilder text = new StringBuilder("@classLabel false\n@data\n");
    for (float[][] series : all) {
      for (int c = 0; c < series.length; c++) {
        series[c] = new float[rng.nextInt(1, 8)];
        for (int t = 0; t < series[c].length; t++) {
          boolean missing = t < series[c].length - 1 && rng.nextInt(5) == 0;
          series[c][t] = missing ? NAN : (float) rng.nextGaussian();
          text.append(t == 0 ? c == 0 ? "" : ":" : ",").append(missing ? "?" : series[c][t] + "");
        }
      }
      text.append('\n');
    }
    Path file = Files.writeString(base.resolve("x.ts"), text);
    List<Series> rows = reader.read(file, OPTIONS).parts().get(Part.TRAIN).rows();
    Format.Series format = reader.fit(rows, OPTIONS, note -> {});
    for (int i = 0; i < all.length; i++) {
      assertTrue(Arrays.deepEquals(all[i], rows.get(i).values()));
      float[] into = new float[(int) format.input().shape().size()];
      reader.encode(rows.get(i), format, into);
      for (int c = 0; c < all[i].length; c++) {
        for (int t = 0; t < format.length(); t++) {
          float value = valueAt(all[i][c], t);
          int step = t;
          boolean filled =
              Arrays.stream(all[i]).anyMatch(channel -> !Float.isNaN(valueAt(channel, step)));
          float encoded = into[c * format.length() + t];
          if (!Float.isNaN(value) || !filled) {
            assertEquals(value, encoded);
          } else {
            assertFalse(Float.isNaN(encoded), "missing though another channel is there");
          }
        }
      }
    }
    Files.delete(file);
    Files.delete(base);
  }

  private static float valueAt(float[] channel, int t) {
    return t < channel.length ? channel[t] : NAN;
  }

  @Test
  void ucrFilesHaveTheLabelFirstAndArePaddedWithNaN() {
    write("G.tsv", "1\t0.5\t1e-3\tNaN\n-1\t1\tNaN\t3\n");
    var raw = read("G.tsv");
    assertEquals(List.of("1", "-1"), raw.parts().get(Part.TRAIN).targets());
    assertArrayEquals(
        new float[] {0.5f, 1e-3f}, raw.parts().get(Part.TRAIN).rows().get(0).values()[0]);
    assertArrayEquals(
        new float[] {1, NAN, 3}, raw.parts().get(Part.TRAIN).rows().get(1).values()[0]);
    said(raw, "The target is the first column of", "no header");
    refused(OPTIONS.withTarget("x"), "G.tsv", "no names of columns");
    write("G.tsv", "label\tt1\tt2\na\t1\t2\nb\t3\t4\n"); // a table with a header is no UCR file
    assertEquals(List.of("a", "b"), read("G.tsv").parts().get(Part.TRAIN).targets());
  }

  @Test
  void plainColumnsAreOneChannelAndTheTargetIsSaid() {
    write("a.csv", "p0,p1,digit\n1,2,7\n3,4,8\n");
    said(read("a.csv"), "The target is the column \"digit\": the last one.");
    assertEquals(List.of("7", "8"), read("a.csv").parts().get(Part.TRAIN).targets());
    write("a.csv", "kind,p0,p1\na,1,2\nb,3,4\n");
    said(read("a.csv"), "The target is the column \"kind\": the only one without numbers.");
    write("a.csv", "p0,Outcome,class,p1\n1,2,3,4\n5,6,7,8\n");
    said(read("a.csv"), "The target is the column \"class\": by its name.");
    assertEquals("p0", read("a.csv", OPTIONS.withTarget("p0")).target());
    refused(OPTIONS.withTarget("nope"), "target is \"nope\"", "a.csv", "p0, Outcome, class, p1");
    write("a.csv", "id,label,x_0,x_1,z\nr1,a,1,2,9\nr2,b,3,4,9\n");
    said(read("a.csv"), "Ignored 2 columns that are no time steps: id, z.");
  }

  @Test
  void aColumnThatNumbersTheRowsIsNoTimeStep() {
    write("a.csv", "id,p,q,r,kind\n1,0.5,2,3,u\n2,4,5,6,v\n");
    var raw = read("a.csv");
    assertArrayEquals(new float[] {0.5f, 2, 3}, raw.last().rows().get(0).values()[0]);
    said(raw, "Ignored 1 columns that are no time steps: id.");
    write("new.csv", "id,p,q,r\n7,0.5,2,3\n8,4,5,6\n");
    var asked = reader.read(folder.resolve("new.csv"), format(1, 3), OPTIONS).last();
    assertArrayEquals(new float[] {4, 5, 6}, asked.rows().get(1).values()[0]);
    write("a.csv", "id,p,q,r,kind\n1,0.5,2,3,u\n1,4,5,6,v\n"); // a measurement of that name
    assertEquals(4, read("a.csv").last().rows().get(0).length());
  }

  @Test
  void theLengthOfTheModelTellsWhetherAnIdentifierIsAStep() {
    for (String ids : List.of("7,8", "7,7", ",", "0.5,x")) {
      String[] id = ids.split(",", -1);
      write("new.csv", "id,p,q,r\n%s,0.5,2,3\n%s,4,5,6\n".formatted(id[0], id[1]));
      var asked = reader.read(folder.resolve("new.csv"), format(1, 3), OPTIONS).last();
      assertArrayEquals(new float[] {4, 5, 6}, asked.rows().get(1).values()[0], ids);
    }
    write("new.csv", "id,p,q,r\n7,0.5,2,3\n8,4,5,6\n");
    var asked = reader.read(folder.resolve("new.csv"), format(1, 4), OPTIONS).last();
    assertArrayEquals(new float[] {8, 4, 5, 6}, asked.rows().get(1).values()[0]);
    write("new.csv", "id,p,q,r,kind\n7,0.5,2,3,1\n8,4,5,6,2\n");
    var told = reader.read(folder.resolve("new.csv"), format(1, 3), OPTIONS).last();
    assertArrayEquals(new float[] {4, 5, 6}, told.rows().get(1).values()[0]);
    assertEquals(List.of("1", "2"), told.targets());
  }

  @Test
  void gapsBetweenTimesAreSaid() {
    write("a.csv", "x_0,x_1,x_4,y_0,y_10,y_20,label\n1,2,3,4,5,6,u\n1,2,3,4,5,6,v\n");
    var raw = read("a.csv");
    said(raw, "Channel \"x\" of", "has no column for the times 2, 3; those beside");
    assertTrue(raw.assumptions().stream().noneMatch(note -> note.contains("Channel \"y\"")));
  }

  @Test
  void timesAreOrderedAsNumbers() {
    write("a.csv", "label,x_10,x_2,x_1\na,3,2,1\nb,6,5,4\n");
    assertArrayEquals(
        new float[] {1, 2, 3}, read("a.csv").parts().get(Part.TRAIN).rows().get(0).values()[0]);
  }

  // ---- parts

  @Test
  void partsAreFoundByTheNamesOfFilesAndFolders() {
    write("GunPoint_TRAIN.ts", ts(10));
    write("GunPoint_TRAIN.tsv", "1\t2\t3\n");
    write("GunPoint_TEST.ts", ts(4));
    write("README.md", "hello");
    write(".hidden.ts", "x");
    var raw = reader.read(folder, OPTIONS);
    assertEquals(Set.of(Part.TRAIN, Part.TEST), raw.parts().keySet());
    assertEquals(4, raw.parts().get(Part.TEST).rows().size());
    said(raw, "Ignored 3 other files or folders (");
    assertEquals(4, reader.read(folder, format(1, 3), OPTIONS).last().rows().size());
  }

  @Test
  void partsHaveOtherNamesToo() {
    write("training.ts", ts(10));
    write("Dev.ts", ts(3));
    write("testing/one.ts", ts(4));
    assertEquals(Set.of(Part.values()), reader.read(folder, OPTIONS).parts().keySet());
  }

  @Test
  void aFileCalledAsAPartIsItBesideFilesThatBeginOrEndSo() {
    write("train.ts", ts(10));
    write("training_notes.ts", ts(2));
    write("test.ts", ts(4));
    write("test_labels.ts", ts(3));
    var raw = reader.read(folder, OPTIONS);
    assertEquals(10, raw.parts().get(Part.TRAIN).rows().size());
    assertEquals(4, raw.parts().get(Part.TEST).rows().size());
    said(raw, "Ignored 2 other files or folders (test_labels.ts, training_notes.ts).");
  }

  @Test
  void oneFileIsTrainWhateverItsName() {
    write("dev_walks.ts", ts(10));
    write("README.md", "hello");
    assertEquals(10, reader.read(folder, OPTIONS).parts().get(Part.TRAIN).rows().size());
  }

  @Test
  void partFoldersAreReadAndOneFileIsTrain() {
    write("train/one.ts", ts(10));
    write("train/two.ts", ts(2));
    write("val/x.ts", ts(3));
    write("notes/x.ts", ts(3));
    var raw = reader.read(folder, OPTIONS);
    assertEquals(12, raw.parts().get(Part.TRAIN).rows().size());
    assertEquals(3, raw.parts().get(Part.VALIDATION).rows().size());
    said(raw, "Ignored 1 other file or folder (notes).");
  }

  @Test
  void foldersThatDoNotTellTheirPartsAreRefused() {
    refusedAt(folder, "has no file of series");
    write("a.ts", ts(3));
    assertEquals(3, reader.read(folder, OPTIONS).parts().get(Part.TRAIN).rows().size());
    write("b.ts", ts(3));
    refusedAt(folder, "has 2 files, but none is called train");
    write("test.ts", ts(3));
    refusedAt(folder, "has a test part, but no train part");
    write("train.ts", ts(3));
    write("training.ts", ts(3));
    refusedAt(folder, "has two for the train part: train.ts and training.ts");
    refusedAt(folder.resolve("nowhere.ts"), "does not exist");
    write("a.xyz", "1");
    refusedAt(folder.resolve("a.xyz"), "ending");
  }

  @Test
  void channelsOfPartsAreMatchedByNameElseByOrderAndCounted() {
    write("train.csv", "label,a_0,b_0\nu,1,2\nv,3,4\n");
    write("test.csv", "label,b_0,a_0\nu,2,1\n");
    assertArrayEquals(
        new float[] {1},
        reader.read(folder, OPTIONS).parts().get(Part.TEST).rows().get(0).values()[0]);
    write("test.csv", "label,c_0,d_0\nu,1,2\n");
    said(reader.read(folder, OPTIONS), "calls its channels c, d; they are taken in their order");
    write("test.csv", "label,a_0,a_1\nu,1,2\n");
    refusedAt(folder, "test.csv has 1 channels", "have 2");
  }

  // ---- headers that lie

  @Test
  void aHeaderThatLiesIsSaidAndWhatIsThereIsTaken() {
    write(
        "a.ts",
        "@univariate true\n@dimensions 3\n@equalLength true\n@seriesLength 9\n@colour red\n@classLabel true a b\n@data\n1,2:3,4:a\n1:2:b\n");
    var raw = read("a.ts");
    assertEquals(2, raw.parts().get(Part.TRAIN).rows().get(0).values().length);
    said(
        raw,
        "The header says @univariate true, but 2 series are not so (first: "
            + folder.resolve("a.ts")
            + ":8 has 2 channels)");
    said(
        raw,
        "@dimensions 3, but 2",
        "@equalLength true, but 1",
        ":9 has 1 time steps, not 2",
        "@seriesLength 9, but 2",
        "Ignored the header line @colour");
  }

  @Test
  void headersThatCannotBeFollowedAreRefused() {
    refusedTs("@classLabel true a b\n@data\n1,2:c\n", "a.ts:3 has the label \"c\"", "only a, b");
    refusedTs("@timeStamps true\n@data\n", "a.ts:1", "time stamps");
    refusedTs("@classLabel true a\n@data\n(0,1),(1,2):a\n", "a.ts:3", "time stamps");
    refusedTs("@univariate maybe\n", "a.ts:1", "@univariate is maybe", "true or false");
    refusedTs("@seriesLength long\n", "a.ts:1", "@seriesLength is long");
    refusedTs("@classLabel true a\n1,2:a\n", "a.ts:2 is \"1,2:a\"", "header line");
    refusedTs("@classLabel true a\n", "ends the file without a line @data");
    refusedTs("@classLabel true a\n@data\n", "has no series");
    refusedTs("", "without a line @data");
    refusedTs("@classLabel true 1\n@data\n1\n", "a.ts:3 has no colon");
  }

  @Test
  void aHeaderWithoutClassLabelIsGuessedAndSaid() {
    write("a.ts", "@data\n1,2,3:a\n4,5,6:b\n");
    assertEquals(List.of("a", "b"), read("a.ts").parts().get(Part.TRAIN).targets());
    said(read("a.ts"), "no @classLabel");
    write("a.ts", "@data\n1,2,3\n4,5,6\n");
    assertEquals(List.of("", ""), read("a.ts").parts().get(Part.TRAIN).targets());
  }

  @Test
  void regressionTargetsPassThrough() {
    write("a.ts", "@targetlabel true\n@data\n1,2:1.5\n4,5:?\n3,4:-2e3\n");
    assertEquals(List.of("1.5", "", "-2e3"), read("a.ts").parts().get(Part.TRAIN).targets());
  }

  // ---- hostile values

  @Test
  void raggedChannelsAndWordsAreRefused() {
    refusedTs(
        "@classLabel true a\n@data\n1:2:a\n1,2:a\n", "a.ts:4 has 1 channels, but must have 2");
    refusedTs("@classLabel true a\n@data\n1,x,3:a\n", "a.ts:3 has \"x\"");
    write("a.csv", "label,t0,t1\na,1,2\nb,3,4\nc,x,5\n");
    refusedAt(folder.resolve("a.csv"), "a.csv:4, column t0 has \"x\"");
    write("a.csv", "label,t0,t1\na,1,2\nb,3\n");
    refusedAt(folder.resolve("a.csv"), "a.csv", "line 3");
    write("a.csv", "label,t0,t1\na,\"1,2\nb,3,4\n");
    refusedAt(folder.resolve("a.csv"), "a.csv", "quote");
    write("a.csv", "label\na\nb\n");
    refusedAt(folder.resolve("a.csv"), "no column of numbers");
    write("a.tsv", "1\t2\t3\n1\t2\tx\n");
    refusedAt(folder.resolve("a.tsv"), "a.tsv:2 has \"x\"");
  }

  @Test
  void brokenJsonIsRefused() {
    refusedJson("{\"label\":\"a\",\"series\":[1,2}\n", "a.jsonl:1 is no JSON");
    refusedJson("{\"label\":\"a\",\"series\":[1]}\n{\"label\":\"a\n", "a.jsonl:2 is no JSON");
    refusedJson("[1,2]\n", "a.jsonl:1 is JSON, but no object");
    refusedJson("{\"label\":\"a\"}\n", "a.jsonl:1 has no key with an array");
    refusedJson(
        "{\"label\":\"a\",\"series\":[1]}\n{\"label\":\"a\"}\n", "a.jsonl:2 has no key \"series\"");
    refusedJson("{\"label\":\"a\",\"series\":[1,{}]}\n", "a.jsonl:1 has \"{}\"");
    refusedJson("{\"label\":\"a\",\"series\":[[1],2]}\n", "a.jsonl:1 has both");
    refusedJson(
        "{\"label\":\"a\",\"series\":[[1],[2]]}\n{\"label\":\"a\",\"series\":[[1]]}\n",
        "a.jsonl:2 has 1 channels");
    refusedJson(
        "{\"label\":[1],\"series\":[1]}\n{\"label\":\"a\",\"x\":1}", "a.jsonl:2 has no key");
  }

  @Test
  void infiniteAndMissingValuesAreCounted() {
    write("a.ts", "@classLabel true a\n@data\n1,Inf,-inf,NaN,?,1e99,,2:a\n");
    var raw = read("a.ts");
    assertArrayEquals(
        new float[] {1, NAN, NAN, NAN, NAN, NAN, NAN, 2},
        raw.parts().get(Part.TRAIN).rows().get(0).values()[0]);
    said(
        raw, "has 3 infinite values; they count as missing (first:", "has 6 missing values within");
  }

  @Test
  void unevenChannelsAreSaidAndEmptySeriesSkippedOrRefused() {
    String header = "@classLabel true a\n@data\n";
    write("a.ts", header + "1,2:3:a\n" + "1:2:a\n".repeat(30) + ":?,?:a\n");
    var raw = read("a.ts");
    assertEquals(31, raw.parts().get(Part.TRAIN).rows().size());
    said(raw, "has 2 series with channels of different lengths", "Skipped 1 of 32 series");
    write("a.ts", header + "1:2:a\n:?,?:a\n");
    refusedAt(folder.resolve("a.ts"), "1 of 2 series without any value", "a.ts:4");
  }

  @Test
  void otherEncodingsAreRead() throws IOException {
    String text = "@classLabel true å b\n@data\n1,2:å\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
      Files.write(folder.resolve("a.ts"), text.getBytes(charset));
      assertEquals(List.of("å"), read("a.ts").parts().get(Part.TRAIN).targets(), charset.name());
    }
    said(read("a.ts"), "is not UTF-8; it is read as windows-1252");
    Files.write(folder.resolve("a.ts"), new byte[] {1, 0, 0, 2, 3, 0, 0, 0});
    refusedAt(folder.resolve("a.ts"), "is no text");
  }

  @Test
  void whatOneChannelMissesIsFilledAndWhatAllMissIsNot() {
    float gap = Float.NaN;
    float[][] values = {
      {gap, 1, gap, gap, 4, gap, gap, 7}, {0, 0, 0, gap, 0, 0, gap}, {gap, gap, gap, gap, gap}
    };
    float[] into = new float[3 * 9];
    var format = new Format.Series(List.of("a", "b", "c"), 9, 1);
    new SeriesReader().encode(new Series(List.of("a", "b", "c"), values), format, into);
    assertArrayEquals(new float[] {1, 1, 2, gap, 4, 5, gap, 7, gap}, slice(into, 0));
    assertArrayEquals(new float[] {0, 0, 0, gap, 0, 0, gap, 0, gap}, slice(into, 9));
    assertArrayEquals(filled(9, gap), slice(into, 18));
  }

  @Test
  void whatTheOnlyChannelMissesStaysMissing() {
    float[] into = new float[4];
    float[][] values = {{1, Float.NaN, 3}};
    new SeriesReader()
        .encode(new Series(List.of("a"), values), new Format.Series(List.of("a"), 4, 1), into);
    assertArrayEquals(new float[] {1, Float.NaN, 3, Float.NaN}, into);
  }

  private static float[] slice(float[] of, int from) {
    return Arrays.copyOfRange(of, from, from + 9);
  }

  private static float[] filled(int count, float value) {
    float[] all = new float[count];
    Arrays.fill(all, value);
    return all;
  }

  @Test
  void threeRowsAndMissingTargetsAreRefusedWhenCompleted() {
    write("a.ts", ts(3));
    refused(() -> complete("a.ts"), "3 rows to train on");
    write("a.ts", "@classLabel false\n@data\n" + "1,2\n".repeat(20));
    refused(() -> complete("a.ts"), "20 of the 20 train rows", "no target");
    write("a.ts", "@classLabel true a b\n@data\n" + "1,2:a\n3,4:b\n".repeat(10) + "5,6:?\n");
    assertTrue(
        complete("a.ts").assumptions().toString().contains("Dropped 1 of the 21 train rows"));
  }

  // ---- numbers

  @Test
  void shorterSeriesEndInNaNAndLongerAreCutAndSaid() {
    write("train.ts", "@classLabel true a b\n@data\n" + "1,2,3:a\n4:b\n".repeat(10));
    write("val.ts", "@classLabel true a b\n@data\n1,2,3,4,5:a\n");
    write("test.ts", "@classLabel true a b\n@data\n7,?,9:a\n");
    Dataset data = RowSets.complete(reader.read(folder, OPTIONS), reader, OPTIONS, Seeds.root(1));
    assertEquals(new Format.Series(List.of("channel1"), "class", 3, 1), data.format());
    assertEquals(new Shape(1, 1, 3), data.train().shape());
    assertEquals(new Target.Classes(List.of("a", "b")), data.target());
    assertEquals(4, data.train().numbers().at(3));
    assertTrue(Float.isNaN(data.train().numbers().at(4)));
    assertEquals(3, data.validation().numbers().at(2));
    assertTrue(Float.isNaN(data.test().get().numbers().at(1)));
    String said = String.join("\n", data.assumptions());
    assertTrue(said.contains("1 channel and 1 to 3 time steps"), said);
    assertTrue(said.contains("Cut 1 of the 1 validation rows off after 3 time steps"), said);
  }

  @Test
  void longSeriesAreAveragedByAWholeFactorThatTheFormatKeeps() throws IOException {
    float[] values = new float[10_000];
    IntStream.range(0, values.length).forEach(t -> values[t] = t % 3 == 1 ? NAN : t);
    values[3] = NAN;
    values[5] = NAN;
    var row = new Series(List.of("x"), new float[][] {values});
    List<String> notes = new ArrayList<>();
    Format.Series format = reader.fit(List.of(row), OPTIONS, notes::add);
    assertEquals(new Format.Series(List.of("x"), 3334, 3), format);
    assertTrue(notes.toString().contains("Each 3 time steps are averaged to one: 3334 are left."));
    float[] into = new float[3334];
    reader.encode(row, format, into);
    assertArrayEquals(new float[] {1, NAN, 7}, Arrays.copyOf(into, 3)); // of 0 and 2; none; 6 and 8
    assertEquals(9999, into[3333]);
    var mapper = new ObjectMapper();
    assertEquals(format, mapper.readValue(mapper.writeValueAsString(format), Format.class));
  }

  @Test
  void predictionNeedsNoTargetAndNamesFileAndLine() {
    write("a.csv", "x_0,x_1\n1,2\n3,4\n");
    var part = reader.read(folder.resolve("a.csv"), format(1, 2), OPTIONS).last();
    assertEquals(List.of("", ""), part.targets());
    assertEquals(folder.resolve("a.csv") + ":2", part.names().get(0));
    write("a.csv", "x_0,x_1,size\n1,2,8\n3,4,9\n");
    assertEquals(
        List.of("8", "9"),
        reader.read(folder.resolve("a.csv"), format(1, 2), OPTIONS).last().targets());
    write("a.ts", "@data\n1,2:3,4\n");
    assertEquals(
        List.of(""), reader.read(folder.resolve("a.ts"), format(2, 2), OPTIONS).last().targets());
    write("a.jsonl", "{\"series\":[1,2]}\n");
    assertEquals(
        List.of(""),
        reader.read(folder.resolve("a.jsonl"), format(1, 2), OPTIONS).last().targets());
    refused(
        () -> reader.read(folder.resolve("a.jsonl"), format(2, 2), OPTIONS),
        "a.jsonl has 1 channels");
  }

  private static Format.Series format(int channels, int length) {
    return new Format.Series(SeriesFile.numbered(channels), length, 1);
  }

  private static String ts(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> "1,2," + i + ":" + (i % 2 == 0 ? "a" : "b") + "\n")
        .collect(Collectors.joining("", "@classLabel true a b\n@data\n", ""));
  }

  private Dataset complete(String name) {
    return RowSets.complete(read(name), reader, OPTIONS, Seeds.root(1));
  }

  private RawParts<Series> read(String name) {
    return read(name, OPTIONS);
  }

  private RawParts<Series> read(String name, DataOptions options) {
    return reader.read(folder.resolve(name), options);
  }

  private Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refusedTs(String text, String... words) {
    refusedAt(write("a.ts", text), words);
  }

  private void refusedJson(String text, String... words) {
    refusedAt(write("a.jsonl", text), words);
  }

  private void refusedAt(Path data, String... words) {
    refused(() -> reader.read(data, OPTIONS), words);
  }

  private void refused(DataOptions options, String... words) {
    refused(() -> reader.read(folder, options), words);
  }

  private static void refused(Runnable act, String... words) {
    var error = assertThrows(MimarException.class, act::run);
    for (String word : words) {
      assertTrue(error.getMessage().contains(word), error.getMessage());
    }
    assertFalse(error.hint().isBlank());
  }

  private static void said(RawParts<Series> raw, String... words) {
    String all = String.join("\n", raw.assumptions());
    for (String word : words) {
      assertTrue(all.contains(word), all);
    }
  }
}
