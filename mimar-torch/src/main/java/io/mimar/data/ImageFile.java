package io.mimar.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * One PNG, JPEG, WebP, TIFF, BMP or GIF file (its first frame), known by its content and not by its
 * name. The header is read and checked before anything of the image's size is allocated. A JPEG or
 * TIFF is turned as its camera says.
 */
public final class ImageFile {
  /** What can be read, for people. */
  static final String KINDS = "PNG, JPEG, WebP, TIFF, BMP or GIF";

  private static final List<String> FORMATS = List.of("png", "jpeg", "webp", "tiff", "bmp", "gif");
  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".tif", ".tiff", ".bmp", ".gif");

  /** The start of a WebP file: {@code RIFF}, the length of what follows, {@code WEBP}. */
  private static final int WEBP_HEADER = 12;

  /** What that length does not count. */
  private static final int UNCOUNTED = 8;

  private ImageFile() {}

  /** Whether a file of this name is taken for an image. */
  public static boolean isNamedLikeOne(String name) {
    return ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  /**
   * The pixels of {@code file} as networks of this input shape were trained on them: resized, in
   * grey or RGB.
   *
   * @param shape 1 or 3 channels, height, width
   * @return {@code [C,H,W]}, unsigned bytes 0..255
   * @throws MimarException when it cannot be read, is no image or is larger than the options allow
   */
  public static byte[] pixels(Path file, Shape shape, DataOptions options) {
    try {
      var size = new ImageSize(shape.height(), shape.width());
      return decode(file, size, options.maxPixels()).inChannels(shape.channels()).values();
    } catch (IOException e) {
      throw new MimarException(
          file + " cannot be read as an image: " + reason(e),
          "Give a " + KINDS + " file that other programs can open.",
          e);
    }
  }

  /**
   * The file itself, or the images in a folder and all below it, in the order of their names.
   *
   * @throws MimarException when the folder cannot be read
   */
  public static List<Path> in(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.walk(path)) {
      return inside
          .filter(Files::isRegularFile)
          .filter(file -> isNamedLikeOne(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new MimarException(
          "folder " + path + " cannot be read: " + e.getMessage(),
          "Name the files themselves, or make the folder readable.",
          e);
    }
  }

  /** The size that the header states, if it is at most {@code maxPixels}. */
  static ImageSize size(Path file, long maxPixels) throws IOException {
    return with(file, (reader, orientation) -> orientation.of(size(reader, maxPixels)));
  }

  /** The image at {@code size}, in one channel if it is grey. */
  static Pixels decode(Path file, ImageSize size, long maxPixels) throws IOException {
    return with(
        file,
        (reader, orientation) ->
            orientation.of(decode(reader, orientation.of(size), maxPixels)).simplest());
  }

  /** Why a file could not be read, for people. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no read permission";
    }
    if (e instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (e instanceof EOFException || e.getCause() instanceof EOFException) {
      return "is cut short";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Pixels decode(ImageReader reader, ImageSize size, long maxPixels)
      throws IOException {
    size(reader, maxPixels);
    var cut = new AtomicReference<String>();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (warning.contains("premature end")) { // a JPEG goes on in grey
            cut.set(warning);
          }
        });
    var image = reader.read(0);
    if (cut.get() != null) {
      throw new EOFException(cut.get());
    }
    if (reader.getFormatName().equalsIgnoreCase("jpeg") && image.getRaster().getNumBands() == 4) {
      throw new IOException("is a JPEG in CMYK"); // which Java takes for RGB and alpha
    }
    int type = image.getColorModel().getTransferType();
    if (type == DataBuffer.TYPE_SHORT
        || (type == DataBuffer.TYPE_INT && image.getColorModel() instanceof ComponentColorModel)
        || type == DataBuffer.TYPE_FLOAT
        || type == DataBuffer.TYPE_DOUBLE) {
      throw new IOException(
          "holds fractions, signed or large numbers, not samples of 8 or 16 bits");
    }
    return Resize.to(size, Rows.of(image));
  }

  private static ImageSize size(ImageReader reader, long maxPixels) throws IOException {
    var stated = new ImageSize(reader.getHeight(0), reader.getWidth(0));
    if (stated.pixels() > maxPixels) {
      throw new IOException(
          "is " + stated + " pixels, more than maxPixels = " + maxPixels + " allows");
    }
    return stated;
  }

  /** Runs {@code use} on a reader of the file; what a damaged file throws is an IOException. */
  private static <T> T with(Path file, Use<T> use) throws IOException {
    try (var bytes = new BufferedInputStream(Files.newInputStream(file));
        var stream = new ImageStream(bytes)) {
      checkWhole(file, stream);
      ImageReader reader = reader(stream);
      try {
        Orientation orientation = Orientation.of(stream);
        reader.setInput(stream, true, true);
        return use.apply(reader, orientation);
      } catch (RuntimeException e) { // readers fail in many ways on damaged files
        throw new IOException("is damaged (" + e + ")", e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Passes but for a WebP file that is shorter than it states, which its reader passes over. */
  private static void checkWhole(Path file, ImageInputStream stream) throws IOException {
    byte[] start = new byte[WEBP_HEADER];
    if (stream.read(start) == WEBP_HEADER
        && new String(start, ISO_8859_1).matches("(?s)RIFF.{4}WEBP")) {
      long stated = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
      if (Files.size(file) < UNCOUNTED + stated) {
        throw new EOFException();
      }
    }
    stream.seek(0);
  }

  private static ImageReader reader(ImageInputStream stream) throws IOException {
    for (Iterator<ImageReader> all = ImageIO.getImageReaders(stream); all.hasNext(); ) {
      var reader = all.next();
      if (Arrays.stream(reader.getOriginatingProvider().getFormatNames())
          .anyMatch(FORMATS::contains)) {
        return reader;
      }
      reader.dispose();
    }
    throw new IOException("is no " + KINDS + " image");
  }

  /** What is done with a reader. */
  @FunctionalInterface
  private interface Use<T> {
    T apply(ImageReader reader, Orientation orientation) throws IOException;
  }
}
