package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * One IDX file of unsigned bytes, gzipped or not (known by its first bytes): the magic number 0x08
 * and the number of extents, the extents, the values; big-endian.
 *
 * <p>Memory grows with the bytes that are there, never with what the header states.
 *
 * @param extents the extent of each dimension
 * @param values the values, the last dimension fastest
 */
@SuppressWarnings("ArrayRecordComponent") // large, package-private and handed over
record IdxFile(int[] extents, byte[] values) {
  private static final long MOST_VALUES = Integer.MAX_VALUE - 8L;
  private static final int IMAGES = 3; // count, height, width
  private static final int LABELS = 1; // count

  /** Where a file's bytes come from. */
  record Source(String name, Opener opener) {}

  /** Opens a file anew. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * Reads images and their labels.
   *
   * @throws MimarException when a file cannot be read, is no such file, is cut short or goes on too
   *     long, or when the two have different counts
   */
  static LabelledSamples pair(Source images, Source labels) {
    var pixels = read(images, IMAGES);
    var classes = read(labels, LABELS);
    int count = pixels.extents[0];
    if (count != classes.extents[0]) {
      throw new MimarException(
          images.name()
              + " has "
              + count
              + " images, but "
              + labels.name()
              + " has "
              + classes.extents[0]
              + " labels",
          "Give the labels file that belongs to the images.");
    }
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = classes.values[i] & 0xff;
    }
    var shape = new Shape(1, pixels.extents[1], pixels.extents[2]);
    return LabelledSamples.images(shape, pixels.values, numbers);
  }

  /**
   * Reads images; their labels are 0.
   *
   * @throws MimarException when the file cannot be read, is no such file, is cut short or goes on
   *     too long
   */
  static LabelledSamples images(Source images) {
    var pixels = read(images, IMAGES);
    var shape = new Shape(1, pixels.extents[1], pixels.extents[2]);
    return LabelledSamples.images(shape, pixels.values, new int[pixels.extents[0]]);
  }

  /** Reads a file of {@code dimensions} dimensions. */
  static IdxFile read(Source source, int dimensions) {
    try (var raw = new BufferedInputStream(source.opener().open(), 1 << 16);
        var bytes = new DataInputStream(plain(raw))) {
      int[] extents = header(source, bytes, dimensions);
      int size = size(source, extents);
      HeapBudget.check(source.name(), "values", size, 1, Byte.BYTES);
      byte[] values = bytes.readNBytes(size);
      if (values.length < size) {
        throw new EOFException();
      }
      if (bytes.read() >= 0) {
        throw fault(source, "goes on after the " + values.length + " values it states", null);
      }
      return new IdxFile(extents, values);
    } catch (EOFException e) {
      throw fault(source, "is cut short: it ends before all that its header states", e);
    } catch (IOException e) {
      throw fault(source, "cannot be read: " + ImageFile.reason(e), e);
    }
  }

  private static InputStream plain(BufferedInputStream raw) throws IOException {
    raw.mark(2);
    boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return zipped ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
  }

  private static int[] header(Source source, DataInputStream bytes, int dimensions)
      throws IOException {
    int magic = bytes.readInt();
    int wanted = 0x800 + dimensions;
    if (magic != wanted) {
      throw fault(
          source,
          String.format("starts with 0x%08x, but must start with 0x%08x", magic, wanted),
          null);
    }
    int[] extents = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      extents[i] = bytes.readInt();
    }
    return extents;
  }

  private static int size(Source source, int[] extents) {
    long size = 1;
    for (int extent : extents) {
      if (extent == 0) {
        throw fault(source, "is empty: its header states an extent of 0", null);
      }
      size *= Integer.toUnsignedLong(extent);
      if (size > MOST_VALUES) {
        throw fault(source, "states more than " + MOST_VALUES + " values in its header", null);
      }
    }
    return (int) size;
  }

  private static MimarException fault(Source source, String what, IOException cause) {
    return new MimarException(
        source.name() + " " + what, "Give an IDX file of unsigned bytes, as MNIST's are.", cause);
  }
}
