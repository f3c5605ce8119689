package io.mimar.nn;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What one node of a network runs: made once with all its constants, run every step. */
@SuppressWarnings("try") // a PointerScope works by being open
interface Kernel extends AutoCloseable {

  /**
   * Runs the node. The result is a handle of its own, also where it shares an input's memory.
   *
   * @param inputs one tensor for each input, {@code [B,C,H,W]}
   */
  Tensor run(Tensor[] inputs, boolean training);

  @Override
  default void close() {}

  /** Where a node finds its arrays and its chance. */
  record Context(Arena trained, Arena kept, GeneratorOptional generator, Device device) {}

  /**
   * The kernel of node {@code index}.
   *
   * @param inPlace whether the node may write over its input
   */
  static Kernel of(int index, Network.Node node, boolean inPlace, Context context) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Convolution convolution) {
      return convolution(convolution, context.trained().view(Parameter.name(index, "weight")));
    } else if (layer instanceof Layer.BatchNorm) {
      return batchNorm(index, context);
    } else if (layer instanceof Layer.Relu) {
      return relu(inPlace);
    } else if (layer instanceof Layer.Pool pool) {
      return pool.kind() == Layer.Pool.Kind.MAX
          ? maxPool(pool)
          : new AveragePool(pool, node.in(), context.device());
    } else if (layer instanceof Layer.Sum) {
      return (inputs, training) -> sum(inputs);
    } else if (layer instanceof Layer.GlobalAverage) {
      return (inputs, training) ->
          inputs[0].mean(new long[] {2, 3}, true, new ScalarTypeOptional());
    } else if (layer instanceof Layer.Dropout dropout) {
      return dropout(dropout.rate(), context.generator());
    } else if (layer instanceof Layer.Linear linear) {
      return linear(index, linear, context);
    }
    throw new IllegalStateException("no kernel for " + layer);
  }

  private static Kernel convolution(Layer.Convolution c, Tensor weight) {
    return c.groups() > 1 && c.dilation() > 1 ? new Spread(c, weight) : plain(c, weight);
  }

  /**
   * A grouped dilated convolution as one with a larger kernel that has zeros between its points: on
   * processors with AVX-512 libtorch 2.10 computes a wrong gradient of the input otherwise
   * (channels_last, oneDNN; ModelTest finds it).
   */
  final class Spread implements Kernel {
    private final Tensor weight;
    private final Tensor spread;
    private final TensorOptional none = Tensors.keep(new TensorOptional());
    private final long[] small;
    private final long[] large;
    private final long[] stride;
    private final long[] padding;
    private final long groups;

    Spread(Layer.Convolution c, Tensor weight) {
      int side = c.dilation() * (c.kernel() - 1) + 1;
      long share = weight.size(1);
      this.weight = weight;
      this.small = new long[] {c.channels() * share, (long) c.kernel() * c.kernel()};
      this.large = new long[] {c.channels(), share, side, side};
      this.stride = new long[] {c.stride(), c.stride()};
      this.padding = new long[] {c.padding(), c.padding()};
      this.groups = c.groups();
      float[] places = new float[c.kernel() * c.kernel() * side * side];
      for (int y = 0; y < c.kernel(); y++) {
        for (int x = 0; x < c.kernel(); x++) {
          int from = y * c.kernel() + x;
          places[from * side * side + (y * side + x) * c.dilation()] = 1;
        }
      }
      try (PointerScope scope = new PointerScope()) {
        Device device = weight.is_cuda() ? Device.CUDA : Device.CPU;
        spread = Tensors.keep(Tensors.of(places, device, small[1], (long) side * side));
      }
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor kernel = weight.reshape(small).matmul(spread).view(large);
      return torch.conv2d(inputs[0], kernel, none, stride, padding, new long[] {1, 1}, groups);
    }

    @Override
    public void close() {
      Tensors.release(none);
      Tensors.release(spread);
    }
  }

  private static Kernel plain(Layer.Convolution c, Tensor weight) {
    TensorOptional none = Tensors.keep(new TensorOptional());
    long[] stride = {c.stride(), c.stride()};
    long[] padding = {c.padding(), c.padding()};
    long[] dilation = {c.dilation(), c.dilation()};
    return new Kernel() {
      @Override
      public Tensor run(Tensor[] inputs, boolean training) {
        return torch.conv2d(inputs[0], weight, none, stride, padding, dilation, c.groups());
      }

      @Override
      public void close() {
        Tensors.release(none);
      }
    };
  }

  private static Kernel batchNorm(int index, Context context) {
    TensorOptional scale = context.trained().optional(Parameter.name(index, "scale"));
    TensorOptional shift = context.trained().optional(Parameter.name(index, "shift"));
    TensorOptional mean = context.kept().optional(Parameter.name(index, "mean"));
    TensorOptional variance = context.kept().optional(Parameter.name(index, "variance"));
    return (inputs, training) ->
        torch.batch_norm(
            inputs[0],
            scale,
            shift,
            mean,
            variance,
            training,
            Model.STATISTICS_MOMENTUM,
            Model.VARIANCE_FLOOR,
            true);
  }

  private static Kernel relu(boolean inPlace) {
    if (!inPlace) {
      return (inputs, training) -> torch.relu(inputs[0]);
    }
    return (inputs, training) -> {
      inputs[0].relu_();
      return new Tensor(inputs[0]);
    };
  }

  private static Kernel maxPool(Layer.Pool pool) {
    long[] kernel = {pool.kernel(), pool.kernel()};
    long[] stride = {pool.stride(), pool.stride()};
    long[] padding = {pool.kernel() / 2, pool.kernel() / 2};
    long[] dilation = {1, 1};
    return (inputs, training) ->
        torch.max_pool2d(inputs[0], kernel, stride, padding, dilation, false);
  }

  /**
   * Average pooling that leaves padded places out, as a depthwise convolution with ones times the
   * reciprocal count: libtorch's own pooling runs slower in channels_last.
   */
  final class AveragePool implements Kernel {
    private final TensorOptional none = Tensors.keep(new TensorOptional());
    private final Tensor ones;
    private final Tensor share;
    private final long[] stride;
    private final long[] padding;
    private final long channels;

    AveragePool(Layer.Pool pool, Shape in, Device device) {
      int kernel = pool.kernel();
      channels = in.channels();
      stride = new long[] {pool.stride(), pool.stride()};
      padding = new long[] {kernel / 2, kernel / 2};
      try (PointerScope scope = new PointerScope()) {
        ones = Tensors.keep(channelsLastOnes(channels, kernel, device));
        Tensor plane = channelsLastOnes(1, 1, device).expand(1, 1, in.height(), in.width());
        Tensor window = channelsLastOnes(1, kernel, device);
        Tensor count =
            torch.conv2d(plane.contiguous(), window, none, stride, padding, new long[] {1, 1}, 1);
        share = Tensors.keep(count.reciprocal());
      }
    }

    private static Tensor channelsLastOnes(long channels, int side, Device device) {
      float[] values = new float[(int) channels * side * side];
      Arrays.fill(values, 1);
      long area = (long) side * side;
      return Tensors.of(values, device, values.length)
          .as_strided(new long[] {channels, 1, side, side}, area, 1, side, 1);
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      return torch
          .conv2d(inputs[0], ones, none, stride, padding, new long[] {1, 1}, channels)
          .mul(share);
    }

    @Override
    public void close() {
      for (Pointer pointer : new Pointer[] {none, ones, share}) {
        Tensors.release(pointer);
      }
    }
  }

  private static Tensor sum(Tensor[] inputs) {
    if (inputs.length == 1) {
      return new Tensor(inputs[0]);
    }
    Tensor sum = inputs[0].add(inputs[1]);
    for (int i = 2; i < inputs.length; i++) {
      sum.add_(inputs[i]);
    }
    return sum;
  }

  private static Kernel dropout(double rate, GeneratorOptional generator) {
    Scalar scale = Tensors.keep(new Scalar(1 / (1 - rate)));
    return new Kernel() {
      @Override
      public Tensor run(Tensor[] inputs, boolean training) {
        if (!training || rate == 0) {
          return new Tensor(inputs[0]);
        }
        Tensor mask = torch.empty_like(inputs[0]);
        mask.bernoulli_(1 - rate, generator);
        mask.mul_(scale);
        return inputs[0].mul(mask);
      }

      @Override
      public void close() {
        Tensors.release(scale);
      }
    };
  }

  private static Kernel linear(int index, Layer.Linear linear, Context context) {
    Tensor weight = context.trained().view(Parameter.name(index, "weight"));
    TensorOptional bias = context.trained().optional(Parameter.name(index, "bias"));
    return (inputs, training) ->
        torch.linear(inputs[0].flatten(1, 3), weight, bias).view(-1, linear.units(), 1, 1);
  }
}
