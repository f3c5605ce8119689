package io.mimar.nn;

import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Kernels of the layers that see positions. In channels_last order a map {@code [B,C,H,W]} lies in
 * memory as the rows {@code [B,P,C]} that these calls want: going there and back copies nothing.
 */
final class SequenceKernels {
  private SequenceKernels() {}

  /** The kernel of node {@code index}, a {@link SequenceLayer}. */
  static Kernel of(int index, Network.Node node, Kernel.Context context) {
    SequenceLayer layer = (SequenceLayer) node.layer();
    Arena arena = context.trained();
    if (layer instanceof SequenceLayer.Embedding) {
      return embedding(new VectorTable(arena, Parameter.name(index, "vectors")));
    } else if (layer instanceof SequenceLayer.EmbeddingBag) {
      return new Bag(new VectorTable(arena, Parameter.name(index, "vectors")));
    } else if (layer instanceof SequenceLayer.Fold fold) {
      return new Folding(fold);
    } else if (layer instanceof SequenceLayer.Cap cap) {
      return new Capping(cap);
    } else if (layer instanceof SequenceLayer.PresentAverage) {
      return new PresentAverage();
    } else if (layer instanceof SequenceLayer.PresentMax) {
      return SequenceKernels::presentMax;
    } else if (layer instanceof SequenceLayer.PositionEmbedding) {
      Tensor positions = arena.view(Parameter.name(index, "positions"));
      return (inputs, training) -> inputs[0].add(positions);
    } else if (layer instanceof SequenceLayer.Slice slice) {
      return slice(slice);
    } else if (layer instanceof SequenceLayer.Recurrent recurrent) {
      return recurrent(index, recurrent, context);
    } else if (layer instanceof SequenceLayer.SelfAttention attention) {
      return new Attention(index, attention, node.in(), arena);
    } else if (layer instanceof SequenceLayer.AttentionPool) {
      return attentionPool(arena.view(Parameter.name(index, "score")));
    }
    return SeriesKernels.of(layer, node.in(), context);
  }

  private static Kernel recurrent(
      int index, SequenceLayer.Recurrent layer, Kernel.Context context) {
    List<Tensor> arrays =
        LayerParameters.recurrentParts(layer.bidirectional()).stream()
            .map(part -> context.trained().view(Parameter.name(index, part)))
            .toList();
    boolean memory = layer instanceof SequenceLayer.Lstm;
    return memory || context.device() != Device.CPU
        ? new Recurrent(memory, layer.bidirectional(), arrays)
        : new Gru(arrays);
  }

  /** A map as rows {@code [B,P,C]}. */
  static Tensor rows(Tensor map) {
    return map.permute(0, 2, 3, 1).flatten(1, 2);
  }

  /** Ids {@code [B,1,1,T]} as {@code [B,T]}, int64. */
  private static Tensor ids(Tensor map) {
    return map.flatten(1, 3).to(ScalarType.Long);
  }

  private static Kernel embedding(VectorTable table) {
    return (inputs, training) -> table.of(ids(inputs[0]), training).transpose(1, 2).unsqueeze(2);
  }

  /** The sum of vectors over the root of their number. */
  private static final class Bag implements Kernel {
    private final VectorTable table;
    private final Scalar zero = Tensors.keep(new Scalar(0L));
    private final Scalar one = Tensors.keep(new Scalar(1L));

    Bag(VectorTable table) {
      this.table = table;
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor ids = inputs[0].flatten(1, 3);
      Tensor number = ids.ne(zero).sum(new long[] {1}, true, new ScalarTypeOptional());
      Tensor sum = table.of(ids(inputs[0]), training).sum(1);
      return sum.div(number.clamp_min(one).sqrt()).unsqueeze(2).unsqueeze(3);
    }

    @Override
    public void close() {
      Tensors.release(zero);
      Tensors.release(one);
    }
  }

  /** {@code 1 + (id - 1) mod (ids - 1)}: a remainder has the sign of what is divided. */
  private static final class Folding implements Kernel {
    private final Scalar one = Tensors.keep(new Scalar(1.0));
    private final Scalar divisor;

    Folding(SequenceLayer.Fold fold) {
      divisor = Tensors.keep(new Scalar(fold.ids() - 1.0));
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      return inputs[0].sub(one).fmod_(divisor).add_(one);
    }

    @Override
    public void close() {
      Tensors.release(divisor);
      Tensors.release(one);
    }
  }

  private static final class Capping implements Kernel {
    private final Scalar end;
    private final Scalar other = Tensors.keep(new Scalar(1.0));

    Capping(SequenceLayer.Cap cap) {
      end = Tensors.keep(new Scalar((double) cap.ids()));
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      return inputs[0].masked_fill(inputs[0].ge(end), other);
    }

    @Override
    public void close() {
      Tensors.release(other);
      Tensors.release(end);
    }
  }

  /** The sum over present positions over their number. */
  private static final class PresentAverage implements Kernel {
    private final Scalar zero = Tensors.keep(new Scalar(0L));
    private final Scalar one = Tensors.keep(new Scalar(1L));

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor there = inputs[1].flatten(1, 3).ne(zero).to(ScalarType.Float).unsqueeze(2); // [B,T,1]
      Tensor number = there.sum(new long[] {1}, false, new ScalarTypeOptional()).clamp_min(one);
      Tensor sum = rows(inputs[0]).transpose(1, 2).matmul(there).squeeze(2); // [B,C]
      return sum.div(number).unsqueeze(2).unsqueeze(3);
    }

    @Override
    public void close() {
      Tensors.release(one);
      Tensors.release(zero);
    }
  }

  private static Tensor presentMax(Tensor[] inputs, boolean training) {
    Scalar nowhere = new Scalar(SequenceLayer.NOWHERE);
    Tensor absent = inputs[1].eq(new Scalar(0.0)); // [B,1,1,T]
    Tensor largest = inputs[0].masked_fill(absent, nowhere).amax(new long[] {2, 3}, true);
    return largest.masked_fill(largest.le(nowhere), new Scalar(0.0));
  }

  /** What is added to the scores of positions: nothing where something is; {@code [B,1,1,T]}. */
  static Tensor absence(Tensor ids) {
    return ids.eq(new Scalar(0.0)).to(ScalarType.Float).mul(new Scalar(SequenceLayer.NOWHERE));
  }

  private static Kernel slice(SequenceLayer.Slice slice) {
    long length = (long) slice.to() - slice.from();
    return (inputs, training) ->
        inputs[0].narrow(3, slice.from(), length).contiguous(MemoryFormat.ChannelsLast);
  }

  /** One layer of gated units, from a state of zeros. */
  private static final class Recurrent implements Kernel {
    private final boolean memory;
    private final boolean bidirectional;
    private final List<Tensor> arrays;
    private final long units;

    Recurrent(boolean memory, boolean bidirectional, List<Tensor> arrays) {
      this.memory = memory;
      this.bidirectional = bidirectional;
      this.arrays = arrays;
      this.units = arrays.get(0).size(1);
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor x = rows(inputs[0]);
      TensorVector weights = new TensorVector();
      arrays.forEach(array -> weights.push_back(array.flatten(0, 1)));
      Tensor start = torch.zeros(new long[] {bidirectional ? 2 : 1, x.size(0), units}, x.options());
      Tensor states =
          memory
              ? torch
                  .lstm(
                      x,
                      new TensorVector(start, start),
                      weights,
                      true,
                      1,
                      0,
                      training,
                      bidirectional,
                      true)
                  .get0()
              : torch.gru(x, start, weights, true, 1, 0, training, bidirectional, true).get0();
      return states.contiguous().transpose(1, 2).unsqueeze(2);
    }
  }

  private static Kernel attentionPool(Tensor score) {
    return (inputs, training) -> {
      Tensor rows = rows(inputs[0]);
      Tensor scores = rows.matmul(score.t()); // [B,P,1]
      if (inputs.length > 1) {
        scores = scores.add(absence(inputs[1]).flatten(1, 3).unsqueeze(2));
      }
      Tensor weights = scores.softmax(1);
      return rows.transpose(1, 2).matmul(weights).unsqueeze(3);
    };
  }
}
