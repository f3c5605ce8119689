package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTableTest {
  private static final DataOptions SMALL = DataOptions.DEFAULT.withTask("image").withSize(4, 4);

  @TempDir Path folder;

  private static Dataset open(Path data, DataOptions options) {
    return Datasets.open(data, options, Seeds.root(1));
  }

  /** A file of 4x4 images, 20 rows, of two classes in turn. */
  private Path file(String name, int pixels, IntBinaryOperator value, String suffix)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        IntStream.range(0, pixels).mapToObj(i -> "p" + i).collect(Collectors.joining(","))
            + ",digit");
    for (int r = 0; r < 20; r++) {
      int row = r;
      lines.add(
          IntStream.range(0, pixels)
                  .mapToObj(i -> value.applyAsInt(row, i) + suffix)
                  .collect(Collectors.joining(","))
              + (r % 2 == 0 ? ",even" : ",odd"));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private static boolean told(Dataset data, String words) {
    return data.assumptions().stream().anyMatch(sentence -> sentence.contains(words));
  }

  private static String refused(Path data, DataOptions options) {
    MimarException e = assertThrows(MimarException.class, () -> open(data, options));
    return e.getMessage() + " / " + e.hint();
  }

  /** On the hand-written digits of UCI, {@code optdigits} in the folder that MIMAR_SETS names. */
  @Test
  void realDigitsAreImages() {
    String sets = System.getenv("MIMAR_SETS");
    Assumptions.assumeTrue(sets != null, "skipped: MIMAR_SETS does not name the folder of data");
    Dataset data =
        open(Path.of(sets, "optdigits"), DataOptions.DEFAULT.withTask("image").withSize(8, 8));
    assertEquals(new Shape(1, 8, 8), data.train().shape());
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), data.classes());
    assertEquals(1797, data.test().orElseThrow().size());
    assertTrue(told(data, "255/16"), "" + data.assumptions());
    assertTrue(told(data, "The target is the column digit, because it is the last."));
    byte[] first = data.test().orElseThrow().pixels(); // 0,0,5,13,9,1,0,0,0,0,13,15
    assertEquals(80, first[2] & 0xff);
    assertEquals(207, first[3] & 0xff);
    assertEquals(239, first[11] & 0xff);
  }

  @Test
  void theOnlyColumnOfWordsIsTheTarget() throws IOException {
    String names = IntStream.range(0, 16).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
    List<String> lines = new ArrayList<>(List.of("digit," + names));
    for (int r = 0; r < 20; r++) {
      lines.add((r % 2 == 0 ? "even" : "odd") + ("," + r).repeat(16));
    }
    Dataset data = open(Files.write(folder.resolve("first.csv"), lines), SMALL);
    assertEquals(List.of("even", "odd"), data.classes());
    assertTrue(told(data, "The target is the column digit, because it is the only one of words."));
  }

  @Test
  void namesOfFilesAreNoTarget() throws IOException {
    String names = IntStream.range(0, 15).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
    List<String> lines = new ArrayList<>(List.of("file," + names + ",digit"));
    for (int r = 0; r < 20; r++) {
      lines.add(r + ".png" + ("," + r).repeat(15) + "," + r % 2);
    }
    String numbered = refused(Files.write(folder.resolve("n.csv"), lines), SMALL);
    assertTrue(numbered.contains("column file of"), numbered);
    lines.replaceAll(line -> line.endsWith("0") ? line + "even" : line.replaceAll("1$", "odd"));
    String words = refused(Files.write(folder.resolve("w.csv"), lines), SMALL);
    assertTrue(words.contains("column file of"), words);
  }

  @Test
  void coloursAreTakenApart() throws IOException {
    Path file = file("c.csv", 48, (row, i) -> i == 30 ? 255 : 10 * (i % 3) + row, "");
    Dataset data = open(file, SMALL.withHeldBack(0.1, 2));
    assertEquals(new Shape(3, 4, 4), data.train().shape());
    byte[] pixels = data.train().pixels();
    assertEquals(pixels[0] + 10, pixels[16]);
    assertEquals(pixels[0] + 20, pixels[32]);
    assertEquals(pixels[0], pixels[15]);
  }

  @Test
  void sharesOfOneAreScaled() throws IOException {
    Path file = file("shares.csv", 16, (row, i) -> 0, ".5");
    Dataset data = open(file, SMALL);
    assertTrue(told(data, "shares of 1"));
    assertEquals(128, data.train().pixels()[0] & 0xff);
  }

  @Test
  void blackAndWhiteIsScaled() throws IOException {
    Path file = file("binary.csv", 16, (row, i) -> (row + i) % 2, "");
    Dataset data = open(file, SMALL);
    assertTrue(told(data, "255/1."));
    assertEquals(255, (data.train().pixels()[0] & 0xff) + (data.train().pixels()[1] & 0xff));
  }

  @Test
  void bytesStayAsTheyAre() throws IOException {
    Path file = file("bytes.csv", 16, (row, i) -> i == 15 ? 255 : i, "");
    Dataset data = open(file, SMALL);
    byte[] expected = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, (byte) 255};
    byte[] own = new byte[16];
    System.arraycopy(data.train().pixels(), 0, own, 0, 16);
    assertArrayEquals(expected, own);
  }

  @Test
  void whatIsBrighterThanAllTrainingRowsIsCut() throws IOException {
    file("train.csv", 16, (row, i) -> i, "");
    file("test.csv", 16, (row, i) -> row == 3 ? 60 : i, "");
    Dataset data = open(folder, SMALL);
    assertEquals(20, data.test().orElseThrow().size());
    assertEquals(255, data.test().orElseThrow().pixels()[3 * 16] & 0xff);
    assertTrue(told(data, "1 of the test rows have pixels above 15"), "" + data.assumptions());
  }

  @Test
  void otherNumbersAreNamedWithTheirPlace() throws IOException {
    Path file = file("bad.csv", 16, (row, i) -> row == 4 && i == 7 ? -4 : i, "");
    assertTrue(refused(file, SMALL).contains("column p7 of " + file + ":6 is \"-4\""));
    Path large = file("large.csv", 16, (row, i) -> row == 4 && i == 7 ? 256 : i, "");
    assertTrue(refused(large, SMALL).contains("p7 of " + large + ":6 is \"256\""));
    Path gap = file("gap.csv", 16, (row, i) -> i, "");
    Files.writeString(gap, Files.readString(gap).replaceFirst("\n0,1,", "\n0,NA,"));
    assertTrue(refused(gap, SMALL).contains("column p1 of " + gap + ":2 is \"NA\""));
    Path black = file("black.csv", 16, (row, i) -> 0, "");
    assertTrue(refused(black, SMALL).contains("all pixels of the training rows are 0"));
  }

  @Test
  void theSizeMustFit() throws IOException {
    Path file = file("size.csv", 16, (row, i) -> i, "");
    assertTrue(refused(file, SMALL.withSize(4, 5)).contains("images of 4x5 have 20 pixels"));
    assertTrue(refused(file, SMALL.withSize(4, 5)).contains("4x4 would fit"));
    String without = refused(file, DataOptions.DEFAULT.withTask("image"));
    assertTrue(without.contains("height and width of its images are not given"), without);
    assertTrue(refused(file, SMALL.withTarget("digits")).contains("no such column"));
  }

  @Test
  void newRowsAreReadAsTheTrainingRowsWere() throws IOException {
    Path file = file("old.csv", 16, (row, i) -> i, "");
    ImageTable reader = new ImageTable();
    var format = (Format.PixelTable) open(file, SMALL).format();
    Path fresh =
        Files.write(
            folder.resolve("new.csv"),
            List.of("15,0,0,0,0,0,0,0,0,0,0,0,0,0,0,30", "0,15,0,0,0,0,0,0,0,0,0,0,0,0,0,0"));
    var rows = reader.read(fresh, format, SMALL).last();
    float[] into = new float[16];
    reader.encode(rows.rows().get(0), format, into);
    assertEquals(255, into[0]);
    assertEquals(255, into[15]);
    assertEquals("", rows.targets().get(0));
  }
}
