package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Tensors;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a PointerScope works by being open
class AugmentationTest {
  private static final Shape SHAPE = new Shape(2, 4, 5);
  private static final int COUNT = 200;

  /** Images whose pixel at (c, y, x) is 100 c + 10 y + x. */
  private static float[] apply(Augmentation augmentation) {
    Engine.start(1);
    byte[] pixels = new byte[(int) (COUNT * SHAPE.size())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (100 * (i / 20 % 2) + 10 * (i / 5 % 4) + i % 5);
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor batch = Tensors.of(pixels, Device.CPU, COUNT, 2, 20);
      Tensor changed = augmentation.apply(batch, SHAPE, Device.CPU, Seeds.root(1).rng());
      assertArrayEquals(
          new long[] {COUNT, 2, 4, 5},
          new long[] {changed.size(0), changed.size(1), changed.size(2), changed.size(3)});
      return Tensors.floats(changed.to(ScalarType.Float));
    }
  }

  @Test
  void noneChangesNothing() {
    float[] pixels = apply(Augmentation.NONE);
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 10}, Arrays.copyOf(pixels, 6));
  }

  @Test
  void everyImageIsMovedMirroredAndReflectedAsAWhole() {
    float[] pixels = apply(new Augmentation(true, 1, 0));
    Set<String> firstRows = new HashSet<>();
    for (int image = 0; image < COUNT; image++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < 5; x++) {
        float value = pixels[image * 40 + x];
        row.append((int) value % 10);
        for (int y = 0; y < 4; y++) {
          for (int c = 0; c < 2; c++) {
            // the same column everywhere in the image, the channels in their places
            int here = (int) pixels[image * 40 + c * 20 + y * 5 + x];
            assertTrue(here % 10 == (int) value % 10 && here / 100 == c, "image " + image);
          }
        }
      }
      firstRows.add(row.toString());
    }
    assertTrue(
        firstRows.equals(Set.of("01234", "12343", "10123", "43210", "34321", "32101")),
        "" + firstRows);
  }

  @Test
  void erasingBlackensOneSquare() {
    float[] pixels = apply(new Augmentation(false, 0, 2));
    for (int image = 0; image < COUNT; image++) {
      int black = 0;
      for (int i = 20; i < 40; i++) {
        black += pixels[image * 40 + i] == 0 ? 1 : 0; // channel 1 has no zeros of its own
      }
      assertTrue(black == 1 || black == 2 || black == 4, "image " + image + ": " + black);
    }
  }
}
