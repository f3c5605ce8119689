package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of images of any size and any way to store pixels. */
class AnyImagesTest {
  private static final int EACH = 12;

  @TempDir Path folder;

  private Dataset open() {
    return Datasets.open(folder, DataOptions.DEFAULT, Seeds.root(2));
  }

  private static void same(Path folder, BufferedImage image, String ending) {
    for (int i = 0; i < EACH; i++) {
      TestImages.write(folder.resolve(i + "." + ending), image);
    }
  }

  /** The first pixel's channels of an image of {@code className}. */
  private static int[] pixel(Dataset data, String className) {
    int label = data.classes().indexOf(className);
    for (int row = 0; row < data.train().size(); row++) {
      if (data.train().labels()[row] == label) {
        Shape shape = data.train().shape();
        int area = (int) shape.positions();
        int[] pixel = new int[shape.channels()];
        for (int c = 0; c < pixel.length; c++) {
          pixel[c] = data.train().pixels()[row * (int) shape.size() + c * area] & 0xff;
        }
        return pixel;
      }
    }
    throw new AssertionError("no image of " + className);
  }

  /** Black where it is opaque, and clear elsewhere; of two entries of a palette. */
  private static BufferedImage palette(int entry) {
    byte[] red = {0, 0};
    byte[] alpha = {-1, 0};
    var model = new IndexColorModel(8, 2, red, red, red, alpha);
    var image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int i = 0; i < 64; i++) {
      image.getRaster().setSample(i % 8, i / 8, 0, entry);
    }
    return image;
  }

  /** Grey of 16 bits, with or without an opacity of 16 bits. */
  private static BufferedImage deep(int value, int opacity) {
    boolean alpha = opacity >= 0;
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            alpha,
            false,
            alpha ? BufferedImage.TRANSLUCENT : BufferedImage.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
    for (int i = 0; i < 64; i++) {
      raster.setSample(i % 8, i / 8, 0, value);
      if (alpha) {
        raster.setSample(i % 8, i / 8, 1, opacity);
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  @Test
  void greyOfSixteenBitsKeepsItsScale() {
    same(folder.resolve("dark"), deep(1000, -1), "png");
    same(folder.resolve("light"), deep(65535, -1), "png");
    same(folder.resolve("veiled"), deep(0, 32768), "png");
    Dataset data = open();
    assertEquals(new Shape(1, 8, 8), data.train().shape());
    assertEquals(4, pixel(data, "dark")[0]);
    assertEquals(255, pixel(data, "light")[0]);
    assertEquals(127, pixel(data, "veiled")[0]);
  }

  @Test
  void clearEntriesOfAPaletteAreWhite() {
    for (String ending : List.of("png", "gif")) {
      same(folder.resolve("clear " + ending), palette(1), ending);
      same(folder.resolve("black " + ending), palette(0), ending);
    }
    Dataset data = open();
    assertEquals(new Shape(1, 8, 8), data.train().shape());
    for (String ending : List.of("png", "gif")) {
      assertEquals(255, pixel(data, "clear " + ending)[0], ending);
      assertEquals(0, pixel(data, "black " + ending)[0], ending);
    }
  }

  @Test
  void whatShinesThroughIsWhite() {
    var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    same(folder.resolve("half red"), TestImages.filled(image, new Color(255, 0, 0, 128)), "png");
    same(folder.resolve("green"), TestImages.colour(8, 8, new Color(0, 255, 0)), "png");
    Dataset data = open();
    assertEquals(new Shape(3, 8, 8), data.train().shape());
    int[] red = pixel(data, "half red");
    assertEquals(255, red[0]);
    assertEquals(127, red[1]);
    assertEquals(127, red[2]);
  }

  @Test
  void aFewCmykFilesAreSkippedWithTheirReasonAndManyRefused() throws IOException {
    same(folder.resolve("a"), TestImages.grey(16, 16, 10), "jpg");
    same(folder.resolve("b"), TestImages.grey(16, 16, 200), "jpg");
    cmyk(folder.resolve("b").resolve("c.jpg"));
    Dataset data = open();
    String said = TestImages.said(data.assumptions());
    assertTrue(said.contains("Skipped 1 of 25 images"), said);
    assertTrue(said.contains("b/c.jpg (is a JPEG in CMYK"), said);
    cmyk(folder.resolve("b").resolve("d.jpg"));
    MimarException e = assertThrows(MimarException.class, this::open);
    assertTrue(e.getMessage().contains("is a JPEG in CMYK"), e.getMessage());
  }

  private static void cmyk(Path file) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    Files.deleteIfExists(file);
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
      writer.write(null, new IIOImage(raster, null, null), null);
    }
    writer.dispose();
  }

  @Test
  void imagesOfOnePixelStaySo() {
    TestImages.greys(folder.resolve("a"), EACH, 1, 1);
    TestImages.greys(folder.resolve("b"), EACH, 1, 1);
    assertEquals(new Shape(1, 1, 1), open().train().shape());
  }

  @Test
  void onePixelAmongLargerImagesIsEnlarged() {
    TestImages.greys(folder.resolve("a"), EACH, 20, 30);
    TestImages.greys(folder.resolve("b"), EACH, 20, 30);
    TestImages.write(folder.resolve("b/dot.png"), TestImages.grey(1, 1, 70));
    Dataset data = open();
    assertEquals(new Shape(1, 20, 32), data.train().shape());
  }

  @Test
  void twelveBitsInSixteenAreTold() {
    for (int value : new int[] {1000, 4095}) {
      same(folder.resolve("of" + value), TestImages.deepGrey(8, value), "png");
    }
    String said = TestImages.said(open().assumptions());
    assertTrue(said.contains("No pixel is brighter than 16 of 255"), said);
    same(folder.resolve("bright"), TestImages.grey(8, 8, 40), "png");
    assertFalse(TestImages.said(open().assumptions()).contains("No pixel"));
  }

  @Test
  void stripsAreBroughtIntoTheBound() {
    for (String name : List.of("a", "b")) {
      TestImages.greys(folder.resolve(name), 6, 5_000, 20);
    }
    Dataset data = open();
    assertEquals(new Shape(1, 64, 8), data.train().shape());
    assertTrue(TestImages.said(data.assumptions()).contains("from 5000x20"), "the size");
    int first = data.train().pixels()[0] & 0xff;
    for (int i = 0; i < 64 * 8; i++) {
      assertEquals(first, data.train().pixels()[i] & 0xff, "a strip of one grey");
    }
  }

  @Test
  void colourThatOnlyTestImagesHaveIsMadeGrey() {
    for (String part : List.of("train", "test")) {
      same(folder.resolve(part + "/a"), TestImages.grey(16, 16, 10), "png");
      same(folder.resolve(part + "/b"), TestImages.grey(16, 16, 200), "png");
    }
    TestImages.write(folder.resolve("test/b/red.png"), TestImages.colour(32, 32, Color.RED));
    Dataset data = open();
    assertEquals(new Shape(1, 16, 16), data.train().shape());
    assertEquals(new Shape(1, 16, 16), data.test().orElseThrow().shape());
    String said = TestImages.said(data.assumptions());
    assertTrue(said.contains("networks get 1 channel. Others in colour are made grey: 1."), said);
  }
}
