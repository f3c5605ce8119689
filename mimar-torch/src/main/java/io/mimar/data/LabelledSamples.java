package io.mimar.data;

import io.mimar.Check;
import io.mimar.network.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of one shape with what is to be told of them. The numbers are held as {@link Format}
 * leaves them, for example pixels 0..255.
 *
 * <p>The arrays are not copied, since they may be large: who passes them in gives them away.
 *
 * @param shape channels, height and width of each sample
 * @param numbers {@code [N,C,H,W]}, row-major
 * @param targets {@code [N]}, the class of each sample, or its amount
 */
@SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
public record LabelledSamples(Shape shape, Numbers numbers, float[] targets) {

  public LabelledSamples {
    Check.that(
        numbers.length() == shape.size() * targets.length,
        "numbers",
        numbers.length(),
        targets.length + " samples of " + shape);
  }

  /**
   * Images with their classes.
   *
   * @param pixels {@code [N,C,H,W]}, row-major, unsigned bytes
   * @param labels {@code [N]}
   */
  public static LabelledSamples images(Shape shape, byte[] pixels, int[] labels) {
    return new LabelledSamples(shape, new Numbers.Bytes(pixels), floats(labels));
  }

  /**
   * Images one by one.
   *
   * @param pixels {@code [N][C,H,W]}, unsigned bytes; copied
   * @param labels {@code [N]}
   * @throws io.mimar.MimarException when an image has another number of pixels
   */
  public static LabelledSamples images(Shape shape, List<byte[]> pixels, int[] labels) {
    int each = (int) shape.size();
    byte[] joined = new byte[Math.multiplyExact(each, pixels.size())];
    for (int i = 0; i < pixels.size(); i++) {
      Check.range("number of pixels of image " + i, pixels.get(i).length, each, each);
      System.arraycopy(pixels.get(i), 0, joined, i * each, each);
    }
    return images(shape, joined, labels);
  }

  private static float[] floats(int[] labels) {
    float[] targets = new float[labels.length]; // exact below 2^24 classes
    for (int i = 0; i < labels.length; i++) {
      targets[i] = labels[i];
    }
    return targets;
  }

  /** How many samples there are. */
  public int size() {
    return targets.length;
  }

  /** The targets as classes. */
  public int[] labels() {
    int[] labels = new int[targets.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) targets[i];
    }
    return labels;
  }

  /**
   * The numbers of images, unsigned bytes; a copy where they lie in a file.
   *
   * @throws io.mimar.MimarException when the samples are no images
   */
  public byte[] pixels() {
    Check.that(!(numbers instanceof Numbers.Floats), "samples", shape, "images");
    return Numbers.pixels(numbers);
  }

  /** The samples at {@code rows}, in that order. */
  public LabelledSamples select(int[] rows) {
    float[] chosen = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = targets[rows[i]];
    }
    return new LabelledSamples(shape, numbers.select(rows, (int) shape.size()), chosen);
  }

  /** These samples, then {@code others} of the same shape. */
  public LabelledSamples with(LabelledSamples others) {
    Check.that(others.shape().equals(shape), "shape of samples", others.shape(), "" + shape);
    float[] all = Arrays.copyOf(targets, targets.length + others.targets.length);
    System.arraycopy(others.targets, 0, all, targets.length, others.targets.length);
    return new LabelledSamples(shape, numbers.with(others.numbers), all);
  }
}
