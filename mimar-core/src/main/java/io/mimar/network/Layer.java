package io.mimar.network;

import io.mimar.Check;

/**
 * One layer of a {@link Network}: what it computes, how it changes the shape, what it costs.
 *
 * <p>Every layer takes one input except {@link Sum}, which takes any number of equal shapes.
 * Padding is always "same" at stride 1: {@code dilation·(kernel-1)/2} on each side.
 */
public sealed interface Layer {

  /** The shape that leaves this layer when {@code in} enters. */
  Shape output(Shape in);

  /** Trainable numbers, for input {@code in}. */
  default long params(Shape in) {
    return 0;
  }

  /** Multiply-adds for one sample of shape {@code in}: those of convolutions and linear layers. */
  default long macs(Shape in) {
    return 0;
  }

  /**
   * A convolution without bias (batch normalisation follows it).
   *
   * @param channels output channels
   * @param kernel side of the square kernel, odd
   * @param stride step in both directions
   * @param dilation distance of kernel points
   * @param groups 1 for a dense convolution, the input channels for a depthwise one
   */
  record Convolution(int channels, int kernel, int stride, int dilation, int groups)
      implements Layer {
    public Convolution {
      Check.range("channels", channels, 1, 1 << 16);
      Check.that(kernel % 2 == 1 && kernel > 0, "kernel", kernel, "odd and positive");
      Check.range("stride", stride, 1, 16);
      Check.range("dilation", dilation, 1, 16);
      Check.that(groups > 0 && channels % groups == 0, "groups", groups, "a divisor of channels");
    }

    /** A dense convolution. */
    public static Convolution dense(int channels, int kernel, int stride) {
      return new Convolution(channels, kernel, stride, 1, 1);
    }

    /** One kernel for each of {@code channels} channels. */
    public static Convolution depthwise(int channels, int kernel, int stride) {
      return new Convolution(channels, kernel, stride, 1, channels);
    }

    /** Zeros added on each side. */
    public int padding() {
      return dilation * (kernel - 1) / 2;
    }

    @Override
    public Shape output(Shape in) {
      return new Shape(channels, strided(in.height(), stride), strided(in.width(), stride));
    }

    @Override
    public long params(Shape in) {
      return (long) channels * (in.channels() / groups) * kernel * kernel;
    }

    @Override
    public long macs(Shape in) {
      Shape out = output(in);
      return params(in) * out.height() * out.width();
    }
  }

  /** Batch normalisation with scale and shift for each channel. */
  record BatchNorm() implements Layer {
    @Override
    public Shape output(Shape in) {
      return in;
    }

    @Override
    public long params(Shape in) {
      return 2L * in.channels();
    }
  }

  /** max(x, 0). */
  record Relu() implements Layer {
    @Override
    public Shape output(Shape in) {
      return in;
    }
  }

  /**
   * Pooling over a square window with "same" padding; the average leaves padded places out.
   *
   * @param kind the reduction
   * @param kernel side of the window, odd
   * @param stride step in both directions
   */
  record Pool(Kind kind, int kernel, int stride) implements Layer {
    /** How a window becomes one number. */
    public enum Kind {
      MAX,
      AVERAGE
    }

    public Pool {
      Check.that(kernel % 2 == 1 && kernel > 0, "kernel", kernel, "odd and positive");
      Check.range("stride", stride, 1, 16);
    }

    @Override
    public Shape output(Shape in) {
      return new Shape(in.channels(), strided(in.height(), stride), strided(in.width(), stride));
    }
  }

  /** The element-wise sum of all inputs. */
  record Sum() implements Layer {
    @Override
    public Shape output(Shape in) {
      return in;
    }
  }

  /** The mean over height and width. */
  record GlobalAverage() implements Layer {
    @Override
    public Shape output(Shape in) {
      return Shape.vector(in.channels());
    }
  }

  /**
   * Sets each number to zero with this probability while training, and scales the others up.
   *
   * @param rate the probability
   */
  record Dropout(double rate) implements Layer {
    public Dropout {
      Check.range("dropout rate", rate, 0, 0.95);
    }

    @Override
    public Shape output(Shape in) {
      return in;
    }
  }

  /**
   * A fully connected layer with bias on a vector.
   *
   * @param units numbers that leave it
   */
  record Linear(int units) implements Layer {
    public Linear {
      Check.range("units", units, 1, 1 << 20);
    }

    @Override
    public Shape output(Shape in) {
      return Shape.vector(units);
    }

    @Override
    public long params(Shape in) {
      return (in.size() + 1) * units;
    }

    @Override
    public long macs(Shape in) {
      return in.size() * units;
    }
  }

  private static int strided(int extent, int stride) {
    return (extent - 1) / stride + 1;
  }
}
