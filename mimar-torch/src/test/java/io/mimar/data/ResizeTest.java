package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizeTest {
  @Test
  void imagesThatDoNotFitInTheirNewSizeAreRefused() {
    var small = LabelledSamples.images(new Shape(1, 8, 8), new byte[40_000 * 64], new int[40_000]);
    var e =
        assertThrows(
            MimarException.class, () -> Resize.all("digits", small, new Shape(1, 256, 256)));
    assertTrue(
        e.getMessage().startsWith("digits has 40,000 images of 65,536 numbers"), e.getMessage());
    assertTrue(e.hint().contains("--shape"), e.hint());
  }

  @Property(tries = 200, seed = "1")
  void anEvenImageStaysEven(
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int newHeight,
      @ForAll @IntRange(min = 1, max = 70) int newWidth,
      @ForAll @IntRange(max = 255) int value) {
    var rows = Rows.of(TestImages.grey(height, width, value));
    var resized = Resize.to(new ImageSize(newHeight, newWidth), rows);
    assertEquals(newHeight * newWidth, resized.values().length);
    for (byte pixel : resized.values()) {
      assertEquals(value, pixel & 0xff);
    }
  }

  @Property(tries = 100, seed = "1")
  void theSameSizeIsTheSameImage(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll @IntRange(min = 1, max = 30) int width) {
    var pixels = random(seed, 3, height, width);
    var resized = Resize.to(new ImageSize(height, width), Rows.of(pixels));
    assertArrayEquals(pixels.values(), resized.values());
  }

  @Property(tries = 50, seed = "1")
  void shrinkingKeepsTheMean(@ForAll long seed) {
    var pixels = random(seed, 1, 64, 64);
    var resized = Resize.to(new ImageSize(8, 8), Rows.of(pixels));
    // noise of deviation 74: borders weigh up to twice the inner pixels, so the means differ a bit
    assertEquals(mean(pixels.values()), mean(resized.values()), 5);
  }

  @Test
  void shrinkingSkipsNoPixel() {
    var image = TestImages.grey(64, 64, 0);
    image.getRaster().setSample(33, 35, 0, 255);
    var resized = Resize.to(new ImageSize(8, 8), Rows.of(image));
    assertEquals(true, mean(resized.values()) > 0);
  }

  @Test
  void aStripOfManyRowsTakesNoMemoryOfItsOwn() {
    var resized = Resize.to(new ImageSize(4, 64), Rows.of(TestImages.grey(1_000_000, 1, 9)));
    assertEquals(9, resized.values()[0]);
  }

  private static double mean(byte[] values) {
    double sum = 0;
    for (byte value : values) {
      sum += value & 0xff;
    }
    return sum / values.length;
  }

  private static Pixels random(long seed, int channels, int height, int width) {
    byte[] values = new byte[channels * height * width];
    var rng = Seeds.root(seed).rng();
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) rng.nextInt(256);
    }
    return new Pixels(new Shape(channels, height, width), values);
  }
}
