package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  private static final Shape GREY = new Shape(1, 4, 4);
  private static final Shape RGB = new Shape(3, 4, 4);

  @TempDir Path folder;

  @Test
  void greyIsTakenAsStored() {
    assertEquals(100, grey(TestImages.grey(4, 4, 100), "a.png"));
  }

  @Test
  void sixteenBitGreyIsScaled() {
    assertEquals(100, grey(TestImages.deepGrey(4, 100 * 257), "a.png"));
  }

  @Test
  void alphaLiesOnWhite() {
    var clear = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    assertEquals(255, grey(clear, "clear.png"));
    var half = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    assertEquals(127, grey(TestImages.filled(half, new Color(0, 0, 0, 128)), "half.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.gif", "a.bmp"})
  void aPaletteIsLookedUp(String name) {
    byte[][] colours = new byte[3][256];
    colours[0][77] = (byte) 200;
    colours[1][77] = 100;
    colours[2][77] = 50;
    var palette = new IndexColorModel(8, 256, colours[0], colours[1], colours[2]);
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED, palette);
    TestImages.filled(image, new Color(200, 100, 50));
    assertArrayEquals(new int[] {200, 100, 50}, rgb(image, name));
  }

  @ParameterizedTest
  @CsvSource({"a.png,0", "a.bmp,0", "a.gif,0", "a.tif,0", "a.jpg,3"})
  void everyFormatGivesItsColour(String name, int tolerance) {
    int[] found = rgb(TestImages.colour(9, 7, new Color(250, 120, 10)), name);
    assertEquals(250, found[0], tolerance); // JPEG rounds in YCbCr
    assertEquals(120, found[1], tolerance);
    assertEquals(10, found[2], tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "UklGRh4AAABXRUJQVlA4TBEAAAAvCIABAAdQvOpXof+BiOh/AAA=,250,120,10,0", // without loss
    "UklGRj4AAABXRUJQVlA4IDIAAAAQAgCdASoJAAcAAMASJaACdLoB+AH6AAPIAP7s4y/+zEmpbU3/sxT/9eYCF3Dv/XWgAA==,250,120,10,4",
    "UklGRhoAAABXRUJQVlA4TA0AAAAvCIABEAcQERGIiP4HAA==,255,255,255,0" // black, transparent
  })
  void webPIsRead(String base64, int red, int green, int blue, int tolerance) throws IOException {
    Path file = Files.write(folder.resolve("a.webp"), Base64.getDecoder().decode(base64));
    byte[] pixels = ImageFile.pixels(file, RGB, DataOptions.DEFAULT);
    assertEquals(red, pixels[5] & 0xff, tolerance);
    assertEquals(green, pixels[21] & 0xff, tolerance);
    assertEquals(blue, pixels[37] & 0xff, tolerance);
    assertEquals(new ImageSize(7, 9), ImageFile.size(file, 63));
  }

  @Test
  void aWebPThatIsCutShortIsRefused() throws IOException {
    byte[] whole =
        Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4TBEAAAAvCIABAAdQvOpXof+BiOh/AAA=");
    for (int length = 0; length < whole.length; length++) {
      refused(Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, length)));
    }
  }

  /** Found by fuzzing: 40 bytes that state 3 million pixels took minutes. */
  @Test
  void aWebPThatStatesManyPixelsInFewBytesIsReadSoon() throws IOException {
    byte[] large =
        Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4TBEAAAAvAQiAAQA7B1C86leh/4GI6H8AAA==");
    Path file = Files.write(folder.resolve("large.webp"), large);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> ImageFile.pixels(file, RGB, DataOptions.DEFAULT));
  }

  @Test
  void sixteenBitTiffIsScaledAndFractionsAreRefused() {
    assertEquals(100, grey(TestImages.deepGrey(4, 100 * 257), "a.tiff"));
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    var fractions =
        new BufferedImage(model, model.createCompatibleWritableRaster(4, 4), false, null);
    Path file = TestImages.write(folder.resolve("b.tiff"), fractions);
    assertTrue(refused(file).getMessage().contains("fractions"));
  }

  /** The expected pixels are what Pillow's exif_transpose makes of the same image and tag. */
  @ParameterizedTest
  @CsvSource({
    "1,2x3,10 20 30 40 50 60",
    "2,2x3,30 20 10 60 50 40",
    "3,2x3,60 50 40 30 20 10",
    "4,2x3,40 50 60 10 20 30",
    "5,3x2,10 40 20 50 30 60",
    "6,3x2,40 10 50 20 60 30",
    "7,3x2,60 30 50 20 40 10",
    "8,3x2,30 60 20 50 10 40",
    "9,2x3,10 20 30 40 50 60"
  })
  void aPhotoIsTurnedAsItsTagSays(int tag, String size, String pixels) throws IOException {
    var image = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 24 * 16; i++) { // blocks of 8x8, which a JPEG keeps
      image.getRaster().setSample(i % 24, i / 24, 0, 10 + 10 * (i % 24 / 8) + 30 * (i / 24 / 8));
    }
    Path file = TestImages.write(folder.resolve("a.jpg"), image);
    Files.write(file, TestImages.withOrientation(Files.readAllBytes(file), tag));
    ImageSize stored = ImageFile.size(file, 1000);
    assertEquals(size, stored.height() / 8 + "x" + stored.width() / 8);
    byte[] found =
        ImageFile.pixels(file, new Shape(1, stored.height(), stored.width()), DataOptions.DEFAULT);
    String seen =
        IntStream.range(0, 6)
            .map(
                i ->
                    (4 + i / (stored.width() / 8) * 8) * stored.width()
                        + 4
                        + i % (stored.width() / 8) * 8)
            .mapToObj(at -> String.valueOf(Math.round((found[at] & 0xff) / 10.0) * 10))
            .collect(Collectors.joining(" "));
    assertEquals(pixels, seen);
  }

  @Test
  void aDamagedTagDoesNotSpoilAPhoto() throws IOException {
    Path file = TestImages.write(folder.resolve("a.jpg"), TestImages.grey(16, 24, 100));
    byte[] good = TestImages.withOrientation(Files.readAllBytes(file), 6);
    for (int at = 12; at < 38; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x55;
      Files.write(file, bad);
      assertEquals(100, ImageFile.pixels(file, GREY, DataOptions.DEFAULT)[0] & 0xff, 2);
    }
  }

  @Test
  void blackAndWhiteIsGrey() throws IOException {
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY);
    Path file = TestImages.write(folder.resolve("a.png"), TestImages.filled(image, Color.WHITE));
    assertEquals(1, ImageFile.decode(file, new ImageSize(4, 4), 100).shape().channels());
    assertEquals(255, ImageFile.pixels(file, GREY, DataOptions.DEFAULT)[0] & 0xff);
  }

  @Test
  void anAnimationGivesItsFirstFrame() throws IOException {
    Path file = folder.resolve("a.gif");
    var writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(TestImages.colour(4, 4, Color.RED), null, null), null);
      writer.writeToSequence(new IIOImage(TestImages.colour(4, 4, Color.BLUE), null, null), null);
      writer.endWriteSequence();
    }
    writer.dispose();
    assertEquals(255, ImageFile.pixels(file, RGB, DataOptions.DEFAULT)[0] & 0xff);
  }

  @ParameterizedTest
  @CsvSource({
    "png,.02", "png,.5", "png,.9", "tif,.02", "tif,.5", "jpg,.02", "jpg,.5", "jpg,.9", "gif,.5",
    "bmp,.5"
  })
  void aCutFileIsRefused(String ending, double share) {
    Path file = TestImages.write(folder.resolve("a." + ending), TestImages.noise(64, 64));
    refused(TestImages.cut(file, share));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void aCmykJpegIsRefused(int transform) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
      writer.write(null, new IIOImage(raster, null, null), null);
    }
    writer.dispose();
    byte[] jpeg = bytes.toByteArray();
    byte[] marker = {-1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    marker[15] = (byte) transform;
    var file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 2);
    file.write(marker, 0, transform < 0 ? 0 : marker.length);
    file.write(jpeg, 2, jpeg.length - 2);
    refused(Files.write(folder.resolve("cmyk.jpg"), file.toByteArray()));
  }

  @Test
  void noFileStaysOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "open files are counted on Linux only");
    Path good = TestImages.write(folder.resolve("a.png"), TestImages.noise(8, 8));
    Path bad = TestImages.text(folder.resolve("b.png"), "no image");
    refused(bad);
    long before = count(open);
    for (int i = 0; i < 50; i++) {
      ImageFile.pixels(good, RGB, DataOptions.DEFAULT);
      refused(bad);
    }
    assertTrue(count(open) < before + 25); // others may open some meanwhile
  }

  private static long count(Path open) throws IOException {
    try (var files = Files.list(open)) {
      return files.count();
    }
  }

  @Test
  void anEmptyFileIsRefused() {
    refused(TestImages.text(folder.resolve("a.png"), ""));
  }

  @Test
  void aTextFileIsRefused() {
    var error = refused(TestImages.text(folder.resolve("a.png"), "This is no image."));
    assertTrue(error.getMessage().contains("is no PNG, JPEG, WebP, TIFF, BMP or GIF image"));
  }

  @Test
  void aHugeHeaderIsRefusedUnread() {
    var error = refused(TestImages.hugePng(folder.resolve("a.png"), 30_000, 30_000));
    assertTrue(error.getMessage().contains("30000x30000"), error.getMessage());
  }

  @Test
  void aMissingFileAndAFolderAreRefused() throws IOException {
    assertTrue(refused(folder.resolve("no.png")).getMessage().contains("does not exist"));
    refused(Files.createDirectory(folder.resolve("folder.png")));
  }

  @Test
  void damageNeverEscapesAsAnotherException() throws IOException {
    Path file = TestImages.write(folder.resolve("a.png"), TestImages.noise(16, 16));
    byte[] good = Files.readAllBytes(file);
    for (int at = 8; at < Math.min(good.length, 200); at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x55;
      Files.write(file, bad);
      try {
        ImageFile.pixels(file, RGB, DataOptions.DEFAULT);
      } catch (MimarException expected) {
        assertTrue(expected.getMessage().contains("a.png"));
      }
    }
  }

  private MimarException refused(Path file) {
    var error =
        assertThrows(MimarException.class, () -> ImageFile.pixels(file, RGB, DataOptions.DEFAULT));
    assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    return error;
  }

  private int grey(BufferedImage image, String name) {
    Path file = TestImages.write(folder.resolve(name), image);
    return ImageFile.pixels(file, GREY, DataOptions.DEFAULT)[5] & 0xff;
  }

  private int[] rgb(BufferedImage image, String name) {
    Path file = TestImages.write(folder.resolve(name), image);
    byte[] pixels = ImageFile.pixels(file, RGB, DataOptions.DEFAULT);
    return new int[] {pixels[5] & 0xff, pixels[21] & 0xff, pixels[37] & 0xff};
  }
}
