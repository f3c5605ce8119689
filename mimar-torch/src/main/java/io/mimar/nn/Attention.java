package io.mimar.nn;

import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The kernel of multi-head self-attention over all positions of a map. */
final class Attention implements Kernel {
  private final Tensor projection;
  private final TensorOptional projectionBias;
  private final Tensor output;
  private final TensorOptional outputBias;
  private final ScalarTypeOptional single =
      Tensors.keep(new ScalarTypeOptional(ScalarType.Float)); // softmax, whatever is around it
  private final Scalar scale;
  private final long heads;
  private final Shape shape;

  Attention(int index, SequenceLayer.SelfAttention layer, Shape shape, Arena arena) {
    this.projection = arena.view(Parameter.name(index, "projection"));
    this.projectionBias = arena.optional(Parameter.name(index, "projection.bias"));
    this.output = arena.view(Parameter.name(index, "output"));
    this.outputBias = arena.optional(Parameter.name(index, "output.bias"));
    this.heads = layer.heads();
    this.shape = shape;
    this.scale = Tensors.keep(new Scalar(1 / Math.sqrt((double) shape.channels() / heads)));
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
    Tensor products = parts.get(0).mul(scale).matmul(parts.get(1).transpose(2, 3));
    Tensor seen = products.softmax(3, single).matmul(parts.get(2)); // [B,heads,P,C/heads]
    Tensor joined = seen.transpose(1, 2).flatten(2, 3);
    return torch
        .linear(joined, output, outputBias)
        .view(-1, shape.height(), shape.width(), channels)
        .permute(0, 3, 1, 2);
  }

  @Override
  public void close() {
    Tensors.release(single);
    Tensors.release(scale);
  }
}
