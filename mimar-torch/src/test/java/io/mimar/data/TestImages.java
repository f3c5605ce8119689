package io.mimar.data;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Makes real files to read. */
final class TestImages {
  private TestImages() {}

  /** Writes an image, in the format of the file's ending, and returns the file. */
  static Path write(Path file, BufferedImage image) {
    try {
      Files.createDirectories(file.getParent());
      String name = file.getFileName().toString();
      try (var out = Files.newOutputStream(file)) {
        if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), out)) {
          throw new IOException("no writer for " + file);
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code count} grey PNGs of one size, {@code 0.png} and so on. */
  static void greys(Path folder, int count, int height, int width) {
    for (int i = 0; i < count; i++) {
      write(folder.resolve(i + ".png"), grey(height, width, (37 * i + 11) % 256));
    }
  }

  static BufferedImage grey(int height, int width, int value) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }

  /** An image whose samples have 16 bits. */
  static BufferedImage deepGrey(int side, int value) {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < side * side; i++) {
      image.getRaster().setSample(i % side, i / side, 0, value);
    }
    return image;
  }

  static BufferedImage colour(int height, int width, Color colour) {
    return filled(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), colour);
  }

  static BufferedImage filled(BufferedImage image, Color colour) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
    return image;
  }

  /** An image whose pixels compress badly, so that half its file is half its pixels. */
  static BufferedImage noise(int height, int width) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    long state = 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        image.setRGB(x, y, (int) (state >>> 40));
      }
    }
    return image;
  }

  /** {@code jpeg} with an Exif part that holds an orientation tag alone. */
  static byte[] withOrientation(byte[] jpeg, int tag) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(jpeg, 0, 2);
    out.writeShort(0xffe1); // APP1
    out.writeShort(2 + 6 + 8 + 2 + 12 + 4);
    out.writeBytes("Exif");
    out.writeShort(0);
    out.writeBytes("MM"); // big-endian TIFF, whose first directory follows at 8
    out.writeShort(42);
    out.writeInt(8);
    out.writeShort(1); // one entry: tag, type SHORT, one value
    out.writeShort(274);
    out.writeShort(3);
    out.writeInt(1);
    out.writeShort(tag);
    out.writeShort(0);
    out.writeInt(0); // no further directory
    out.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /** Cuts a file to this share of its bytes. */
  static Path cut(Path file, double share) {
    try {
      byte[] all = Files.readAllBytes(file);
      return Files.write(file, Arrays.copyOf(all, (int) (all.length * share)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path text(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PNG whose header states a size, with a few bytes of pixels. */
  static Path hugePng(Path file, int height, int width) {
    try {
      Files.createDirectories(file.getParent());
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeLong(0x89504e470d0a1a0aL);
      var header = new ByteArrayOutputStream();
      var fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {8, 2, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
      chunk(out, "IEND", new byte[0]);
      return Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }

  /** An IDX file of this magic number, extents and values; gzipped by its ending. */
  static Path idx(Path file, int magic, int[] extents, byte[] values) {
    try {
      var bytes = new ByteArrayOutputStream();
      boolean zipped = file.toString().endsWith(".gz");
      try (var out = new DataOutputStream(zipped ? new GZIPOutputStream(bytes) : bytes)) {
        out.writeInt(magic);
        for (int extent : extents) {
          out.writeInt(extent);
        }
        out.write(values);
      }
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Images of 4x5 with value = row and labels row % classes. */
  static void idxPair(Path folder, String prefix, int count, int classes, String zip) {
    byte[] pixels = new byte[count * 20];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      Arrays.fill(pixels, i * 20, i * 20 + 20, (byte) i);
      labels[i] = (byte) (i % classes);
    }
    idx(
        folder.resolve(prefix + "-images-idx3-ubyte" + zip),
        0x803,
        new int[] {count, 4, 5},
        pixels);
    idx(folder.resolve(prefix + "-labels-idx1-ubyte" + zip), 0x801, new int[] {count}, labels);
  }

  /** All assumptions in one string. */
  static String said(List<String> assumptions) {
    return String.join("\n", assumptions);
  }
}
