package io.mimar.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * The rows of an image as values 0..255, whatever it was stored as. Transparent pixels lie on
 * white.
 *
 * <p>Grey and RGB samples are taken as they are stored: an embedded colour profile is not applied
 * (as in most tools for machine learning), and Java's own conversion of grey, which brightens it,
 * is bypassed.
 */
interface Rows {
  /** Pixels in a row. */
  int width();

  /** How many rows. */
  int height();

  /** 1 for grey, 3 for RGB. */
  int channels();

  /** Writes row {@code y} as {@code [W,C]} into {@code row}. */
  void read(int y, int[] row);

  /** The rows of what an image reader decoded. */
  static Rows of(BufferedImage image) {
    return hasPlainSamples(image) ? new Samples(image) : new Converted(image);
  }

  /** The rows of a decoded image. */
  static Rows of(Pixels pixels) {
    return new Planes(pixels);
  }

  private static boolean hasPlainSamples(BufferedImage image) {
    var model = image.getColorModel();
    int type = model.getColorSpace().getType();
    int transfer = model.getTransferType();
    return model instanceof ComponentColorModel
        && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB)
        && (transfer == DataBuffer.TYPE_BYTE || transfer == DataBuffer.TYPE_USHORT)
        && !model.isAlphaPremultiplied();
  }

  /** {@code value} of this opacity on white. */
  private static int onWhite(int value, int alpha) {
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  /** Samples of 8 or 16 bits, each in a band of its own. */
  final class Samples implements Rows {
    private final Raster raster;
    private final boolean alpha;
    private final int channels;
    private final int highest;
    private final int[] samples;

    Samples(BufferedImage image) {
      raster = image.getRaster();
      ColorModel model = image.getColorModel();
      alpha = model.hasAlpha();
      channels = model.getNumColorComponents();
      highest = (1 << model.getComponentSize(0)) - 1;
      samples = new int[raster.getWidth() * raster.getNumBands()];
    }

    @Override
    public int width() {
      return raster.getWidth();
    }

    @Override
    public int height() {
      return raster.getHeight();
    }

    @Override
    public int channels() {
      return channels;
    }

    @Override
    public void read(int y, int[] row) {
      raster.getPixels(0, y, width(), 1, samples);
      int bands = raster.getNumBands();
      for (int x = 0; x < width(); x++) {
        int opacity = alpha ? scaled(samples[x * bands + channels]) : 255;
        for (int c = 0; c < channels; c++) {
          row[x * channels + c] = onWhite(scaled(samples[x * bands + c]), opacity);
        }
      }
    }

    private int scaled(int sample) {
      return highest == 255 ? sample : (int) ((sample * 255L + highest / 2) / highest);
    }
  }

  /** Palettes and packed pixels, through Java's conversion to sRGB. */
  final class Converted implements Rows {
    private final BufferedImage image;
    private final int[] argb;

    Converted(BufferedImage image) {
      this.image = image;
      argb = new int[image.getWidth()];
    }

    @Override
    public int width() {
      return image.getWidth();
    }

    @Override
    public int height() {
      return image.getHeight();
    }

    @Override
    public int channels() {
      return 3;
    }

    @Override
    public void read(int y, int[] row) {
      image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
      for (int x = 0; x < argb.length; x++) {
        int alpha = argb[x] >>> 24;
        row[3 * x] = onWhite((argb[x] >> 16) & 0xff, alpha);
        row[3 * x + 1] = onWhite((argb[x] >> 8) & 0xff, alpha);
        row[3 * x + 2] = onWhite(argb[x] & 0xff, alpha);
      }
    }
  }

  /** Planes of bytes. */
  final class Planes implements Rows {
    private final Pixels pixels;

    Planes(Pixels pixels) {
      this.pixels = pixels;
    }

    @Override
    public int width() {
      return pixels.shape().width();
    }

    @Override
    public int height() {
      return pixels.shape().height();
    }

    @Override
    public int channels() {
      return pixels.shape().channels();
    }

    @Override
    public void read(int y, int[] row) {
      int channels = channels();
      for (int c = 0; c < channels; c++) {
        int from = (c * height() + y) * width();
        for (int x = 0; x < width(); x++) {
          row[x * channels + c] = pixels.values()[from + x] & 0xff;
        }
      }
    }
  }
}
