package io.mimar.nn;

import io.mimar.network.ColumnLayer;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.nn.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists the arrays of one layer at its place. */
final class LayerParameters {
  private final int index;
  private final List<Parameter> all = new ArrayList<>();

  private LayerParameters(int index) {
    this.index = index;
  }

  /** The arrays of node {@code index}, of which most layers have none. */
  static List<Parameter> of(int index, Network.Node node) {
    LayerParameters list = new LayerParameters(index);
    if (node.layer() instanceof SequenceLayer layer) {
      list.addSequence(layer, node);
    } else if (node.layer() instanceof ColumnLayer layer) {
      list.addColumns(layer);
    } else {
      list.add(node.layer(), node);
    }
    return list.all;
  }

  /** The parts of a recurrent layer in the order in which libtorch takes them. */
  static List<String> recurrentParts(boolean bidirectional) {
    return (bidirectional ? Stream.of("forward", "backward") : Stream.of("forward"))
        .flatMap(
            way -> Stream.of(".input", ".state", ".input.bias", ".state.bias").map(way::concat))
        .toList();
  }

  private void add(Layer layer, Network.Node node) {
    int in = node.in().channels();
    if (layer instanceof Layer.Convolution c) {
      add("weight", Kind.KERNEL, c.channels(), in / c.groups(), c.kernelHeight(), c.kernelWidth());
      if (c.bias()) {
        add("bias", Kind.BIAS, c.channels());
      }
    } else if (layer instanceof Layer.BatchNorm) {
      add("scale", Kind.SCALE, in);
      add("shift", Kind.SHIFT, in);
      add("mean", Kind.RUNNING_MEAN, in);
      add("variance", Kind.RUNNING_VARIANCE, in);
    } else if (layer instanceof Layer.LayerNorm) {
      add("scale", Kind.SCALE, in);
      add("shift", Kind.SHIFT, in);
    } else if (layer instanceof Layer.Linear linear) {
      add("weight", Kind.MATRIX, linear.units(), (int) node.in().size());
      add("bias", Kind.BIAS, linear.units());
    }
  }

  private void addSequence(SequenceLayer layer, Network.Node node) {
    int in = node.in().channels();
    if (layer instanceof SequenceLayer.Embedding embedding) {
      add("vectors", Kind.VECTORS, embedding.vocabulary(), embedding.dimensions());
    } else if (layer instanceof SequenceLayer.EmbeddingBag bag) {
      add("vectors", Kind.SUMMANDS, bag.terms(), bag.dimensions());
    } else if (layer instanceof SequenceLayer.PositionEmbedding) {
      add("positions", Kind.POSITIONS, 1, in, node.in().height(), node.in().width());
    } else if (layer instanceof SequenceLayer.Recurrent recurrent) {
      addRecurrent(recurrent.gates(), recurrent.units(), in, recurrent.bidirectional());
    } else if (layer instanceof SequenceLayer.SelfAttention) {
      add("projection", Kind.MATRIX, 3 * in, in);
      add("projection.bias", Kind.BIAS, 3 * in);
      add("output", Kind.MATRIX, in, in);
      add("output.bias", Kind.BIAS, in);
    } else if (layer instanceof SequenceLayer.AttentionPool) {
      add("score", Kind.MATRIX, 1, in);
    }
  }

  private void addColumns(ColumnLayer layer) {
    if (layer instanceof ColumnLayer.Flat flat) {
      addVectors(flat.places().ids(false).count(), flat.dimensions());
    } else if (layer instanceof ColumnLayer.Tokens tokens) {
      int numbers = tokens.places().numbers().size();
      if (numbers > 0) {
        add("matrices", Kind.MATRIX, numbers * tokens.dimensions(), tokens.features());
        if (tokens.encoding() == ColumnLayer.Encoding.PERIODIC) {
          add("frequencies", Kind.FREQUENCIES, numbers, tokens.terms());
        }
      }
      addVectors(tokens.places().ids(true).count(), tokens.dimensions());
    }
  }

  private void addVectors(int count, int dimensions) {
    if (count > 0) {
      add("vectors", Kind.VECTORS, count, dimensions);
    }
  }

  private void addRecurrent(int gates, int units, int in, boolean bidirectional) {
    for (String part : recurrentParts(bidirectional)) {
      if (part.endsWith("bias")) {
        add(part, Kind.GATE_BIAS, gates, units);
      } else {
        add(part, Kind.GATES, gates, units, part.endsWith("input") ? in : units);
      }
    }
  }

  private void add(String part, Kind kind, int... extents) {
    List<Integer> shape = IntStream.of(extents).boxed().toList();
    all.add(new Parameter(Parameter.name(index, part), kind, shape));
  }
}
