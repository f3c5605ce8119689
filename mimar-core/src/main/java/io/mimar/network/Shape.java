package io.mimar.network;

import io.mimar.Check;
import java.util.List;

/**
 * The shape of one sample's feature map: channels, height, width. A vector is {@code C x 1 x 1}, a
 * sequence {@code C x 1 x T}.
 *
 * @param channels number of channels
 * @param height rows
 * @param width columns
 */
public record Shape(int channels, int height, int width) {

  static final int MOST_CHANNELS = 1 << 20;

  /** Checks that every extent is at least 1. */
  public Shape {
    Check.range("channels", channels, 1, MOST_CHANNELS);
    Check.range("height", height, 1, 1 << 16);
    Check.range("width", width, 1, 1 << 16);
  }

  /** A vector of {@code channels} numbers. */
  public static Shape vector(int channels) {
    return new Shape(channels, 1, 1);
  }

  /** A sequence of {@code length} vectors of {@code channels} numbers. */
  public static Shape sequence(int channels, int length) {
    return new Shape(channels, 1, length);
  }

  /** How many positions it has. */
  public long positions() {
    return (long) height * width;
  }

  /** How many numbers one sample holds. */
  public long size() {
    return (long) channels * height * width;
  }

  /** The same map with another number of channels. */
  public Shape withChannels(int other) {
    return new Shape(other, height, width);
  }

  /**
   * Passes when this is {@code wanted}; nothing is put into words before it is not, since networks
   * are built by the thousand.
   *
   * @param what names this shape, as in "shape of a summand"
   * @throws io.mimar.MimarException when it is another
   */
  void mustBe(Shape wanted, String what) {
    if (!equals(wanted)) {
      throw Check.violated(what, this, wanted.toString());
    }
  }

  /** Passes when {@code ins}, which enter {@code layer}, are {@code count}; likewise. */
  static void mustBe(int count, List<Shape> ins, Layer layer) {
    if (ins.size() != count) {
      throw Check.violated("number of inputs of " + layer, ins.size(), String.valueOf(count));
    }
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
