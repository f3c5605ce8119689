package io.mimar.space;

import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Layer.Pool;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds the network that a {@link SeriesSpace} has decided on. */
final class SeriesNetwork {
  /** Recurrent and attention trunks see no more steps: their cost grows fastest with them. */
  private static final int MOST_STEPS = 128;

  private static final int HEADS = 4;
  private static final int MOST_DILATION = 256;

  private final UnaryOperator<String> decided;
  private final Network.Builder builder;
  private final int width;
  private final int depth;
  private final int kernel;
  private int presence;

  /**
   * @param decided the value of each choice
   */
  SeriesNetwork(UnaryOperator<String> decided, Task task) {
    this.decided = decided;
    this.builder = Network.builder(task);
    this.width = number(SeriesSpace.WIDTH);
    this.depth = number(SeriesSpace.DEPTH);
    this.kernel = number(SeriesSpace.KERNEL);
  }

  Network build() {
    int series = distorted(0);
    presence = builder.add(new SequenceLayer.Presence(), series);
    int x = shortened(viewed(series), number(SeriesSpace.STRIDE));
    int vector =
        switch (decided.apply(SeriesSpace.TRUNK)) {
          case "convolutions" -> pooled(convolutions(x));
          case "residual" -> pooled(residual(x));
          case "inception" -> pooled(inception(x));
          case "separable" -> pooled(separable(x));
          case "kernels" -> pooled(kernels(x));
          case "gru" -> pooled(recurrent(x));
          case "attention" -> pooled(attention(x));
          default -> builder.add(new Layer.Flatten(), x);
        };
    double dropout = Double.parseDouble(decided.apply(SeriesSpace.DROPOUT));
    if (dropout > 0) {
      vector = builder.add(new Layer.Dropout(dropout), vector);
    }
    builder.add(new Layer.Linear(builder.task().output().size()), vector);
    return builder.build();
  }

  private int distorted(int x) {
    double strength = Double.parseDouble(decided.apply(SeriesSpace.DISTORTION));
    return strength == 0 ? x : builder.add(new SequenceLayer.Distortion(strength), x);
  }

  private int viewed(int x) {
    return switch (decided.apply(SeriesSpace.VIEW)) {
      case "standardised" -> builder.add(new SequenceLayer.Standardise(), x);
      case "with differences" -> {
        int differences = builder.add(new SequenceLayer.Difference(), x);
        yield builder.add(new Layer.Concat(), List.of(differences, x));
      }
      default -> x;
    };
  }

  /** Fewer steps; one is there where any of those that it stands for is. */
  private int shortened(int x, int stride) {
    if (stride == 1) {
      return x;
    }
    presence = builder.add(new Pool(Pool.Kind.MAX, stride | 1, stride), presence);
    return builder.add(new Pool(Pool.Kind.AVERAGE, stride | 1, stride), x);
  }

  private int pooled(int x) {
    return switch (decided.apply(SeriesSpace.POOLING)) {
      case "mean" -> present(new SequenceLayer.PresentAverage(), x);
      case "max" -> present(new SequenceLayer.PresentMax(), x);
      case "attention" -> present(new SequenceLayer.AttentionPool(), x);
      default -> {
        int mean = present(new SequenceLayer.PresentAverage(), x);
        int largest = present(new SequenceLayer.PresentMax(), x);
        yield builder.add(new Layer.Concat(), List.of(mean, largest));
      }
    };
  }

  /** A layer that looks only at the steps that are there. */
  private int present(SequenceLayer layer, int x) {
    return builder.add(layer, List.of(x, presence));
  }

  // ---- trunks

  private int convolutions(int x) {
    for (int layer = 0; layer < depth; layer++) {
      x = relu(convolved(x, width, shrunk(layer), dilation(layer)));
    }
    return x;
  }

  /** Blocks of three convolutions, each shorter than the one before, and a way around them. */
  private int residual(int x) {
    for (int block = 0; block < depth; block++) {
      int main = relu(convolved(x, width, kernel, dilation(block)));
      main = relu(convolved(main, width, shrunk(1), dilation(block)));
      main = convolved(main, width, shrunk(2), dilation(block));
      int around = builder.shape(x).channels() == width ? x : convolved(x, width, 1, 1);
      x = relu(builder.add(new Layer.Sum(), List.of(main, around)));
    }
    return x;
  }

  /** Modules of three kernel lengths and a pooling side by side. */
  private int inception(int x) {
    int share = width / 4;
    for (int module = 0; module < depth; module++) {
      int narrow = builder.add(Convolution.row(share, 1, 1, 1, 1), x);
      List<Integer> branches = new ArrayList<>();
      for (int branch = 0; branch < 3; branch++) {
        branches.add(row(narrow, share, shrunk(branch), 1, 1));
      }
      int largest = builder.add(new Pool(Pool.Kind.MAX, 3, 1), x);
      branches.add(builder.add(Convolution.row(share, 1, 1, 1, 1), largest));
      int joined = normalised(builder.add(new Layer.Concat(), branches));
      x = relu(module == 0 ? joined : builder.add(new Layer.Sum(), List.of(joined, x)));
    }
    return x;
  }

  private int separable(int x) {
    x = relu(convolved(x, width, kernel, 1));
    for (int block = 0; block < depth; block++) {
      int main = relu(normalised(row(x, width, kernel, dilation(block), width)));
      main = convolved(main, width, 1, 1);
      x = relu(builder.add(new Layer.Sum(), List.of(main, x)));
    }
    return x;
  }

  private int kernels(int x) {
    List<Integer> scales = new ArrayList<>();
    for (int scale = 0; scale < depth; scale++) {
      scales.add(row(x, width, kernel, dilation(scale), 1));
    }
    return relu(normalised(builder.add(new Layer.Concat(), scales)));
  }

  private int recurrent(int x) {
    x = relu(convolved(fewSteps(x), width, kernel, 1));
    for (int layer = 0; layer < depth; layer++) {
      x = builder.add(new SequenceLayer.Gru(width, true), x);
    }
    return x;
  }

  private int attention(int x) {
    x = relu(convolved(fewSteps(x), width, kernel, 1));
    x = builder.add(new SequenceLayer.PositionEmbedding(), x);
    for (int block = 0; block < depth; block++) {
      int seen = builder.add(new Layer.LayerNorm(), x);
      seen = present(new SequenceLayer.SelfAttention(HEADS), seen);
      x = builder.add(new Layer.Sum(), List.of(x, seen));
      int wide = builder.add(new Layer.LayerNorm(), x);
      wide = builder.add(Convolution.row(2 * width, 1, 1, 1, 1).withBias(), wide);
      wide = builder.add(new Layer.Activation(Layer.Activation.Function.GELU), wide);
      wide = builder.add(Convolution.row(width, 1, 1, 1, 1).withBias(), wide);
      x = builder.add(new Layer.Sum(), List.of(x, wide));
    }
    return builder.add(new Layer.LayerNorm(), x);
  }

  private int fewSteps(int x) {
    int stride = 1;
    while (builder.shape(x).width() > MOST_STEPS * stride) {
      stride *= 2;
    }
    return shortened(x, Math.min(stride, 16));
  }

  // ---- parts

  private int convolved(int x, int channels, int length, int dilation) {
    return normalised(row(x, channels, length, dilation, 1));
  }

  /** A convolution that reaches no further than the series is long. */
  private int row(int x, int channels, int length, int dilation, int groups) {
    int steps = builder.shape(x).width();
    int fitting = Math.min(length, odd(steps));
    int apart = fitting == 1 ? 1 : Math.max(1, Math.min(dilation, (steps - 1) / (fitting - 1)));
    return builder.add(Convolution.row(channels, fitting, 1, apart, groups), x);
  }

  private int normalised(int x) {
    return builder.add(new Layer.BatchNorm(), x);
  }

  private int relu(int x) {
    return builder.add(new Layer.Relu(), x);
  }

  /** The kernel length halved {@code times} times, 3 at least. */
  private int shrunk(int times) {
    return Math.max(3, (kernel >> times) | 1);
  }

  /** The largest odd number that is not above {@code number}. */
  private static int odd(int number) {
    return number - 1 + number % 2;
  }

  private int dilation(int layer) {
    int growth = number(SeriesSpace.DILATION);
    return (int) Math.min(MOST_DILATION, Math.pow(growth, layer));
  }

  private int number(String choice) {
    return Integer.parseInt(decided.apply(choice));
  }
}
