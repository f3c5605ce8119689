package io.mimar.evaluate;

import io.mimar.data.LabelledImages;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Takes a share of the rows, and joins parts. */
final class Subset {
  private Subset() {}

  /**
   * About {@code rows} of {@code images}, every class in its share (at least one row), evenly
   * spaced in the order they came: the same ones each time. All of them when there are not more.
   */
  static LabelledImages stratified(LabelledImages images, int rows, int classes) {
    if (rows >= images.size()) {
      return images;
    }
    int[] counts = new int[classes];
    Arrays.stream(images.labels()).forEach(label -> counts[label]++);
    int[] seen = new int[classes];
    double share = (double) rows / images.size();
    int[] chosen =
        IntStream.range(0, images.size())
            .filter(
                row -> {
                  int label = images.labels()[row];
                  int place = seen[label]++;
                  int quota = (int) Math.max(1, Math.round(share * counts[label]));
                  return (long) (place + 1) * quota / counts[label]
                      > (long) place * quota / counts[label];
                })
            .toArray();
    return images.select(chosen);
  }

  /** The rows of both. */
  static LabelledImages join(LabelledImages first, LabelledImages second) {
    byte[] pixels =
        Arrays.copyOf(first.pixels(), first.pixels().length + second.pixels().length);
    System.arraycopy(
        second.pixels(), 0, pixels, first.pixels().length, second.pixels().length);
    int[] labels = Arrays.copyOf(first.labels(), first.size() + second.size());
    System.arraycopy(second.labels(), 0, labels, first.size(), second.size());
    return new LabelledImages(first.shape(), pixels, labels);
  }
}
