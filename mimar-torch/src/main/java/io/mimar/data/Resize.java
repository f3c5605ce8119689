package io.mimar.data;

import io.mimar.network.Shape;
import java.util.Arrays;

/**
 * Resizes with a triangle filter that is as wide as the step between the new pixels: bilinear when
 * it enlarges, and an average over all pixels beneath when it shrinks, so nothing is skipped.
 * Height and width are scaled each on its own: shapes are stretched to fit.
 *
 * <p>Cost: {@code O(H·W)} of the source; memory: one source row and the result.
 */
final class Resize {
  private Resize() {}

  /** {@code rows} at {@code size}; a copy where they have that size already. */
  static Pixels to(ImageSize size, Rows rows) {
    int channels = rows.channels();
    float[] sums = new float[size.height() * size.width() * channels]; // [H,W,C]
    var across = new Filter(rows.width(), size.width());
    var down = new Filter(rows.height(), size.height());
    int[] row = new int[rows.width() * channels];
    float[] line = new float[size.width() * channels];
    int first = 0;
    for (int y = 0; y < rows.height(); y++) {
      rows.read(y, row);
      across.apply(row, line, channels);
      while (down.end(first) <= y) {
        first++;
      }
      for (int to = first; to < size.height() && down.start(to) <= y; to++) {
        addScaled(line, down.weight(to, y), sums, to * line.length);
      }
    }
    return new Pixels(new Shape(channels, size.height(), size.width()), planes(sums, channels));
  }

  /**
   * {@code images} in {@code shape}; themselves where they have it already.
   *
   * @param data the name of what they are of
   * @throws io.mimar.MimarException when they do not fit into memory then
   */
  static LabelledSamples all(String data, LabelledSamples images, Shape shape) {
    HeapBudget.checkImages(data, images.size(), shape);
    if (images.shape().equals(shape)) {
      return images;
    }
    int length = (int) images.shape().size();
    int newLength = (int) shape.size();
    byte[] pixels = new byte[Math.multiplyExact(images.size(), newLength)];
    var size = new ImageSize(shape.height(), shape.width());
    for (int i = 0; i < images.size(); i++) {
      byte[] own = Arrays.copyOfRange(images.pixels(), i * length, (i + 1) * length);
      var resized = to(size, Rows.of(new Pixels(images.shape(), own)));
      byte[] values = resized.inChannels(shape.channels()).values();
      System.arraycopy(values, 0, pixels, i * newLength, newLength);
    }
    return LabelledSamples.images(shape, pixels, images.labels());
  }

  private static void addScaled(float[] line, float weight, float[] sums, int from) {
    for (int i = 0; i < line.length; i++) {
      sums[from + i] += weight * line[i];
    }
  }

  /** {@code [H,W,C]} sums as {@code [C,H,W]} bytes. */
  private static byte[] planes(float[] sums, int channels) {
    int area = sums.length / channels;
    byte[] values = new byte[sums.length];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < channels; c++) {
        int value = Math.round(sums[i * channels + c]);
        values[c * area + i] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return values;
  }

  /** The weights of the source pixels for each new pixel along one side. */
  private static final class Filter {
    private final int[] starts;
    private final float[][] weights;

    Filter(int from, int to) {
      double step = from / (double) to;
      double reach = Math.max(1, step);
      starts = new int[to];
      weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * step;
        starts[i] = Math.max(0, (int) Math.floor(centre - reach));
        int end = Math.min(from, (int) Math.ceil(centre + reach));
        weights[i] = triangle(starts[i], end, centre, reach);
      }
    }

    private static float[] triangle(int start, int end, double centre, double reach) {
      double[] raw = new double[end - start];
      double sum = 0;
      for (int i = 0; i < raw.length; i++) {
        raw[i] = Math.max(0, 1 - Math.abs(start + i + 0.5 - centre) / reach);
        sum += raw[i];
      }
      float[] normal = new float[raw.length];
      for (int i = 0; i < raw.length; i++) {
        normal[i] = (float) (raw[i] / sum);
      }
      return normal;
    }

    int start(int to) {
      return starts[to];
    }

    int end(int to) {
      return starts[to] + weights[to].length;
    }

    float weight(int to, int from) {
      return weights[to][from - starts[to]];
    }

    void apply(int[] row, float[] line, int channels) {
      for (int to = 0; to < starts.length; to++) {
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          int at = starts[to] * channels + c;
          for (float weight : weights[to]) {
            sum += weight * row[at];
            at += channels;
          }
          line[to * channels + c] = sum;
        }
      }
    }
  }
}
