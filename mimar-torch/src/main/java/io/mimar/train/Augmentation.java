package io.mimar.train;

import io.mimar.Check;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Tensors;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Random changes that keep an image's class, drawn for each image anew whenever it is trained on.
 *
 * @param flip whether half of the images are mirrored left to right
 * @param shift the largest move in pixels in each direction; the border is reflected
 * @param erase the side of a square that is blackened at a random place, 0 for none; Zhong et al.,
 *     Random Erasing Data Augmentation, AAAI 2020
 */
public record Augmentation(boolean flip, int shift, int erase) {
  /** Images move by no more pixels. */
  public static final int MOST_SHIFT = 64;

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0);

  public Augmentation {
    Check.range("shift", shift, 0, MOST_SHIFT);
    Check.range("erase", erase, 0, 256);
  }

  /**
   * Changes a batch.
   *
   * @param batch {@code [B,C,H*W]}
   * @return {@code [B,C,H,W]} of the same type
   */
  Tensor apply(Tensor batch, Shape shape, Device device, RandomGenerator rng) {
    int count = (int) batch.size(0);
    Tensor image = this.equals(NONE) ? batch : moved(batch, shape, device, rng);
    image = image.view(count, shape.channels(), shape.height(), shape.width());
    return erase == 0 ? image : erased(image, count, shape, device, rng);
  }

  /** Gathers every pixel from where it was before mirroring and moving. */
  private Tensor moved(Tensor batch, Shape shape, Device device, RandomGenerator rng) {
    int count = (int) batch.size(0);
    long[] rows = new long[count * shape.height()];
    long[] columns = new long[count * shape.width()];
    for (int b = 0; b < count; b++) {
      fill(rows, b, shape.height(), offset(shape.height(), rng), false, shape.width());
      boolean mirrored = flip && rng.nextBoolean();
      fill(columns, b, shape.width(), offset(shape.width(), rng), mirrored, 1);
    }
    Tensor places =
        Tensors.of(rows, device, count, shape.height(), 1)
            .add(Tensors.of(columns, device, count, 1, shape.width()))
            .view(count, 1, (long) shape.height() * shape.width())
            .expand(count, shape.channels(), (long) shape.height() * shape.width());
    return batch.gather(2, places);
  }

  private int offset(int extent, RandomGenerator rng) {
    int most = Math.min(shift, extent - 1);
    return most == 0 ? 0 : rng.nextInt(2 * most + 1) - most;
  }

  private static void fill(
      long[] places, int image, int extent, int offset, boolean mirrored, int step) {
    for (int i = 0; i < extent; i++) {
      int from = Math.abs((mirrored ? extent - 1 - i : i) + offset);
      int reflected = from < extent ? from : 2 * (extent - 1) - from;
      places[image * extent + i] = (long) reflected * step;
    }
  }

  private Tensor erased(Tensor images, int count, Shape shape, Device device, RandomGenerator rng) {
    byte[] rows = new byte[count * shape.height()];
    byte[] columns = new byte[count * shape.width()];
    for (int b = 0; b < count; b++) {
      mark(rows, b, shape.height(), rng);
      mark(columns, b, shape.width(), rng);
    }
    Tensor outside =
        Tensors.of(rows, device, count, 1, shape.height(), 1)
            .mul(Tensors.of(columns, device, count, 1, 1, shape.width()))
            .eq(new Scalar(0));
    return torch.mul(images, outside);
  }

  private void mark(byte[] line, int image, int extent, RandomGenerator rng) {
    int start = rng.nextInt(extent) - erase / 2;
    for (int i = Math.max(0, start); i < Math.min(extent, start + erase); i++) {
      line[image * extent + i] = 1;
    }
  }
}
