package io.mimar.nn;

import io.mimar.network.ColumnLayer;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import java.util.OptionalInt;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** What one node of a network runs: made once with all its constants, run every step. */
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
   * A node and what surrounds it.
   *
   * @param free the place among its inputs of one that the node may write over
   * @param rectified of a batch normalisation and the rectifier that alone reads it: the former
   *     does both
   */
  record Place(int index, Network.Node node, OptionalInt free, boolean rectified) {}

  /** The kernel of the node at {@code place}. */
  static Kernel of(Place place, Context context) {
    int index = place.index();
    Network.Node node = place.node();
    Layer layer = node.layer();
    if (layer instanceof SequenceLayer) {
      return SequenceKernels.of(index, node, context);
    } else if (layer instanceof ColumnLayer columns) {
      return ColumnKernels.of(index, columns, context);
    } else if (layer instanceof Layer.Convolution convolution) {
      return WindowKernels.of(index, convolution, context);
    } else if (layer instanceof Layer.Pool pool) {
      return WindowKernels.of(pool, node.in(), context.device());
    } else if (layer instanceof Layer.BatchNorm) {
      return new BatchNorm(place, context);
    } else if (layer instanceof Layer.LayerNorm) {
      return layerNorm(index, node.in().channels(), context);
    } else if (layer instanceof Layer.Relu) {
      return place.rectified()
          ? (inputs, training) -> new Tensor(inputs[0])
          : relu(place.free().isPresent());
    } else if (layer instanceof Layer.Sum) {
      return sum(node.inputs().size(), place.free());
    } else if (layer instanceof Layer.Activation activation) {
      return activation(activation.function());
    } else if (layer instanceof Layer.GlobalAverage) {
      return (inputs, training) ->
          inputs[0].mean(new long[] {2, 3}, true, new ScalarTypeOptional());
    } else if (layer instanceof Layer.GlobalMax) {
      return (inputs, training) -> inputs[0].amax(new long[] {2, 3}, true);
    } else if (layer instanceof Layer.Dropout dropout) {
      return dropout(dropout.rate(), context.generator());
    } else if (layer instanceof Layer.Linear linear) {
      return linear(index, linear, context);
    } else if (layer instanceof Layer.Flatten) {
      return (inputs, training) -> inputs[0].flatten(1, 3).unsqueeze(2).unsqueeze(3);
    }
    return joining(layer);
  }

  private static Kernel joining(Layer layer) {
    if (layer instanceof Layer.Concat) {
      return (inputs, training) -> // a single channel lies in both orders, and cat takes the other
      torch.cat(new TensorVector(inputs), 1).contiguous(MemoryFormat.ChannelsLast);
    } else if (layer instanceof Layer.Multiply) {
      return (inputs, training) -> product(inputs);
    }
    if (layer instanceof Layer.Mean) {
      return (inputs, training) -> sum(inputs).div(new Scalar(inputs.length));
    } else if (layer instanceof Layer.Vote) {
      return (inputs, training) -> vote(inputs);
    }
    if (layer instanceof Layer.MirrorViews) {
      return (inputs, training) ->
          torch
              .cat(new TensorVector(inputs[0], inputs[0].flip(3)), 0)
              .contiguous(MemoryFormat.ChannelsLast);
    } else if (layer instanceof Layer.JoinViews join) {
      return (inputs, training) -> joinViews(inputs[0], join.classes());
    }
    throw new IllegalStateException("no kernel for " + layer);
  }

  /** The samples as they are lie before all of them mirrored. */
  private static Tensor joinViews(Tensor told, boolean classes) {
    long samples = told.size(0) / Layer.MirrorViews.VIEWS;
    Tensor[] views = {told.narrow(0, 0, samples), told.narrow(0, samples, samples)};
    return classes ? vote(views) : sum(views).div(new Scalar(views.length));
  }

  private static Tensor vote(Tensor[] logits) {
    Tensor[] shares = new Tensor[logits.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = logits[i].softmax(1);
    }
    Tensor mean = sum(shares).div(new Scalar(shares.length));
    return mean.clamp_min(new Scalar(Layer.Vote.LEAST)).log();
  }

  /** Over the last extent in memory, which the channels are. */
  private static Kernel layerNorm(int index, long channels, Context context) {
    TensorOptional scale = context.trained().optional(Parameter.name(index, "scale"));
    TensorOptional shift = context.trained().optional(Parameter.name(index, "shift"));
    long[] normalised = {channels};
    return (inputs, training) ->
        torch
            .layer_norm(
                inputs[0].permute(0, 2, 3, 1), normalised, scale, shift, Model.VARIANCE_FLOOR, true)
            .permute(0, 3, 1, 2);
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

  private static Kernel activation(Layer.Activation.Function kind) {
    return switch (kind) {
      case GELU -> (inputs, training) -> torch.gelu(inputs[0]);
      case SILU -> (inputs, training) -> torch.silu(inputs[0]);
      case SIGMOID -> (inputs, training) -> torch.sigmoid(inputs[0]);
      case TANH -> (inputs, training) -> torch.tanh(inputs[0]);
    };
  }

  /** A sum in the place of an input that is {@code free}, where the order is none but of two. */
  private static Kernel sum(int inputs, OptionalInt free) {
    if (inputs != 2 || free.isEmpty()) {
      return (values, training) -> sum(values);
    }
    int own = free.getAsInt();
    return (values, training) -> {
      values[own].add_(values[1 - own]);
      return new Tensor(values[own]);
    };
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

  private static Tensor product(Tensor[] inputs) {
    Tensor product = inputs[0];
    for (int i = 1; i < inputs.length; i++) {
      product = product.mul(inputs[i]);
    }
    return product.contiguous(MemoryFormat.ChannelsLast);
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
