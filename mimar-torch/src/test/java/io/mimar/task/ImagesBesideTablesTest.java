package io.mimar.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.random.Seeds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images whose classes a table beside them tells, from the path to the samples. */
final class ImagesBesideTablesTest {
  private static final int COUNT = 30;

  @TempDir Path folder;

  /** Images 0.png and so on, each with its number in its first pixel. */
  private void images(String name, int count) throws IOException {
    Path parent = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(0, 0, 0, i);
      assertTrue(ImageIO.write(image, "png", parent.resolve(i + ".png").toFile()));
    }
  }

  private void table(String name, String header, int count, IntFunction<String> row)
      throws IOException {
    String body = IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve(name), header + "\n" + body + "\n");
  }

  private static String classOf(int i) {
    return i % 3 == 0 ? "none" : "some";
  }

  private Dataset open() {
    return open(DataOptions.DEFAULT);
  }

  private Dataset open(DataOptions options) {
    return Tasks.open(folder, options, Seeds.root(1));
  }

  private void refused(DataOptions options, String... words) {
    MimarException e = assertThrows(MimarException.class, () -> open(options));
    for (String word : words) {
      assertTrue((e.getMessage() + " " + e.hint()).contains(word), e + " " + e.hint());
    }
  }

  private static void said(Dataset data, String words) {
    assertTrue(
        data.assumptions().stream().anyMatch(a -> a.contains(words)),
        () -> "" + data.assumptions());
  }

  /** Each image of a part has the class that its table said of its number. */
  private static void assertTold(Dataset data) {
    for (var samples : List.of(data.train(), data.validation(), data.test().orElseThrow())) {
      int size = (int) samples.shape().size();
      for (int i = 0; i < samples.size(); i++) {
        int number = (int) samples.numbers().at(i * size);
        assertEquals(classOf(number), data.classes().get(samples.labels()[i]), "image " + number);
      }
    }
  }

  private static int size(Dataset data) {
    return data.train().size() + data.validation().size() + data.test().orElseThrow().size();
  }

  @Test
  void namesWithoutAnEndingAreFoundInTheFolderOfTheirPart() throws IOException {
    images("train_images", COUNT);
    images("test_images", 12);
    table("train.csv", "id_code,diagnosis", COUNT, i -> i + "," + classOf(i));
    table("test.csv", "id_code", 12, i -> "" + i);
    table("sample_submission.csv", "id_code,diagnosis", 12, i -> i + ",none");
    Dataset data = open();
    assertEquals(List.of("none", "some"), data.classes());
    assertEquals(COUNT, size(data));
    assertTold(data);
    said(data, "a table beside 42 images names them and tells their classes");
    said(data, "by the column \"diagnosis\" of train.csv, whose column \"id_code\" names");
    said(data, "Passed over 12 images that no row names.");
    said(data, "Ignored 2 other files or folders (sample_submission.csv, test.csv)");
    said(data, "The images are of 2 classes (none, some).");
    var scored = Tasks.labelled(folder, data.format(), data.target(), DataOptions.DEFAULT);
    assertEquals(COUNT, scored.samples().size());
  }

  @Test
  void pathsAndFilesOfPartsAreFound() throws IOException {
    images("pictures/batch1", COUNT);
    images("pictures/batch2", COUNT);
    table("train.csv", "file,label", COUNT, i -> "pictures/batch1/" + i + ".png," + classOf(i));
    table("test.csv", "file,label", COUNT, i -> "pictures\\batch2\\" + i + ".png," + classOf(i));
    Dataset data = open();
    assertEquals(COUNT, data.test().orElseThrow().size());
    assertTold(data);
  }

  @Test
  void foldersOfPartsDivideTheRowsOfOneTable() throws IOException {
    images("train", 20);
    images("test", 10);
    table(
        "labels.csv",
        "path,label,split",
        COUNT,
        i ->
            (i < 20 ? "train/" + i : "test/" + (i - 20))
                + ".png,"
                + classOf(i < 20 ? i : i - 20)
                + (i < 20 ? ",train" : ",test"));
    Dataset data = open();
    assertEquals(10, data.test().orElseThrow().size());
    assertTold(data);
  }

  @Test
  void whichColumnHasTheClassesMayHaveToBeSaid() throws IOException {
    images("images_part_1", 20);
    table(
        "metadata.csv",
        "lesion,image,dx,age",
        20,
        i -> "L" + i / 2 + "," + i + "," + classOf(i) + "," + i);
    images("images_part_2", 1);
    Files.move(folder.resolve("images_part_2/0.png"), folder.resolve("images_part_2/20.png"));
    refused(
        DataOptions.DEFAULT,
        "metadata.csv names the images of",
        "which of its columns has their classes is not clear: lesion, dx, age",
        "Give --target COLUMN",
        "The task is taken to be image");
    refused(DataOptions.DEFAULT.withTarget("sex"), "has no column \"sex\" of their classes");
    Dataset data = open(DataOptions.DEFAULT.withTarget("dx"));
    assertEquals(20, size(data));
    assertTold(data);
  }

  @Test
  void foldersThatATableRepeatsStayTheClasses() throws IOException {
    images("Train/7", 8);
    images("Train/9", 8);
    images("Test/7", 4);
    images("Test/9", 4);
    table(
        "Train.csv",
        "Width,ClassId,Path",
        16,
        i -> "9," + (i < 8 ? 7 : 9) + ",Train/" + (i < 8 ? 7 : 9) + "/" + i % 8 + ".png");
    Dataset data = open();
    assertEquals(List.of("7", "9"), data.classes());
    assertEquals(8, data.test().orElseThrow().size());
  }

  @Test
  void aTableThatDoesNotNameThemTellsNothing() throws IOException {
    images("a", 10);
    images("b", 10);
    table("about.csv", "name,label", 40, i -> "n" + i + "," + classOf(i));
    Files.write(folder.resolve("broken.csv"), new byte[] {0, 1, 2, 3});
    assertEquals(List.of("a", "b"), open().classes());
  }

  @Test
  void rowsWithoutAnImageOrAClassArePassedOverAndCounted() throws IOException {
    images("i", COUNT);
    table("labels.csv", "image,label", COUNT + 2, i -> i + ".png," + (i == 5 ? "" : classOf(i)));
    Dataset data = open();
    assertEquals(COUNT - 1, size(data));
    said(data, "Passed over 3 of the 32 rows of labels.csv, which name no image here or no class");
    said(data, "labels.csv:7)");
  }

  @Test
  void anImageOfTwoClassesIsRefused() throws IOException {
    images("i", COUNT);
    table(
        "labels.csv", "image,label", COUNT + 1, i -> i % COUNT + ".png," + classOf(i + i / COUNT));
    refused(DataOptions.DEFAULT, "0.png is of class \"none\" and, at ", "of class \"some\"");
  }

  @Test
  void twoTablesThatSayItAreRefused() throws IOException {
    images("i", COUNT);
    for (String name : List.of("a.csv", "b.csv")) {
      table(name, "image,label", COUNT, i -> i + ".png," + classOf(i));
    }
    refused(
        DataOptions.DEFAULT.withTask("image"),
        "a.csv and b.csv both say what the images of",
        "call one train.csv");
  }

  @Test
  void namesThatAreThereTwiceAreNone() throws IOException {
    images("x", COUNT);
    images("y", COUNT);
    table("labels.csv", "image,label", COUNT, i -> i + ".png," + classOf(i));
    assertEquals(List.of("x", "y"), open().classes()); // the table tells nothing
  }

  @Test
  void foldersOfClassesStandThoughATableNamesTheirImages() throws IOException {
    images("train/cat", COUNT);
    images("train/dog", COUNT);
    images("test", 12);
    table("sample_submission.csv", "file,species", 12, i -> "test/" + i + ".png,cat");
    table("folds.csv", "image,fold", COUNT, i -> "cat/" + i + ".png," + i % 3);
    Dataset data = open();
    assertEquals(List.of("cat", "dog"), data.classes());
    assertEquals(2 * COUNT, size(data));
    assertEquals(List.of("0", "1", "2"), open(DataOptions.DEFAULT.withTarget("fold")).classes());
  }

  @Test
  void numbersOfRowsAreNoNamesOfImagesWhereOthersAre() throws IOException {
    images("images", COUNT);
    table(
        "labels.csv",
        ",filename,label",
        COUNT,
        i -> (COUNT - 1 - i) + "," + i + ".png," + classOf(i));
    assertTold(open());
  }

  @Test
  void anImageOfAnotherPartIsNotMeant() throws IOException {
    images("train_images", COUNT);
    images("test_images", COUNT + 2);
    table("train.csv", "id,label", COUNT + 2, i -> i + "," + classOf(i));
    Dataset data = open();
    assertEquals(COUNT, size(data));
    said(data, "Passed over 2 of the 32 rows of train.csv");
  }

  @Test
  void tablesWithOtherColumnsStayTablesThoughPicturesAreCalledByNumbers() throws IOException {
    images("charts", COUNT);
    table(
        "data.csv",
        "id,width,height,label",
        COUNT,
        i -> i + "," + i * 7 % 11 + "," + i * 5 % 13 + "," + classOf(i));
    Dataset data = open();
    assertTrue(data.format() instanceof Format.Table, "" + data.assumptions());
    assertTrue(open(DataOptions.DEFAULT.withTask("image")).format() instanceof Format.Image);
  }

  @Test
  void rowsWithoutAnyClassAreRefused() throws IOException {
    images("images", COUNT);
    table("labels.csv", "image,label", COUNT, i -> i + ".png,");
    refused(DataOptions.DEFAULT, "labels.csv names the images of", "but no row has a class");
  }

  @Test
  void linksThatLeadBackDoNotMakeNamesAmbiguous() throws IOException {
    images("images", COUNT);
    Files.createSymbolicLink(folder.resolve("images/again"), folder);
    table("labels.csv", "image,label", COUNT, i -> i + ".png," + classOf(i));
    assertTold(open());
  }

  @Test
  void namesOfVeryManyFilesNameNone() throws IOException {
    for (int f = 0; f < 20; f++) {
      images("batch" + f, 2);
    }
    table("labels.csv", "image,label", 8, i -> "elsewhere/batch" + i + "/0.png," + classOf(i));
    assertEquals(20, open().classes().size());
  }

  @Test
  void aColumnOfPartsDividesAndIsNoClass() throws IOException {
    images("pics", 60);
    table(
        "labels.csv",
        "filename;split;breed",
        60,
        i -> "pics/" + i + ".png;" + (i % 5 == 4 ? "test" : "train") + ";" + classOf(i));
    Dataset data = open();
    assertEquals(List.of("none", "some"), data.classes());
    assertEquals(12, data.test().orElseThrow().size());
    assertTold(data);
    said(data, "The parts are told by the column \"split\".");
  }

  @Test
  void ofSeveralColumnsTheOneOfClassesIsAskedForAndTaken() throws IOException {
    images("pics", COUNT);
    table(
        "labels.csv",
        "filename,colour,breed",
        COUNT,
        i -> "pics/" + i + ".png,c" + i % 4 + "," + classOf(i));
    refused(DataOptions.DEFAULT, "colour, breed", "--target", "--task table");
    assertTold(open(DataOptions.DEFAULT.withTarget("breed")));
  }
}
