package io.mimar.data;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import io.mimar.network.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How a stored image must be turned to be seen upright: the orientation tag (274) of Exif 2.3.
 *
 * @param tag 1 to 8, the place of the stored first row and first column
 */
record Orientation(int tag) {
  /** As it is stored. */
  static final Orientation UPRIGHT = new Orientation(1);

  private static final int LAST = 8;

  /**
   * What a photo says of itself: a JPEG in its Exif part, a TIFF in its own. Upright where nothing
   * is said, or nothing that can be read. Leaves the stream at its start.
   *
   * @param stream at its start
   */
  static Orientation of(ImageInputStream stream) throws IOException {
    try {
      return stated(stream);
    } catch (IOException | RuntimeException e) { // a damaged tag does not spoil the picture
      return UPRIGHT;
    } finally {
      stream.seek(0);
    }
  }

  private static Orientation stated(ImageInputStream stream) throws IOException {
    int first = stream.readUnsignedShort();
    stream.seek(0);
    if (first == JPEG.SOI) {
      List<JPEGSegment> exif = JPEGSegmentUtil.readSegments(stream, JPEG.APP1, "Exif");
      return exif.isEmpty() ? UPRIGHT : tagged(exif.get(0));
    }
    boolean tiff = first == 0x4949 || first == 0x4d4d; // II, MM
    return tiff ? tagged(stream) : UPRIGHT;
  }

  private static Orientation tagged(JPEGSegment exif) throws IOException {
    byte[] padded = exif.data().readAllBytes(); // a zero, then the tags
    return tagged(
        new MemoryCacheImageInputStream(new ByteArrayInputStream(padded, 1, padded.length - 1)));
  }

  private static Orientation tagged(ImageInputStream tiff) throws IOException {
    var tags = (CompoundDirectory) new TIFFReader().read(tiff);
    Entry entry = tags.getDirectory(0).getEntryById(TIFF.TAG_ORIENTATION);
    boolean known =
        entry != null
            && entry.getValue() instanceof Number n
            && n.intValue() >= 1
            && n.intValue() <= LAST;
    return known ? new Orientation(((Number) entry.getValue()).intValue()) : UPRIGHT;
  }

  /**
   * The size, of what is stored or of what is seen, the other way round where it lies on its side.
   */
  ImageSize of(ImageSize size) {
    return isOnItsSide() ? size.turned() : size;
  }

  /** The stored {@code pixels} as they are seen. */
  Pixels of(Pixels pixels) {
    if (equals(UPRIGHT)) {
      return pixels;
    }
    ImageSize stored = new ImageSize(pixels.shape().height(), pixels.shape().width());
    ImageSize seen = of(stored);
    byte[] values = new byte[pixels.values().length];
    int at = 0;
    for (int c = 0; c < pixels.shape().channels(); c++) {
      int plane = c * stored.height() * stored.width();
      for (int y = 0; y < seen.height(); y++) {
        for (int x = 0; x < seen.width(); x++) {
          values[at++] = pixels.values()[plane + place(y, x, stored)];
        }
      }
    }
    return new Pixels(new Shape(pixels.shape().channels(), seen.height(), seen.width()), values);
  }

  /** Where the pixel is stored that is seen at {@code y} and {@code x}. */
  private int place(int y, int x, ImageSize stored) {
    int row = isOnItsSide() ? x : y;
    int column = isOnItsSide() ? y : x;
    boolean lastRowFirst = tag == 3 || tag == 4 || tag == 6 || tag == 7;
    boolean lastColumnFirst = tag == 2 || tag == 3 || tag == 7 || tag == 8;
    return (lastRowFirst ? stored.height() - 1 - row : row) * stored.width()
        + (lastColumnFirst ? stored.width() - 1 - column : column);
  }

  private boolean isOnItsSide() {
    return tag > 4;
  }
}
