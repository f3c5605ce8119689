package io.mimar.nn;

import io.mimar.network.Layer;
import io.mimar.network.Shape;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Kernels of what moves a window over a map: convolutions and pooling. */
@SuppressWarnings("try") // a PointerScope works by being open
final class WindowKernels {
  private static final long[] ONE = {1, 1};

  private WindowKernels() {}

  /** The kernel of a convolution with its arrays. */
  static Kernel of(int index, Layer.Convolution c, Kernel.Context context) {
    Tensor weight = context.trained().view(Parameter.name(index, "weight"));
    TensorOptional bias =
        Tensors.keep(
            c.bias()
                ? new TensorOptional(context.trained().view(Parameter.name(index, "bias")))
                : new TensorOptional());
    boolean points = c.kernelHeight() * c.kernelWidth() > 1;
    return points && c.groups() > 1 && c.dilation() > 1
        ? new Spread(c, weight, bias)
        : new Plain(c, weight, bias);
  }

  /** The kernel of a pooling of maps of shape {@code in}. */
  static Kernel of(Layer.Pool pool, Shape in, Device device) {
    long[] window = {in.height() == 1 ? 1 : pool.kernel(), pool.kernel()}; // rest is padding
    return pool.kind() == Layer.Pool.Kind.MAX
        ? maxPool(pool, window)
        : new AveragePool(pool, window, in, device);
  }

  private static long[] stride(Layer.Convolution c) {
    return new long[] {c.stride(), c.stride()};
  }

  private static long[] padding(Layer.Convolution c) {
    return new long[] {c.paddingHeight(), c.paddingWidth()};
  }

  /** A convolution as libtorch has it. */
  private static final class Plain implements Kernel {
    private final Tensor weight;
    private final TensorOptional bias;
    private final long[] stride;
    private final long[] padding;
    private final long[] dilation;
    private final long groups;

    Plain(Layer.Convolution c, Tensor weight, TensorOptional bias) {
      this.weight = weight;
      this.bias = bias;
      this.stride = stride(c);
      this.padding = padding(c);
      this.dilation = new long[] {c.dilation(), c.dilation()};
      this.groups = c.groups();
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      return torch.conv2d(inputs[0], weight, bias, stride, padding, dilation, groups);
    }

    @Override
    public void close() {
      Tensors.release(bias);
    }
  }

  /**
   * A grouped dilated convolution as one with a larger kernel that has zeros between its points: on
   * processors with AVX-512 libtorch 2.10 computes a wrong gradient of the input otherwise
   * (channels_last, oneDNN; ConvolutionGradientTest finds it).
   */
  private static final class Spread implements Kernel {
    private final Tensor weight;
    private final TensorOptional bias;
    private final Tensor spread;
    private final long[] small;
    private final long[] large;
    private final long[] stride;
    private final long[] padding;
    private final long groups;

    Spread(Layer.Convolution c, Tensor weight, TensorOptional bias) {
      int rows = c.dilation() * (c.kernelHeight() - 1) + 1;
      int columns = c.dilation() * (c.kernelWidth() - 1) + 1;
      int points = c.kernelHeight() * c.kernelWidth();
      long share = weight.size(1);
      this.weight = weight;
      this.bias = bias;
      this.small = new long[] {c.channels() * share, points};
      this.large = new long[] {c.channels(), share, rows, columns};
      this.stride = stride(c);
      this.padding = padding(c);
      this.groups = c.groups();
      float[] places = new float[points * rows * columns];
      for (int point = 0; point < points; point++) {
        int y = point / c.kernelWidth() * c.dilation();
        int x = point % c.kernelWidth() * c.dilation();
        places[(point * rows + y) * columns + x] = 1;
      }
      try (PointerScope scope = new PointerScope()) {
        Device device = weight.is_cuda() ? Device.CUDA : Device.CPU;
        spread = Tensors.keep(Tensors.of(places, device, points, (long) rows * columns));
      }
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor kernel = weight.reshape(small).matmul(spread).view(large);
      return torch.conv2d(inputs[0], kernel, bias, stride, padding, ONE, groups);
    }

    @Override
    public void close() {
      Tensors.release(bias);
      Tensors.release(spread);
    }
  }

  private static Kernel maxPool(Layer.Pool pool, long[] window) {
    long[] stride = {pool.stride(), pool.stride()};
    long[] padding = {window[0] / 2, window[1] / 2};
    return (inputs, training) -> torch.max_pool2d(inputs[0], window, stride, padding, ONE, false);
  }

  /**
   * Average pooling that leaves padded places out, as a depthwise convolution with ones times the
   * reciprocal count: libtorch's own pooling runs slower in channels_last.
   */
  private static final class AveragePool implements Kernel {
    private final TensorOptional none = Tensors.keep(new TensorOptional());
    private final Tensor ones;
    private final Tensor share;
    private final long[] stride;
    private final long[] padding;
    private final long channels;

    AveragePool(Layer.Pool pool, long[] window, Shape in, Device device) {
      channels = in.channels();
      stride = new long[] {pool.stride(), pool.stride()};
      padding = new long[] {window[0] / 2, window[1] / 2};
      try (PointerScope scope = new PointerScope()) {
        ones = Tensors.keep(channelsLastOnes(channels, window, device));
        Tensor plane = channelsLastOnes(1, ONE, device).expand(1, 1, in.height(), in.width());
        Tensor count =
            torch.conv2d(
                plane.contiguous(),
                channelsLastOnes(1, window, device),
                none,
                stride,
                padding,
                ONE,
                1);
        share = Tensors.keep(count.reciprocal());
      }
    }

    private static Tensor channelsLastOnes(long channels, long[] window, Device device) {
      long area = window[0] * window[1];
      float[] values = new float[(int) (channels * area)];
      Arrays.fill(values, 1);
      return Tensors.of(values, device, values.length)
          .as_strided(new long[] {channels, 1, window[0], window[1]}, area, 1, window[1], 1);
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      return torch.conv2d(inputs[0], ones, none, stride, padding, ONE, channels).mul_(share);
    }

    @Override
    public void close() {
      Tensors.release(none);
      Tensors.release(ones);
      Tensors.release(share);
    }
  }
}
