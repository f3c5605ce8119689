package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void classesAreSortedAndSplitAndSaid() {
    TestImages.greys(folder.resolve("dog"), 10, 12, 12);
    TestImages.greys(folder.resolve("cat"), 20, 12, 12);
    var data = open();
    assertEquals(List.of("cat", "dog"), data.classes());
    assertEquals(new Shape(1, 12, 12), data.train().shape());
    assertArrayEquals(new int[] {12, 6}, Classes.count(data.train().labels(), 2));
    assertArrayEquals(new int[] {4, 2}, Classes.count(data.validation().labels(), 2));
    assertArrayEquals(new int[] {4, 2}, Classes.count(data.test().orElseThrow().labels(), 2));
    said(data, "All images are 12x12 pixels", "All images are grey", "no validation", "no test");
  }

  @Test
  void aThousandClassesAreTakenAndMoreRefused() throws IOException {
    byte[] png =
        Files.readAllBytes(TestImages.write(folder.resolve("1.png"), TestImages.grey(8, 8, 3)));
    Path thousand = copies(png, "thousand", 1_000, 3);
    var data = Datasets.open(thousand, DataOptions.DEFAULT, Seeds.root(1));
    assertEquals(1_000, data.classes().size());
    assertEquals(
        3_000, data.train().size() + data.validation().size() + data.test().orElseThrow().size());
    Path many = copies(png, "many", 5_000, 1);
    var e =
        assertThrows(
            MimarException.class, () -> Datasets.open(many, DataOptions.DEFAULT, Seeds.root(1)));
    assertTrue(
        e.getMessage()
            .endsWith(
                "has 5,000 classes (c0, c1, c10, c100, c1000 and 4995 more), but must have at most 1,000"),
        e.getMessage());
    assertEquals("Merge rare classes, or leave some out.", e.hint());
  }

  /** So many classes of so many images, all of them {@code png}. */
  private Path copies(byte[] png, String name, int classes, int images) throws IOException {
    for (int c = 0; c < classes; c++) {
      Path own = Files.createDirectories(folder.resolve(name).resolve("c" + c));
      for (int i = 0; i < images; i++) {
        Files.write(own.resolve(i + ".png"), png);
      }
    }
    return folder.resolve(name);
  }

  @Test
  void imagesThatDoNotFitAreRefusedBeforeTheyAreDecoded() throws IOException {
    byte[] png = "decoding would tell that this is none".getBytes(StandardCharsets.UTF_8);
    Path images = copies(png, "images", 2, 1_100);
    var options = DataOptions.DEFAULT.withSize(64, 64);
    var e =
        assertThrows(
            MimarException.class, () -> ImageFolder.read(images, options, 2_200 * 64 * 64 - 1));
    assertTrue(
        e.getMessage().contains("has 2,200 images of 4,096 numbers, together 9 MB, but at most 8"),
        e.getMessage());
    assertTrue(
        e.hint().startsWith("Take fewer images, or search with --shape 60x60, or give"), e.hint());
    assertTrue(e.hint().contains("MIMAR_HEAP=1g"), e.hint());
  }

  @Test
  void colourThatDoesNotFitIsRefusedWhereItIsFirstSeen() {
    for (String name : List.of("a", "b")) {
      TestImages.greys(folder.resolve(name), 10, 16, 16);
    }
    var options = DataOptions.DEFAULT.withSize(16, 16);
    ImageFolder.read(folder, options, 20 * 16 * 16);
    TestImages.write(folder.resolve("b/red.png"), TestImages.colour(16, 16, Color.RED));
    ImageFolder.read(folder, options, 21 * 3 * 16 * 16);
    var e =
        assertThrows(
            MimarException.class, () -> ImageFolder.read(folder, options, 21 * 3 * 16 * 16 - 1));
    assertTrue(e.getMessage().contains("has 21 images of 768 numbers"), e.getMessage());
    assertTrue(e.hint().contains("--shape 12x12"), e.hint());
    Parts fitting = ImageFolder.read(folder, DataOptions.DEFAULT, 21 * 3 * 16 * 16 - 1);
    assertEquals(new Shape(3, 12, 12), fitting.images().get(Part.TRAIN).shape());
  }

  @Test
  void givenPartsAreTaken() {
    for (String part : List.of("train", "Valid", "test")) {
      TestImages.greys(folder.resolve(part).resolve("a"), 6, 8, 8);
      TestImages.greys(folder.resolve(part).resolve("b"), 4, 8, 8);
    }
    TestImages.text(folder.resolve("README.txt"), "hello");
    TestImages.greys(folder.resolve("extra"), 2, 8, 8);
    var data = open();
    assertEquals(10, data.train().size());
    assertEquals(10, data.validation().size());
    assertEquals(10, data.test().orElseThrow().size());
    said(data, "Ignored 2 other files or folders (README.txt, extra)");
  }

  @Test
  void fewerThanTenImagesAreRefused() {
    TestImages.greys(folder.resolve("a"), 5, 8, 8);
    TestImages.greys(folder.resolve("b"), 4, 8, 8);
    refused("has 9 images to train on, but must have at least 10");
  }

  @Test
  void aClassThatPartsLackIsSaidAndOneThatTrainLacksIsRefused() {
    TestImages.greys(folder.resolve("train/a"), 10, 8, 8);
    TestImages.greys(folder.resolve("train/b"), 10, 8, 8);
    TestImages.greys(folder.resolve("test/a"), 3, 8, 8);
    said(open(), "The test part has no image of 1 of the 2 classes: b.");
    TestImages.greys(folder.resolve("test/c"), 3, 8, 8);
    refused("class \"c\" of the test part is unknown");
  }

  @Test
  void classesMayBeCalledLikeAPart() {
    TestImages.greys(folder.resolve("train"), 6, 8, 8);
    TestImages.greys(folder.resolve("tram"), 6, 8, 8);
    assertEquals(List.of("train", "tram"), open().classes());
  }

  @Test
  void partsWithoutClassesAreRefused() {
    TestImages.greys(folder.resolve("train"), 6, 8, 8);
    TestImages.greys(folder.resolve("test"), 6, 8, 8);
    refused("no folder per class");
  }

  @Test
  void aTestFolderAloneIsRefused() {
    TestImages.greys(folder.resolve("test/a"), 6, 8, 8);
    refused("none called train");
  }

  @Test
  void sizesAreBroughtToTheirMedianWithinTheBound() {
    TestImages.greys(folder.resolve("a"), 6, 300, 150);
    TestImages.greys(folder.resolve("b"), 4, 20, 20);
    var data = open();
    assertEquals(new Shape(1, 64, 32), data.train().shape());
    said(data, "resized to 64x32 pixels (height x width), after the median");
    var fixed = Datasets.open(folder, DataOptions.DEFAULT.withSize(10, 11), Seeds.root(1));
    assertEquals(new Shape(1, 10, 11), fixed.train().shape());
  }

  @Test
  void oneColourImageMakesAllRgb() {
    TestImages.greys(folder.resolve("a"), 6, 8, 8);
    TestImages.greys(folder.resolve("b"), 6, 8, 8);
    TestImages.write(folder.resolve("b/red.jpg"), TestImages.colour(8, 8, Color.RED));
    var data = open();
    assertEquals(3, data.train().shape().channels());
    said(data, "1 images have colour, 12 are grey: networks get 3 channels (RGB).");
  }

  @Test
  void greyInRgbFilesIsGrey() {
    for (int i = 0; i < 10; i++) {
      Path file = folder.resolve(i % 2 + "/" + i + ".png");
      TestImages.write(file, TestImages.colour(8, 8, new Color(20 * i, 20 * i, 20 * i)));
    }
    assertEquals(1, open().train().shape().channels());
  }

  @Test
  void namesWithSpacesAndOtherScriptsWork() {
    assumeTrue(
        System.getProperty("sun.jnu.encoding", "").startsWith("UTF"),
        "file names here are not UTF-8");
    TestImages.write(folder.resolve("gül bahçe/bir resim.png"), TestImages.grey(8, 8, 1));
    TestImages.write(folder.resolve("gül bahçe/日本.PNG"), TestImages.grey(8, 8, 2));
    TestImages.greys(folder.resolve("معمار"), 8, 8, 8);
    assertEquals(List.of("gül bahçe", "معمار"), open().classes());
  }

  @Test
  void aFewBrokenImagesAreSkippedAndNamed() {
    TestImages.greys(folder.resolve("a"), 50, 8, 8);
    TestImages.greys(folder.resolve("b"), 50, 8, 8);
    TestImages.text(folder.resolve("a/text.png"), "no image");
    TestImages.hugePng(folder.resolve("a/huge.png"), 30_000, 30_000);
    TestImages.cut(TestImages.write(folder.resolve("b/x.png"), TestImages.noise(32, 32)), 0.5);
    TestImages.cut(TestImages.write(folder.resolve("b/y.jpg"), TestImages.noise(32, 32)), 0.5);
    var data = open();
    assertEquals(100, data.train().size() + data.validation().size() + data.test().get().size());
    said(data, "Skipped 4 of 104 images", "a/huge.png (is 30000x30000", "a/text.png", "1 more");
  }

  @Test
  void manyBrokenImagesAreRefused() {
    TestImages.greys(folder.resolve("a"), 10, 8, 8);
    TestImages.greys(folder.resolve("b"), 9, 8, 8);
    TestImages.text(folder.resolve("b/t.png"), "no image");
    open(); // exactly 5 %
    TestImages.text(folder.resolve("b/u.png"), "no image");
    refused("2 of 21 images cannot be read", "b/t.png (is no PNG");
  }

  @Test
  void anEmptyClassIsRefused() throws IOException {
    TestImages.greys(folder.resolve("a"), 10, 8, 8);
    TestImages.greys(folder.resolve("b"), 10, 8, 8);
    Files.createDirectory(folder.resolve("c"));
    refused("class c of", "has no images");
  }

  @Test
  void oneImageOrOneClassIsRefused() {
    TestImages.greys(folder.resolve("a"), 1, 8, 8);
    refused("only one class, a");
    TestImages.greys(folder.resolve("a"), 10, 8, 8);
    refused("only one class, a");
  }

  @Test
  void aClassOfOneImageIsTrainedOnAndSaid() {
    TestImages.greys(folder.resolve("a"), 10, 8, 8);
    TestImages.greys(folder.resolve("b"), 1, 8, 8);
    var data = open();
    assertArrayEquals(new int[] {6, 1}, Classes.count(data.train().labels(), 2));
    said(data, "The validation part has no image of 1 of the 2 classes: b.");
  }

  @Test
  void aSingleImagePerClassIsTooFew() {
    for (int c = 0; c < 10; c++) {
      TestImages.greys(folder.resolve("c" + c), 1, 8, 8);
    }
    refused("10 images to train on, too few to hold some back");
  }

  @Test
  void twoClassesOfOneNameAreRefused() {
    TestImages.greys(folder.resolve("Cat"), 3, 8, 8);
    TestImages.greys(folder.resolve("cat"), 3, 8, 8);
    assumeTrue(!Files.exists(folder.resolve("CAT")), "the file system here does not know case");
    refused("\"Cat\" and \"cat\"");
  }

  @Test
  void whatIsNoDataIsRefused() throws IOException {
    refused("no class folders");
    TestImages.greys(folder, 3, 8, 8);
    refused("no folder per class");
    Files.createDirectory(folder.resolve("a"));
    refused("no images in them");
    assertRefused(folder.resolve("nowhere"), "does not exist");
    assertRefused(folder.resolve("0.png"), "is a file");
  }

  @Test
  void foldersThatCannotBeReadAreRefused() throws IOException {
    TestImages.greys(folder.resolve("a"), 3, 8, 8);
    TestImages.greys(folder.resolve("b"), 3, 8, 8);
    Files.setPosixFilePermissions(
        folder.resolve("b"), PosixFilePermissions.fromString("---------"));
    try {
      assumeTrue(!Files.isReadable(folder.resolve("b")), "root may read everything");
      refused("no read permission", "b");
    } finally {
      Files.setPosixFilePermissions(
          folder.resolve("b"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void filesThatCannotBeReadAreBroken() throws IOException {
    TestImages.greys(folder.resolve("a"), 20, 8, 8);
    TestImages.greys(folder.resolve("b"), 20, 8, 8);
    Files.createSymbolicLink(folder.resolve("a/link.png"), Path.of("nowhere.png"));
    said(open(), "a/link.png (does not exist)");
    Files.setPosixFilePermissions(
        folder.resolve("a/3.png"), PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(folder.resolve("a/3.png")), "root may read everything");
    said(open(), "a/3.png (no read permission)");
  }

  @Test
  void linksInCirclesEnd() throws IOException {
    TestImages.greys(folder.resolve("a"), 5, 8, 8);
    TestImages.greys(folder.resolve("b/inner"), 5, 8, 8);
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("b/inner/self"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("c"), folder);
    var data = open();
    assertEquals(List.of("a", "b"), data.classes());
    assertEquals(10, data.train().size() + data.validation().size() + data.test().get().size());
  }

  @Test
  void groupsStayOnOneSide() {
    for (int patient = 0; patient < 12; patient++) {
      TestImages.greys(folder.resolve((patient % 2 == 0 ? "ill/p" : "well/p") + patient), 3, 8, 8);
    }
    var options = DataOptions.DEFAULT.withGroupBy("(p[0-9]+)/");
    var data = Datasets.open(folder, options, Seeds.root(1));
    assertEquals(0, data.train().size() % 3);
    assertEquals(0, data.validation().size() % 3);
    said(data, "names 12 groups", "as well as the groups allow");
    TestImages.greys(folder.resolve("ill/x"), 1, 8, 8);
    var error =
        assertThrows(MimarException.class, () -> Datasets.open(folder, options, Seeds.root(1)));
    assertTrue(error.getMessage().contains("ill/x/0.png"), error.getMessage());
  }

  @Test
  void tooFewGroupsAreRefusedAndABadExpressionToo() {
    TestImages.greys(folder.resolve("a"), 5, 8, 8);
    TestImages.greys(folder.resolve("b"), 5, 8, 8);
    var options = DataOptions.DEFAULT.withGroupBy("^[ab]");
    assertThrows(MimarException.class, () -> Datasets.open(folder, options, Seeds.root(1)));
    assertThrows(MimarException.class, () -> DataOptions.DEFAULT.withGroupBy("("));
  }

  @Test
  void groupsThatGivenPartsShareAreSaid() {
    for (String part : List.of("train", "val", "test")) {
      TestImages.greys(folder.resolve(part).resolve("a"), 5, 8, 8);
      TestImages.greys(folder.resolve(part).resolve("b"), 5, 8, 8);
    }
    var options = DataOptions.DEFAULT.withGroupBy("([0-9]+)\\.png");
    var data = Datasets.open(folder, options, Seeds.root(1));
    said(data, "5 groups lie both in the given train and test parts (0, 1, 2, 3, 4)");
  }

  @Test
  void theSameSeedGivesTheSameData() {
    TestImages.greys(folder.resolve("a"), 20, 8, 8);
    TestImages.greys(folder.resolve("b"), 20, 8, 8);
    assertArrayEquals(open().validation().pixels(), open().validation().pixels());
  }

  private Dataset open() {
    return Datasets.open(folder, DataOptions.DEFAULT, Seeds.root(1));
  }

  private static void said(Dataset data, String... words) {
    String said = TestImages.said(data.assumptions());
    for (String word : words) {
      assertTrue(said.contains(word), said);
    }
  }

  private void refused(String... words) {
    assertRefused(folder, words);
  }

  private static void assertRefused(Path data, String... words) {
    var error =
        assertThrows(
            MimarException.class, () -> Datasets.open(data, DataOptions.DEFAULT, Seeds.root(1)));
    for (String word : words) {
      assertTrue(error.getMessage().contains(word), error.getMessage());
    }
  }
}
