package io.mimar.data;

import io.mimar.network.Shape;

/**
 * One decoded image.
 *
 * @param shape 1 or 3 channels, height, width
 * @param values {@code [C,H,W]}, unsigned bytes, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // small, package-private and handed over
record Pixels(Shape shape, byte[] values) {

  /** This image in one channel if its colours are all greys, else as it is. */
  Pixels simplest() {
    return shape.channels() == 3 && isGrey() ? new Pixels(shape.withChannels(1), plane(0)) : this;
  }

  /**
   * This image in 1 or 3 channels: a grey value thrice, or the luma of ITU-R BT.601 ({@code .299 R
   * + .587 G + .114 B}).
   */
  Pixels inChannels(int channels) {
    if (channels == shape.channels()) {
      return this;
    }
    return new Pixels(shape.withChannels(channels), channels == 1 ? luma() : thrice());
  }

  /** The highest value, 0..255. */
  int brightest() {
    int highest = 0;
    for (byte value : values) {
      highest = Math.max(highest, value & 0xff);
    }
    return highest;
  }

  private boolean isGrey() {
    int area = area();
    for (int i = 0; i < area; i++) {
      if (values[i] != values[area + i] || values[i] != values[2 * area + i]) {
        return false;
      }
    }
    return true;
  }

  private byte[] luma() {
    int area = area();
    byte[] grey = new byte[area];
    for (int i = 0; i < area; i++) {
      int red = values[i] & 0xff;
      int green = values[area + i] & 0xff;
      int blue = values[2 * area + i] & 0xff;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return grey;
  }

  private byte[] thrice() {
    byte[] colour = new byte[3 * area()];
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(values, 0, colour, channel * area(), area());
    }
    return colour;
  }

  private byte[] plane(int channel) {
    byte[] plane = new byte[area()];
    System.arraycopy(values, channel * area(), plane, 0, area());
    return plane;
  }

  private int area() {
    return shape.height() * shape.width();
  }
}
