package io.mimar.data;

import io.mimar.Check;
import io.mimar.network.Shape;
import java.util.Arrays;

/**
 * Images of one shape with their classes, held raw: 0..255, one byte a value.
 *
 * <p>The arrays are not copied, since they may be large: who passes them in gives them away.
 *
 * @param shape channels, height and width of each image
 * @param pixels {@code [N,C,H,W]}, row-major, unsigned bytes
 * @param labels {@code [N]}, the class of each image
 */
@SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
public record LabelledImages(Shape shape, byte[] pixels, int[] labels) {

  public LabelledImages {
    Check.that(
        pixels.length == shape.size() * labels.length,
        "pixels",
        pixels.length,
        labels.length + " images of " + shape);
  }

  /** How many images there are. */
  public int size() {
    return labels.length;
  }

  /** The images at {@code rows}, in that order. */
  public LabelledImages select(int[] rows) {
    int length = (int) shape.size();
    byte[] chosen = new byte[Math.multiplyExact(rows.length, length)];
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, rows[i] * length, chosen, i * length, length);
      classes[i] = labels[rows[i]];
    }
    return new LabelledImages(shape, chosen, classes);
  }

  /** These images, then {@code others} of the same shape. */
  public LabelledImages with(LabelledImages others) {
    Check.that(others.shape().equals(shape), "shape of images", others.shape(), "" + shape);
    byte[] all = Arrays.copyOf(pixels, Math.addExact(pixels.length, others.pixels.length));
    System.arraycopy(others.pixels, 0, all, pixels.length, others.pixels.length);
    int[] classes = Arrays.copyOf(labels, labels.length + others.labels.length);
    System.arraycopy(others.labels, 0, classes, labels.length, others.labels.length);
    return new LabelledImages(shape, all, classes);
  }
}
