package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;
import static io.mimar.onnx.GraphWriter.integers;
import static io.mimar.onnx.GraphWriter.text;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import java.util.List;

/** Writes layers that see positions as ONNX operators. */
final class SequenceExport {
  /** ONNX has the gates of a GRU as z, r, n; we as r, z, n. */
  private static final List<Integer> GRU_ORDER = List.of(1, 0, 2);

  /** ONNX has the gates of an LSTM as i, o, f, g; we as i, f, g, o. */
  private static final List<Integer> LSTM_ORDER = List.of(0, 3, 1, 2);

  private SequenceExport() {}

  /** Writes one node and returns the name of its result. */
  static String of(NodeExport e, SequenceLayer layer) {
    if (layer instanceof SequenceLayer.Embedding embedding) {
      return embedding(e, embedding);
    } else if (layer instanceof SequenceLayer.EmbeddingBag bag) {
      return bag(e, bag);
    } else if (layer instanceof SequenceLayer.Fold fold) {
      return fold(e, fold);
    } else if (layer instanceof SequenceLayer.Cap cap) {
      return cap(e, cap);
    } else if (layer instanceof SequenceLayer.PresentAverage) {
      return presentAverage(e);
    } else if (layer instanceof SequenceLayer.PresentMax) {
      return presentMax(e);
    } else if (layer instanceof SequenceLayer.PositionEmbedding) {
      Shape in = e.in();
      String positions = e.array("positions", 1, in.channels(), in.height(), in.width());
      return e.result("Add", List.of(e.x(), positions));
    } else if (layer instanceof SequenceLayer.Slice slice) {
      String from = e.integers("from", slice.from());
      String to = e.integers("to", slice.to());
      return e.result("Slice", List.of(e.x(), from, to, e.integers("axes", 3)));
    } else if (layer instanceof SequenceLayer.Gru gru) {
      return new Recurrent(e, "GRU", GRU_ORDER, gru.units(), gru.bidirectional()).write();
    } else if (layer instanceof SequenceLayer.Lstm lstm) {
      return new Recurrent(e, "LSTM", LSTM_ORDER, lstm.units(), lstm.bidirectional()).write();
    } else if (layer instanceof SequenceLayer.SelfAttention attention) {
      return AttentionExport.of(e, attention);
    } else if (layer instanceof SequenceLayer.AttentionPool) {
      return attentionPool(e);
    }
    return SeriesExport.of(e, layer);
  }

  /** The vectors of ids {@code [B,1,1,T]} as {@code [B,T,D]}. */
  private static String lookup(NodeExport e, int rows, int dimensions) {
    String flat = e.reshaped("flat", e.x(), 0, e.in().width());
    String ids =
        e.step("ids", "Cast", List.of(flat), integer("to", TensorProto.DataType.INT64_VALUE));
    String vectors = e.array("vectors", rows, dimensions);
    return e.step("rows", "Gather", List.of(vectors, ids), integer("axis", 0));
  }

  private static String embedding(NodeExport e, SequenceLayer.Embedding embedding) {
    String rows = lookup(e, embedding.vocabulary(), embedding.dimensions());
    return e.shaped(e.transposed("columns", rows, 0, 2, 1));
  }

  private static String bag(NodeExport e, SequenceLayer.EmbeddingBag bag) {
    String rows = lookup(e, bag.terms(), bag.dimensions());
    String positions = e.integers("axes", 1);
    String sum = e.step("sum", "ReduceSum", List.of(rows, positions), integer("keepdims", 0));
    String something = e.step("something", "Sign", List.of("layer" + e.index() + ".flat"));
    String number = e.step("number", "ReduceSum", List.of(something, positions));
    String one = e.constant("one", new float[] {1}, 1);
    String root = e.step("root", "Sqrt", List.of(e.step("least", "Max", List.of(number, one))));
    return e.shaped(e.step("mean", "Div", List.of(sum, root)));
  }

  /** With fmod a remainder has the sign of what is divided, so that 0 stays 0. */
  private static String fold(NodeExport e, SequenceLayer.Fold fold) {
    String one = e.constant("one", new float[] {1}, 1);
    String divisor = e.constant("divisor", new float[] {fold.ids() - 1f}, 1);
    String before = e.step("before", "Sub", List.of(e.x(), one));
    String rest = e.step("rest", "Mod", List.of(before, divisor), integer("fmod", 1));
    return e.result("Add", List.of(rest, one));
  }

  private static String cap(NodeExport e, SequenceLayer.Cap cap) {
    String one = e.constant("one", new float[] {1}, 1);
    String end = e.constant("end", new float[] {cap.ids()}, 1);
    String known = e.step("known", "Less", List.of(e.x(), end));
    return e.result("Where", List.of(known, e.x(), one));
  }

  private static String presentAverage(NodeExport e) {
    int channels = e.in().channels();
    String columns = e.reshaped("columns", e.x(), 0, channels, e.in().width());
    String ids = e.reshaped("ids", e.inputs().get(1), 0, e.in().width(), 1);
    String there = e.step("there", "Sign", List.of(ids));
    String sum = e.step("sum", "MatMul", List.of(columns, there)); // [B,C,1]
    String positions = e.integers("axes", 1);
    String number = e.step("number", "ReduceSum", List.of(there, positions)); // [B,1,1]
    String one = e.constant("one", new float[] {1}, 1);
    String least = e.step("least", "Max", List.of(number, one));
    return e.shaped(e.step("mean", "Div", List.of(sum, least)));
  }

  private static String presentMax(NodeExport e) {
    String nothing = e.constant("nothing", new float[] {0}, 1);
    String nowhere = e.constant("nowhere", new float[] {SequenceLayer.NOWHERE}, 1);
    String there = e.step("there", "Greater", List.of(e.inputs().get(1), nothing));
    String seen = e.step("seen", "Where", List.of(there, e.x(), nowhere));
    String largest = e.step("largest", "ReduceMax", List.of(seen), integers("axes", 2, 3));
    String any = e.step("any", "Greater", List.of(largest, nowhere));
    return e.result("Where", List.of(any, largest, nothing));
  }

  /**
   * What is added to the scores of positions: nothing where something is.
   *
   * @param shape of the result, 0 for the batch
   */
  static String absence(NodeExport e, long... shape) {
    String nothing = e.constant("nothing", new float[] {0}, 1);
    String nowhere = e.constant("nowhere", new float[] {SequenceLayer.NOWHERE}, 1);
    String there = e.step("there", "Greater", List.of(e.inputs().get(1), nothing));
    String absence = e.step("absence", "Where", List.of(there, nothing, nowhere));
    return e.reshaped("absence.row", absence, shape);
  }

  /** A recurrent layer: ONNX wants time first and keeps the directions apart. */
  private record Recurrent(
      NodeExport e, String operator, List<Integer> order, int units, boolean bidirectional) {

    String write() {
      int channels = e.in().channels();
      String rows = e.reshaped("rows", e.x(), 0, channels, e.in().width());
      String steps = e.transposed("steps", rows, 2, 0, 1);
      int height = order.size() * units;
      int ways = bidirectional ? 2 : 1;
      List<String> inputs =
          List.of(
              steps,
              e.constant("input", gates("input"), ways, height, channels),
              e.constant("state", gates("state"), ways, height, units),
              e.constant("bias", gates("input.bias", "state.bias"), ways, 2 * height));
      String states = states(inputs); // [T,ways,B,units]
      return e.shaped(e.transposed("columns", states, 2, 1, 3, 0));
    }

    private String states(List<String> inputs) {
      var size = integer("hidden_size", units);
      var direction = text("direction", bidirectional ? "bidirectional" : "forward");
      return operator.equals("GRU")
          ? e.step("states", "GRU", inputs, size, direction, integer("linear_before_reset", 1))
          : e.step("states", "LSTM", inputs, size, direction);
    }

    /** These parts of each direction behind one another, with the gates in ONNX's order. */
    private float[] gates(String... parts) {
      List<float[]> blocks =
          (bidirectional ? List.of("forward.", "backward.") : List.of("forward."))
              .stream()
                  .flatMap(way -> List.of(parts).stream().map(part -> e.values(way + part)))
                  .toList();
      int length = blocks.get(0).length;
      float[] joined = new float[blocks.size() * length];
      int gate = length / order.size();
      for (int b = 0; b < blocks.size(); b++) {
        for (int g = 0; g < order.size(); g++) {
          System.arraycopy(blocks.get(b), order.get(g) * gate, joined, b * length + g * gate, gate);
        }
      }
      return joined;
    }
  }

  private static String attentionPool(NodeExport e) {
    int channels = e.in().channels();
    String columns = e.reshaped("columns", e.x(), 0, channels, e.in().positions());
    String products = e.step("products", "MatMul", List.of(e.array("score", 1, channels), columns));
    if (e.inputs().size() > 1) {
      String absence = absence(e, 0, 1, e.in().positions());
      products = e.step("present", "Add", List.of(products, absence));
    }
    String weights = e.step("weights", "Softmax", List.of(products), integer("axis", 2));
    String upright = e.transposed("upright", weights, 0, 2, 1);
    return e.shaped(e.step("mean", "MatMul", List.of(columns, upright)));
  }
}
