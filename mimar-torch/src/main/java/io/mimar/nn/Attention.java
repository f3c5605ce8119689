package io.mimar.nn;

import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The kernel of multi-head self-attention over all positions of a map. libtorch's call keeps no
 * {@code [B,heads,P,P]} in memory and takes the softmax in float32.
 */
final class Attention implements Kernel {
  /** The usual scale: one over the root of a head's channels. */
  private static final DoubleOptional SCALE = Tensors.keep(new DoubleOptional());

  private final Tensor projection;
  private final TensorOptional projectionBias;
  private final Tensor output;
  private final TensorOptional outputBias;
  private final long heads;
  private final Shape shape;

  Attention(int index, SequenceLayer.SelfAttention layer, Shape shape, Arena arena) {
    this.projection = arena.view(Parameter.name(index, "projection"));
    this.projectionBias = arena.optional(Parameter.name(index, "projection.bias"));
    this.output = arena.view(Parameter.name(index, "output"));
    this.outputBias = arena.optional(Parameter.name(index, "output.bias"));
    this.heads = layer.heads();
    this.shape = shape;
  }

  @Override
  public Tensor run(Tensor[] inputs, boolean training) {
    long positions = shape.positions();
    long channels = shape.channels();
    Tensor rows = inputs[0].permute(0, 2, 3, 1).flatten(1, 2);
    TensorVector parts =
        torch
            .linear(rows, projection, projectionBias)
            .view(-1, positions, 3, heads, channels / heads)
            .permute(2, 0, 3, 1, 4)
            .unbind(0);
    TensorOptional absence =
        inputs.length > 1
            ? new TensorOptional(SequenceKernels.absence(inputs[1]))
            : new TensorOptional();
    Tensor seen = // [B,heads,P,C/heads]
        torch.scaled_dot_product_attention(
            parts.get(0), parts.get(1), parts.get(2), absence, 0, false, SCALE, false);
    Tensor joined = seen.transpose(1, 2).flatten(2, 3);
    return torch
        .linear(joined, output, outputBias)
        .view(-1, shape.height(), shape.width(), channels)
        .permute(0, 3, 1, 2);
  }
}
