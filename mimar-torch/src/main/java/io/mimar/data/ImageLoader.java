package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes image files one by one, in order; what cannot be read is counted and skipped. */
final class ImageLoader {
  private final String data;
  private final long maxPixels;
  private final long budget;
  private final Broken broken = new Broken();

  /**
   * A loader.
   *
   * @param data the data's name
   * @param budget the bytes that their pixels may take
   */
  ImageLoader(String data, DataOptions options, long budget) {
    this.data = data;
    this.budget = budget;
    maxPixels = options.maxPixels();
  }

  /** A file whose header could be read. */
  record Sized(ImageEntry entry, ImageSize size) {}

  /** A file that could be read. */
  record Decoded(ImageEntry entry, Pixels pixels) {}

  /** The broken ones so far. */
  Broken broken() {
    return broken;
  }

  /** Reads the headers of {@code entries}. */
  List<Sized> sizes(List<ImageEntry> entries) {
    List<Sized> sized = new ArrayList<>(entries.size());
    for (var entry : entries) {
      try {
        sized.add(new Sized(entry, ImageFile.size(entry.file(), maxPixels)));
      } catch (IOException e) {
        broken.add(entry.relative(), ImageFile.reason(e));
      }
    }
    return sized;
  }

  /**
   * Decodes {@code entries} to one size, each in one channel if it is grey.
   *
   * @throws MimarException when they do not fit into memory, all in three channels from the first
   *     on that has them
   */
  List<Decoded> decode(List<ImageEntry> entries, ImageSize size) {
    List<Decoded> decoded = new ArrayList<>(entries.size());
    int channels = 1;
    checkMemory(entries, size, channels);
    for (var entry : entries) {
      try {
        Pixels pixels = ImageFile.decode(entry.file(), size, maxPixels);
        if (pixels.shape().channels() > channels) {
          channels = pixels.shape().channels();
          checkMemory(entries, size, channels);
        }
        decoded.add(new Decoded(entry, pixels));
      } catch (IOException e) {
        broken.add(entry.relative(), ImageFile.reason(e));
      }
    }
    return decoded;
  }

  private void checkMemory(List<ImageEntry> entries, ImageSize size, int channels) {
    Shape shape = new Shape(channels, size.height(), size.width());
    HeapBudget.checkImages(data, entries.size(), shape, budget);
  }

  /** {@code images}, which {@link #decode} found to fit, as one array. */
  static LabelledSamples join(List<Decoded> images, Shape shape, List<String> classes) {
    int length = (int) shape.size();
    byte[] pixels = new byte[Math.multiplyExact(images.size(), length)];
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      byte[] values = images.get(i).pixels().inChannels(shape.channels()).values();
      System.arraycopy(values, 0, pixels, i * length, length);
      labels[i] = classes.indexOf(images.get(i).entry().className());
    }
    return LabelledSamples.images(shape, pixels, labels);
  }
}
