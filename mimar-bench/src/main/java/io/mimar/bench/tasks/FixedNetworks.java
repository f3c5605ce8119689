package io.mimar.bench.tasks;

import io.mimar.Check;
import io.mimar.network.Costs;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Networks for images that people drew, made as wide as a limit of parameters allows; without a
 * limit as wide as they were drawn.
 */
final class FixedNetworks {
  private static final int STEPS = 64; // of the width that was drawn, in the search of the widest
  private static final int MOST_TIMES_WIDER = 8;

  private FixedNetworks() {}

  /**
   * ResNet-8 as in MLPerf Tiny: three residual blocks of 16, 32 and 64 channels, the second and
   * third halving the sides.
   *
   * <p>Paper: Banbury et al., MLPerf Tiny Benchmark, NeurIPS Datasets and Benchmarks 2021; He et
   * al., Deep Residual Learning for Image Recognition, CVPR 2016. Differs: its projections are
   * normalised, as in the second paper.
   *
   * @param maxParams the most parameters; the largest number for no limit
   * @throws io.mimar.MimarException when even the narrowest has more
   */
  static Network residual(Task task, long maxParams) {
    return widest(times -> residual(task, times), maxParams);
  }

  /**
   * LeNet-5: two convolutions of 5x5 and three linear layers.
   *
   * <p>Paper: LeCun et al., Gradient-Based Learning Applied to Document Recognition, Proceedings of
   * the IEEE 1998. Differs: convolutions keep the sides, rectifiers in the place of sigmoids,
   * maxima in that of means.
   *
   * @param maxParams the most parameters; the largest number for no limit
   * @throws io.mimar.MimarException when even the narrowest has more
   */
  static Network leNet(Task task, long maxParams) {
    return widest(times -> leNet(task, times), maxParams);
  }

  private static Network widest(DoubleFunction<Network> drawn, long maxParams) {
    if (maxParams == Long.MAX_VALUE) {
      return drawn.apply(1);
    }
    Network widest = drawn.apply(1.0 / STEPS);
    long least = Costs.of(widest).params();
    Check.that(least <= maxParams, "max-params", maxParams, "at least " + least);
    for (int step = 2; step <= STEPS * MOST_TIMES_WIDER; step++) {
      Network wider = drawn.apply((double) step / STEPS);
      if (Costs.of(wider).params() > maxParams) {
        break;
      }
      widest = wider;
    }
    return widest;
  }

  private static int scaled(int width, double times) {
    return (int) Math.max(1, Math.round(width * times));
  }

  private static Network residual(Task task, double times) {
    Network.Builder builder = Network.builder(task);
    int node = activated(builder, Convolution.dense(scaled(16, times), 3, 1), 0);
    node = block(builder, node, scaled(16, times), 1);
    node = block(builder, node, scaled(32, times), 2);
    node = block(builder, node, scaled(64, times), 2);
    node = builder.add(new Layer.GlobalAverage(), node);
    builder.add(new Layer.Linear(task.output().size()), node);
    return builder.build();
  }

  private static int block(Network.Builder builder, int input, int width, int stride) {
    int inner = activated(builder, Convolution.dense(width, 3, stride), input);
    int end = normalised(builder, Convolution.dense(width, 3, 1), inner);
    boolean same = builder.shape(end).equals(builder.shape(input));
    int beside = same ? input : normalised(builder, Convolution.dense(width, 1, stride), input);
    return builder.add(new Layer.Relu(), builder.add(new Layer.Sum(), List.of(beside, end)));
  }

  private static int activated(Network.Builder builder, Convolution convolution, int node) {
    return builder.add(new Layer.Relu(), normalised(builder, convolution, node));
  }

  private static int normalised(Network.Builder builder, Convolution convolution, int node) {
    return builder.add(new Layer.BatchNorm(), builder.add(convolution, node));
  }

  private static Network leNet(Task task, double times) {
    Network.Builder builder = Network.builder(task);
    int node = 0;
    for (int channels : new int[] {6, 16}) {
      Convolution convolution = Convolution.dense(scaled(channels, times), 5, 1).withBias();
      node = builder.add(new Layer.Relu(), builder.add(convolution, node));
      node = builder.add(new Layer.Pool(Layer.Pool.Kind.MAX, 3, 2), node);
    }
    node = builder.add(new Layer.Flatten(), node);
    for (int units : new int[] {120, 84}) {
      node = builder.add(new Layer.Linear(scaled(units, times)), node);
      node = builder.add(new Layer.Relu(), node);
    }
    builder.add(new Layer.Linear(task.output().size()), node);
    return builder.build();
  }
}
