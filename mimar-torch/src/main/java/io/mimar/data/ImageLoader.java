package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes image files one by one, in order; what cannot be read is counted and skipped. */
final class ImageLoader {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L; // of one array

  private final long maxPixels;
  private final Broken broken = new Broken();

  ImageLoader(DataOptions options) {
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

  /** Decodes {@code entries} to one size, each in one channel if it is grey. */
  List<Decoded> decode(List<ImageEntry> entries, ImageSize size) {
    List<Decoded> decoded = new ArrayList<>(entries.size());
    for (var entry : entries) {
      try {
        decoded.add(new Decoded(entry, ImageFile.decode(entry.file(), size, maxPixels)));
      } catch (IOException e) {
        broken.add(entry.relative(), ImageFile.reason(e));
      }
    }
    return decoded;
  }

  /**
   * {@code images} as one array.
   *
   * @throws MimarException when that is longer than an array may be
   */
  static LabelledSamples join(List<Decoded> images, Shape shape, List<String> classes) {
    if (images.size() * shape.size() > MOST_BYTES) {
      throw new MimarException(
          images.size() + " images of " + shape + " are more bytes than the 2 GiB of one part",
          "Set a smaller height and width, or use fewer images.");
    }
    int length = (int) shape.size();
    byte[] pixels = new byte[images.size() * length];
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      byte[] values = images.get(i).pixels().inChannels(shape.channels()).values();
      System.arraycopy(values, 0, pixels, i * length, length);
      labels[i] = classes.indexOf(images.get(i).entry().className());
    }
    return LabelledSamples.images(shape, pixels, labels);
  }
}
