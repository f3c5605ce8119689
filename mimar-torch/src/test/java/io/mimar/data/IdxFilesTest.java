package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFilesTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void partsAreReadAsTheyAre(String zip) {
    TestImages.idxPair(folder, "train", 40, 3, zip);
    TestImages.idxPair(folder, "t10k", 9, 3, zip);
    TestImages.idxPair(folder, "validation", 6, 3, zip);
    var data = open();
    assertEquals(List.of("0", "1", "2"), data.classes());
    assertEquals(new Shape(1, 4, 5), data.train().shape());
    assertEquals(40, data.train().size());
    assertEquals(6, data.validation().size());
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2}, data.test().orElseThrow().labels());
    assertEquals(8, data.test().orElseThrow().pixels()[8 * 20]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void imagesToTellOfNeedNoLabels(String zip) throws IOException {
    TestImages.idxPair(folder, "train", 40, 3, zip);
    TestImages.idxPair(folder, "t10k", 9, 3, zip);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte" + zip));
    String name = "t10k-images-idx3-ubyte" + zip;
    LabelledFiles ofFolder = IdxFiles.unlabelled(folder, new Shape(1, 4, 5));
    LabelledFiles ofFile = IdxFiles.unlabelled(folder.resolve(name), new Shape(1, 4, 5));
    for (LabelledFiles found : List.of(ofFolder, ofFile)) {
      assertEquals(9, found.samples().size());
      assertEquals(name + "#8", found.files().get(8));
      assertEquals(8, found.samples().pixels()[8 * 20]);
    }
    assertEquals(
        List.of("The test part of " + folder + " is used (" + name + ")."), ofFolder.assumptions());
    assertTrue(IdxFiles.areImagesAt(folder) && IdxFiles.areImagesAt(folder.resolve(name)));
    assertTrue(!IdxFiles.areImagesAt(folder.resolve(LABELS + zip)));
    Shape larger = new Shape(1, 8, 10);
    assertEquals(larger, IdxFiles.unlabelled(folder, larger).samples().shape());
  }

  @Test
  void missingPartsAreHeldBackAndSaid() throws IOException {
    TestImages.idxPair(folder, "train", 100, 2, "");
    Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
    var data = open();
    assertTrue(data.assumptions().contains("Ignored 1 other file or folder (labels.txt)."));
    assertEquals(60, data.train().size());
    assertEquals(20, data.validation().size());
    assertEquals(20, data.test().orElseThrow().size());
    String said = TestImages.said(data.assumptions());
    assertTrue(
        said.contains("no validation part of their own: 20 of the 100 train images (20.0 %)"),
        said);
    assertTrue(said.contains("no test part of their own: 20 of the 100"), said);
  }

  @Test
  void aStrayLabelDoesNotMakeHundredsOfClasses() throws IOException {
    TestImages.idxPair(folder, "train", 100, 3, "");
    byte[] labels = Files.readAllBytes(folder.resolve(LABELS));
    labels[labels.length - 1] = (byte) 255;
    Files.write(folder.resolve(LABELS), labels);
    String message = assertThrows(MimarException.class, this::open).getMessage();
    assertTrue(message.contains("highest label") && message.contains("255"), message);
  }

  @Test
  void imagesOfTheTrainPartAmongTheTestImagesAreCounted() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.idxPair(folder, "t10k", 9, 3, ""); // the first nine of the same
    TestImages.idxPair(folder, "validation", 6, 3, "");
    String said = TestImages.said(open().assumptions());
    assertTrue(said.contains("9 of the 9 test images are also in the train part"), said);
    assertTrue(said.contains("6 of the 6 validation images are also in the train part"), said);
  }

  @Test
  void noMoreThanTheMostAreHeldBack() {
    TestImages.idxPair(folder, "train", 200, 2, "");
    TestImages.idxPair(folder, "test", 10, 2, "");
    var options = DataOptions.DEFAULT.withHeldBack(0.2, 10);
    assertEquals(10, Datasets.open(folder, options, Seeds.root(1)).validation().size());
  }

  @Test
  void classesHaveTheNamesOfTheirFile() {
    TestImages.idxPair(folder, "train", 40, 2, "");
    TestImages.text(folder.resolve("classes.txt"), "stop sign\r\nVorfahrt gewähren\n\n");
    assertEquals(List.of("stop sign", "Vorfahrt gewähren"), open().classes());
  }

  @Test
  void aLabelWithoutNameIsRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.text(folder.resolve("classes.txt"), "a\nb\n");
    refused("label 2 of train image 2", "2 classes");
  }

  @Test
  void aWrongMagicIsRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.idx(folder.resolve(IMAGES), 0x802, new int[] {40, 4, 5}, new byte[800]);
    refused(IMAGES, "0x00000802", "0x00000803");
  }

  @Test
  void aTextFileIsRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.text(folder.resolve(IMAGES), "ab");
    refused(IMAGES, "cut short");
  }

  @Test
  void aCutFileIsRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.cut(folder.resolve(IMAGES), 0.9);
    refused(IMAGES, "cut short");
  }

  @Test
  void aCutGzipIsRefused() {
    TestImages.idxPair(folder, "train", 40, 3, ".gz");
    TestImages.cut(folder.resolve(IMAGES + ".gz"), 0.7);
    refused(IMAGES + ".gz", "cut short");
  }

  @Test
  void aDamagedGzipIsRefused() throws IOException {
    TestImages.idxPair(folder, "train", 40, 3, ".gz");
    byte[] bytes = Files.readAllBytes(folder.resolve(IMAGES + ".gz"));
    bytes[bytes.length - 6] ^= 1; // the checksum
    Files.write(folder.resolve(IMAGES + ".gz"), bytes);
    refused(IMAGES + ".gz", "cannot be read");
  }

  @Test
  void trailingBytesAreRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.idx(folder.resolve(IMAGES), 0x803, new int[] {40, 4, 5}, new byte[801]);
    refused(IMAGES, "goes on after the 800 values");
  }

  @Test
  void aHugeCountIsRefusedAtOnce() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    for (int[] extents : new int[][] {{-1, 28, 28}, {-1, -1, -1}, {2_000_000, 28, 28}}) {
      TestImages.idx(folder.resolve(IMAGES), 0x803, extents, new byte[800]);
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> refused(IMAGES));
    }
  }

  @Test
  void anEmptyFileIsRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.idx(folder.resolve(IMAGES), 0x803, new int[] {0, 4, 5}, new byte[0]);
    refused(IMAGES, "is empty");
  }

  @Test
  void countsThatDifferAreRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.idx(folder.resolve(LABELS), 0x801, new int[] {39}, new byte[39]);
    refused(IMAGES, "40 images", LABELS, "39 labels");
  }

  @Test
  void oneOfAPairIsRefused() throws IOException {
    TestImages.idxPair(folder, "train", 40, 3, "");
    Files.delete(folder.resolve(IMAGES));
    refused("no file of train images");
    TestImages.idxPair(folder, "train", 40, 3, "");
    Files.delete(folder.resolve(LABELS));
    refused("no file of train labels");
  }

  @Test
  void noTrainPartIsRefused() {
    TestImages.idxPair(folder, "t10k", 40, 3, "");
    refused("no train-images-idx3-ubyte");
  }

  @Test
  void oneClassAndOneImageAreRefused() {
    TestImages.idxPair(folder, "train", 40, 1, "");
    refused("only one class");
    TestImages.idxPair(folder, "train", 1, 1, "");
    refused("only one class");
  }

  @Test
  void twoTestFilesAreRefusedButAGzippedTwinIsNot() {
    TestImages.idxPair(folder, "train", 40, 2, "");
    TestImages.idxPair(folder, "train", 40, 2, ".gz");
    assertTrue(TestImages.said(open().assumptions()).contains(IMAGES + ".gz is ignored"));
    TestImages.idxPair(folder, "t10k", 40, 2, "");
    TestImages.idxPair(folder, "test", 40, 2, "");
    refused("two files of test images");
  }

  @Test
  void groupingIsRefused() {
    TestImages.idxPair(folder, "train", 40, 2, "");
    assertThrows(
        MimarException.class,
        () -> Datasets.open(folder, DataOptions.DEFAULT.withGroupBy("a"), Seeds.root(1)));
  }

  @Test
  void sixtyThousandImagesAreReadInASecond() {
    byte[] pixels = new byte[60_000 * 784];
    byte[] labels = new byte[60_000];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 29 * (i / 784 % 7));
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 10);
    }
    TestImages.idx(folder.resolve(IMAGES + ".gz"), 0x803, new int[] {60_000, 28, 28}, pixels);
    TestImages.idx(folder.resolve(LABELS + ".gz"), 0x801, new int[] {60_000}, labels);
    var clock = ManagementFactory.getThreadMXBean(); // other programs take no time of this thread
    long start = clock.getCurrentThreadCpuTime();
    var data = open();
    double seconds = (clock.getCurrentThreadCpuTime() - start) / 1e9;
    assertEquals(10_000, data.validation().size());
    assertTrue(seconds < 5, seconds + " s"); // about 1 s
  }

  private Dataset open() {
    return Datasets.open(folder, DataOptions.DEFAULT, Seeds.root(1));
  }

  private void refused(String... words) {
    var error = assertThrows(MimarException.class, this::open);
    for (String word : words) {
      assertTrue(error.getMessage().contains(word), error.getMessage());
    }
  }

  @Test
  void namesWithoutEndAreRefused() {
    TestImages.idxPair(folder, "train", 40, 3, "");
    TestImages.text(folder.resolve("classes.txt"), "a\n".repeat(1 << 20));
    refused("classes.txt is longer than 1048576 bytes");
  }
}
