package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFilesTest {
  private static final List<String> CLASSES = List.of("dog", "cat", "ant");

  @TempDir Path folder;

  @Test
  void folderClassesAreMatchedByName() {
    TestImages.greys(folder.resolve("cat"), 1, 9, 9);
    TestImages.greys(folder.resolve("dog"), 2, 9, 9);
    var read = read(CLASSES, new Shape(3, 6, 7));
    assertEquals(List.of("cat/0.png", "dog/0.png", "dog/1.png"), read.files());
    assertArrayEquals(new int[] {1, 0, 0}, read.samples().labels());
    assertEquals(new Shape(3, 6, 7), read.samples().shape());
  }

  @Test
  void theTestPartIsUsed() {
    TestImages.greys(folder.resolve("train/cat"), 5, 9, 9);
    TestImages.greys(folder.resolve("test/dog"), 2, 9, 9);
    var read = read(CLASSES, new Shape(1, 9, 9));
    assertEquals(List.of("test/dog/0.png", "test/dog/1.png"), read.files());
    assertTrue(TestImages.said(read.assumptions()).contains("Only the test part"));
  }

  @Test
  void anUnknownClassIsRefused() {
    TestImages.greys(folder.resolve("cow"), 1, 9, 9);
    var error = assertThrows(MimarException.class, () -> read(CLASSES, new Shape(1, 9, 9)));
    assertTrue(error.getMessage().contains("\"cow\""), error.getMessage());
    assertTrue(error.getMessage().contains("dog, cat, ant"), error.getMessage());
  }

  @Test
  void idxLabelsAreMatchedByTheirNamesOrElseByPosition() {
    TestImages.idxPair(folder, "t10k", 4, 2, "");
    var byPosition = read(CLASSES, new Shape(1, 8, 8));
    assertArrayEquals(new int[] {0, 1, 0, 1}, byPosition.samples().labels());
    assertTrue(TestImages.said(byPosition.assumptions()).contains("positions"));
    TestImages.text(folder.resolve("classes.txt"), "cat\ndog");
    var byName = read(CLASSES, new Shape(1, 8, 8));
    assertArrayEquals(new int[] {1, 0, 1, 0}, byName.samples().labels());
    assertEquals("t10k-images-idx3-ubyte#3", byName.files().get(3));
    TestImages.text(folder.resolve("classes.txt"), "cat\ncow");
    assertThrows(MimarException.class, () -> read(CLASSES, new Shape(1, 8, 8)));
  }

  private LabelledFiles read(List<String> classes, Shape shape) {
    return Datasets.labelled(folder, classes, shape, DataOptions.DEFAULT);
  }
}
