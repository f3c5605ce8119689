package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BundledDataTest {
  private final Dataset data = BundledData.fashionMnist(DataOptions.DEFAULT, Seeds.root(1));

  @Test
  void fashionMnistIsBalancedInEveryPart() {
    assertEquals(10, data.classes().size());
    assertEquals("T-shirt/top", data.classes().get(0));
    assertEquals("Ankle boot", data.classes().get(9));
    assertEquals(new Shape(1, 28, 28), data.train().shape());
    assertBalanced(320, data.train());
    assertBalanced(80, data.validation());
    assertBalanced(100, data.test().orElseThrow());
  }

  @Test
  void itIsTheSameForTheSameSeed() {
    var again = BundledData.fashionMnist(DataOptions.DEFAULT, Seeds.root(1));
    assertArrayEquals(data.validation().pixels(), again.validation().pixels());
    assertArrayEquals(data.train().labels(), again.train().labels());
  }

  @Test
  void anotherSizeIsResizedTo() {
    var small = BundledData.fashionMnist(DataOptions.DEFAULT.withSize(14, 16), Seeds.root(1));
    assertEquals(new Shape(1, 14, 16), small.test().orElseThrow().shape());
  }

  private static void assertBalanced(int each, LabelledSamples images) {
    int[] expected = new int[10];
    Arrays.fill(expected, each);
    assertArrayEquals(expected, Classes.count(images.labels(), 10));
  }
}
