package io.mimar.bench.fuzz;

import io.mimar.data.Dataset;
import io.mimar.folder.Expected;
import io.mimar.folder.PreparedData;
import io.mimar.random.Seeds;
import io.mimar.task.Tasks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Good files to start from that are no text, as the product or Java writes them. */
final class Examples {
  private static final String[] IMAGE_FORMATS = {"png", "jpeg", "gif", "bmp", "tiff"};

  /** What Java cannot write: WebP without loss, with loss, and with transparency. */
  private static final List<String> WEBP =
      List.of(
          "UklGRh4AAABXRUJQVlA4TBEAAAAvCIABAAdQvOpXof+BiOh/AAA=",
          "UklGRj4AAABXRUJQVlA4IDIAAAAQAgCdASoJAAcAAMASJaACdLoB+AH6AAPIAP7s4y/+zEmpbU3/sxT/9eYCF3Dv"
              + "/XWgAA==",
          "UklGRhoAAABXRUJQVlA4TA0AAAAvCIABEAcQERGIiP4HAA==");

  /** Turns a photo by 90 degrees: Exif's part of a JPEG, with one tag. */
  private static final String TURNED =
      "\377\341\0\42Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0";

  private Examples() {}

  /** One file, a byte for each character. */
  static List<byte[]> text(String text) {
    return List.of(bytes(text));
  }

  /** Several files, a byte for each character. */
  static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(Examples::bytes).toList();
  }

  /** A byte for each character. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Eight times the same. */
  static byte[] repeated(String text) {
    return bytes(text.repeat(8));
  }

  /** 16 images of 2 x 2 pixels, all of them different. */
  static byte[] idxImages() {
    StringBuilder text = new StringBuilder("\0\0\u0008\u0003\0\0\0\u0010\0\0\0\2\0\0\0\2");
    for (int pixel = 0; pixel < 64; pixel++) {
      text.append((char) (3 * pixel));
    }
    return bytes(text.toString());
  }

  /** The labels of 16 images. */
  static byte[] idxLabels() {
    return bytes("\0\0\u0008\u0001\0\0\0\u0010" + "\0\1".repeat(8));
  }

  /** A table of 16 images of 8 x 8 pixels. */
  static String pixels() {
    StringBuilder text = new StringBuilder();
    for (int pixel = 0; pixel < 64; pixel++) {
      text.append('p').append(pixel).append(',');
    }
    text.append("label\n");
    String row = "0,1,128,255,4,0,7,16,".repeat(8);
    return text.append((row + "a\n" + row.replace("7", "9") + "b\n").repeat(8)).toString();
  }

  /** The same image in each format. */
  static List<byte[]> images() throws IOException {
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 3, 0xff8000);
    List<byte[]> files = new ArrayList<>();
    for (String format : IMAGE_FORMATS) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, format, bytes);
      files.add(bytes.toByteArray());
    }
    byte[] jpeg = files.get(1);
    ByteArrayOutputStream turned = new ByteArrayOutputStream();
    turned.write(jpeg, 0, 2);
    turned.write(bytes(TURNED));
    turned.write(jpeg, 2, jpeg.length - 2);
    files.add(turned.toByteArray());
    WEBP.forEach(base64 -> files.add(Base64.getDecoder().decode(base64)));
    return files;
  }

  /** {@code bytes} in gzip. */
  static List<byte[]> zipped(List<byte[]> all) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (byte[] plain : all) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(plain);
      }
      files.add(bytes.toByteArray());
    }
    return files;
  }

  /** Data of each kind, as runs keep them. */
  static List<byte[]> prepared() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Reader of : List.of(Reader.CSV, Reader.TEXT_TABLE, Reader.SERIES_TABLE, Reader.PIXELS)) {
      try (Scratch scratch = Scratch.open()) {
        Path file = Files.write(scratch.folder().resolve(of.file()), of.examples().get(0));
        Dataset data = Tasks.open(file, of.options(), Seeds.root(1));
        Path kept = scratch.folder().resolve("data.bin");
        PreparedData.write(data, kept);
        files.add(Files.readAllBytes(kept));
      }
    }
    return files;
  }

  /** Answers to three rows of two classes. */
  static List<byte[]> expected() throws IOException {
    try (Scratch scratch = Scratch.open()) {
      Path model = scratch.folder().resolve("model.onnx");
      new Expected(true, new float[][] {{0.25f, 0.75f}, {1, 0}, {0.5f, 0.5f}}).write(model);
      return List.of(Files.readAllBytes(Expected.beside(model)));
    }
  }
}
