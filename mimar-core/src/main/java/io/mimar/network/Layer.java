package io.mimar.network;

import io.mimar.Check;
import java.util.List;

/**
 * One layer of a {@link Network}: what it computes, how it changes the shape, what it costs. Those
 * that see a map as positions in a row are {@link SequenceLayer}s, those that read a row of a table
 * {@link ColumnLayer}s.
 *
 * <p>Every layer takes one input except {@link Elementwise}, {@link Concat} and {@link Multiply},
 * which take any number. Padding is always "same" at stride 1: {@code dilation·(kernel-1)/2} on
 * each side.
 */
public sealed interface Layer
    permits Layer.Convolution,
        Layer.BatchNorm,
        Layer.LayerNorm,
        Layer.Relu,
        Layer.Activation,
        Layer.Pool,
        Layer.GlobalAverage,
        Layer.GlobalMax,
        Layer.Elementwise,
        Layer.Concat,
        Layer.Multiply,
        Layer.MirrorViews,
        Layer.JoinViews,
        Layer.Dropout,
        Layer.Linear,
        Layer.Flatten,
        SequenceLayer,
        ColumnLayer {

  /**
   * The shape that leaves this layer when {@code in} enters alone.
   *
   * @throws io.mimar.MimarException when the layer cannot take it
   */
  Shape output(Shape in);

  /**
   * The shape that leaves this layer when all of {@code ins} enter.
   *
   * @throws io.mimar.MimarException when the layer cannot take so many, or these together
   */
  default Shape output(List<Shape> ins) {
    Shape.mustBe(1, ins, this);
    return output(ins.get(0));
  }

  /** How many views of a sample leave this layer when {@code in} enter. */
  default int views(int in) {
    return in;
  }

  /** Trainable numbers, for input {@code in}. */
  default long params(Shape in) {
    return 0;
  }

  /** Multiply-adds for one sample of shape {@code in}: those of products with matrices. */
  default long macs(Shape in) {
    return 0;
  }

  /**
   * A convolution.
   *
   * @param channels output channels
   * @param kernelHeight rows of the kernel, odd
   * @param kernelWidth columns of the kernel, odd
   * @param stride step in both directions; where the height is 1 it acts along the width alone
   * @param dilation distance of kernel points
   * @param groups 1 for a dense convolution, the input channels for a depthwise one
   * @param bias whether it adds a number to each channel: pointless where batch normalisation
   *     follows
   */
  record Convolution(
      int channels,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int dilation,
      int groups,
      boolean bias)
      implements Layer {
    public Convolution {
      Check.range("channels", channels, 1, 1 << 16);
      for (int side : new int[] {kernelHeight, kernelWidth}) {
        Check.that(side % 2 == 1 && side > 0, "kernel", side, "odd and positive");
      }
      Check.range("stride", stride, 1, 16);
      Check.range("dilation", dilation, 1, 1 << 8);
      Check.that(groups > 0 && channels % groups == 0, "groups", groups, "a divisor of channels");
    }

    /** A square kernel without bias. */
    public Convolution(int channels, int kernel, int stride, int dilation, int groups) {
      this(channels, kernel, kernel, stride, dilation, groups, false);
    }

    /** A dense convolution with a square kernel. */
    public static Convolution dense(int channels, int kernel, int stride) {
      return new Convolution(channels, kernel, stride, 1, 1);
    }

    /** One square kernel for each of {@code channels} channels. */
    public static Convolution depthwise(int channels, int kernel, int stride) {
      return new Convolution(channels, kernel, stride, 1, channels);
    }

    /** A kernel of one row, for sequences. */
    public static Convolution row(int channels, int kernel, int stride, int dilation, int groups) {
      return new Convolution(channels, 1, kernel, stride, dilation, groups, false);
    }

    /** The same with a bias. */
    public Convolution withBias() {
      return new Convolution(channels, kernelHeight, kernelWidth, stride, dilation, groups, true);
    }

    /** Zeros added above and below. */
    public int paddingHeight() {
      return dilation * (kernelHeight - 1) / 2;
    }

    /** Zeros added on the left and on the right. */
    public int paddingWidth() {
      return dilation * (kernelWidth - 1) / 2;
    }

    @Override
    public Shape output(Shape in) {
      Check.that(in.channels() % groups == 0, "groups", groups, "a divisor of " + in.channels());
      return new Shape(channels, strided(in.height(), stride), strided(in.width(), stride));
    }

    @Override
    public long params(Shape in) {
      return weights(in) + (bias ? channels : 0);
    }

    @Override
    public long macs(Shape in) {
      Shape out = output(in);
      return weights(in) * out.height() * out.width();
    }

    private long weights(Shape in) {
      return (long) channels * (in.channels() / groups) * kernelHeight * kernelWidth;
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

  /**
   * At each position, the channels minus their mean over their deviation, with scale and shift for
   * each channel.
   *
   * <p>Paper: Ba, Kiros, Hinton, Layer Normalization, arXiv:1607.06450, 2016.
   */
  record LayerNorm() implements Layer {
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
   * A smooth function of each number.
   *
   * @param function which one
   */
  record Activation(Function function) implements Layer {
    /** A function of one number. */
    public enum Function {
      /** x·Φ(x), Φ being the normal distribution: the exact form, not that with tanh. */
      GELU,
      /** x·sigmoid(x). */
      SILU,
      SIGMOID,
      TANH
    }

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

  /** The mean over height and width. */
  record GlobalAverage() implements Layer {
    @Override
    public Shape output(Shape in) {
      return Shape.vector(in.channels());
    }
  }

  /** The largest number over height and width. */
  record GlobalMax() implements Layer {
    @Override
    public Shape output(Shape in) {
      return Shape.vector(in.channels());
    }
  }

  /** A layer of any number of inputs, which have one shape, that the result has too. */
  sealed interface Elementwise extends Layer {
    @Override
    default Shape output(Shape in) {
      return in;
    }

    @Override
    default Shape output(List<Shape> ins) {
      Shape first = ins.get(0);
      ins.forEach(in -> in.mustBe(first, "shape of a summand"));
      return first;
    }
  }

  /** The element-wise sum. */
  record Sum() implements Elementwise {}

  /** The element-wise mean. */
  record Mean() implements Elementwise {}

  /**
   * The mean of what several say of classes: all inputs are logits, and so is the result, the
   * logarithm of the mean of their probabilities.
   */
  record Vote() implements Elementwise {
    /** Below this a mean probability counts as this. */
    public static final float LEAST = 1e-12f;
  }

  /**
   * Each map of a batch, and behind all of them each once more with left and right exchanged: what
   * follows sees twice as many samples, up to {@link JoinViews}.
   */
  record MirrorViews() implements Layer {
    /** A map, and its mirror image. */
    public static final int VIEWS = 2;

    @Override
    public Shape output(Shape in) {
      return in;
    }

    @Override
    public int views(int in) {
      return VIEWS * in;
    }
  }

  /**
   * What both views that {@link MirrorViews} made say of a sample, as one: of logits the logarithm
   * of the mean probability, of amounts the mean.
   *
   * @param classes whether the input is logits
   */
  record JoinViews(boolean classes) implements Layer {
    @Override
    public Shape output(Shape in) {
      return in;
    }

    @Override
    public int views(int in) {
      return in / MirrorViews.VIEWS;
    }
  }

  /** All inputs, which have one height and width, behind one another along the channels. */
  record Concat() implements Layer {
    @Override
    public Shape output(Shape in) {
      return in;
    }

    @Override
    public Shape output(List<Shape> ins) {
      Shape first = ins.get(0);
      int channels = 0;
      for (Shape in : ins) {
        in.mustBe(first.withChannels(in.channels()), "shape of an input of Concat");
        channels = Math.addExact(channels, in.channels());
      }
      return first.withChannels(channels);
    }
  }

  /**
   * The element-wise product of all inputs; a vector {@code C x 1 x 1} counts at every position of
   * the others, as gates and squeeze-and-excitation need.
   */
  record Multiply() implements Layer {
    @Override
    public Shape output(Shape in) {
      return in;
    }

    @Override
    public Shape output(List<Shape> ins) {
      Shape out =
          ins.stream().filter(in -> in.positions() > 1).findFirst().orElseGet(() -> ins.get(0));
      Shape vector = Shape.vector(out.channels());
      for (Shape in : ins) {
        if (!in.equals(vector) && !in.equals(out)) {
          throw Check.violated("shape of a factor", in, out + " or " + vector);
        }
      }
      return out;
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

  /** All numbers as one vector, channel by channel, each row by row. */
  record Flatten() implements Layer {
    @Override
    public Shape output(Shape in) {
      Check.range("numbers to flatten", in.size(), 1, Shape.MOST_CHANNELS);
      return Shape.vector((int) in.size());
    }
  }

  private static int strided(int extent, int stride) {
    return (extent - 1) / stride + 1;
  }
}
