package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;
import static io.mimar.onnx.GraphWriter.integers;
import static io.mimar.onnx.GraphWriter.real;

import io.mimar.network.ColumnLayer;
import io.mimar.network.Layer;
import io.mimar.network.SequenceLayer;
import io.mimar.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Writes layers as ONNX operators; a layer that does nothing outside training is its input. */
final class LayerExport {
  private static final float[] ROOT_OF_HALF = {(float) Math.sqrt(0.5)};
  private static final float[] HALF = {0.5f};
  private static final float[] ONE = {1};

  private LayerExport() {}

  /**
   * Writes one node.
   *
   * @param last whether the node is the network's last, whose result may be a plain vector
   * @return the name of its result
   */
  static String of(NodeExport e, boolean last) {
    Layer layer = e.node().layer();
    if (layer instanceof SequenceLayer sequence) {
      return SequenceExport.of(e, sequence);
    } else if (layer instanceof ColumnLayer columns) {
      return ColumnExport.of(e, columns);
    } else if (layer instanceof Layer.Convolution convolution) {
      return convolution(e, convolution);
    } else if (layer instanceof Layer.BatchNorm) {
      return batchNorm(e);
    } else if (layer instanceof Layer.LayerNorm) {
      return layerNorm(e);
    } else if (layer instanceof Layer.Relu) {
      return e.result("Relu", e.inputs());
    } else if (layer instanceof Layer.Activation activation) {
      return activation(e, activation.function());
    } else if (layer instanceof Layer.Pool pool) {
      return pool(e, pool);
    } else if (layer instanceof Layer.GlobalAverage) {
      return e.result("GlobalAveragePool", e.inputs());
    } else if (layer instanceof Layer.GlobalMax) {
      return e.result("GlobalMaxPool", e.inputs());
    } else if (layer instanceof Layer.Dropout) {
      return e.x();
    } else if (layer instanceof Layer.Linear linear) {
      return linear(e, linear, last);
    } else if (layer instanceof Layer.Flatten) {
      return e.shaped(e.x());
    }
    return joining(e, layer);
  }

  private static String joining(NodeExport e, Layer layer) {
    if (layer instanceof Layer.MirrorViews) {
      return mirrorViews(e);
    } else if (layer instanceof Layer.JoinViews join) {
      return joinViews(e, join.classes());
    }
    if (e.inputs().size() == 1) {
      return e.x();
    } else if (layer instanceof Layer.Sum) {
      return e.result("Sum", e.inputs());
    } else if (layer instanceof Layer.Concat) {
      return e.result("Concat", e.inputs(), integer("axis", 1));
    } else if (layer instanceof Layer.Multiply) {
      return product(e);
    }
    if (layer instanceof Layer.Mean) {
      return e.result("Mean", e.inputs());
    } else if (layer instanceof Layer.Vote) {
      return vote(e);
    }
    throw new IllegalStateException("no ONNX operator for " + layer);
  }

  private static String product(NodeExport e) {
    String product = e.x();
    int last = e.inputs().size() - 1;
    for (int i = 1; i < last; i++) {
      product = e.step("product" + i, "Mul", List.of(product, e.inputs().get(i)));
    }
    return e.result("Mul", List.of(product, e.inputs().get(last)));
  }

  private static String convolution(NodeExport e, Layer.Convolution c) {
    int share = e.in().channels() / c.groups();
    List<String> inputs = new ArrayList<>(e.inputs());
    inputs.add(e.array("weight", c.channels(), share, c.kernelHeight(), c.kernelWidth()));
    if (c.bias()) {
      inputs.add(e.array("bias", c.channels()));
    }
    long rows = c.paddingHeight();
    long columns = c.paddingWidth();
    return e.result(
        "Conv",
        inputs,
        integers("kernel_shape", c.kernelHeight(), c.kernelWidth()),
        integers("strides", c.stride(), c.stride()),
        integers("dilations", c.dilation(), c.dilation()),
        integers("pads", rows, columns, rows, columns),
        integer("group", c.groups()));
  }

  private static String vote(NodeExport e) {
    List<String> shares = new ArrayList<>();
    for (String logits : e.inputs()) {
      String part = "share" + shares.size();
      shares.add(e.step(part, "Softmax", List.of(logits), integer("axis", 1)));
    }
    return e.result("Log", List.of(floored(e, e.step("share", "Mean", shares))));
  }

  private static String mirrorViews(NodeExport e) {
    int width = e.in().width();
    long[] backwards = LongStream.range(0, width).map(x -> width - 1 - x).toArray();
    List<String> columns = List.of(e.x(), e.integers("backwards", backwards));
    String mirrored = e.step("mirrored", "Gather", columns, integer("axis", 3));
    return e.result("Concat", List.of(e.x(), mirrored), integer("axis", 0));
  }

  private static String joinViews(NodeExport e, boolean classes) {
    String told = classes ? e.step("shares", "Softmax", List.of(e.x()), integer("axis", 1)) : e.x();
    int numbers = e.in().channels();
    String views = e.reshaped("views", told, Layer.MirrorViews.VIEWS, -1, numbers);
    String mean =
        e.step("mean", "ReduceMean", List.of(views), integers("axes", 0), integer("keepdims", 0));
    return e.shaped(classes ? e.step("logits", "Log", List.of(floored(e, mean))) : mean);
  }

  /** A share whose logarithm is a number. */
  private static String floored(NodeExport e, String share) {
    String least = e.constant("least", new float[] {Layer.Vote.LEAST}, 1);
    return e.step("floor", "Max", List.of(share, least));
  }

  private static String batchNorm(NodeExport e) {
    int channels = e.in().channels();
    List<String> inputs =
        List.of(
            e.x(),
            e.array("scale", channels),
            e.array("shift", channels),
            e.array("mean", channels),
            e.array("variance", channels));
    return e.result("BatchNormalization", inputs, real("epsilon", Model.VARIANCE_FLOOR));
  }

  /** Step by step: the operator LayerNormalization is younger than opset 13. */
  private static String layerNorm(NodeExport e) {
    int channels = e.in().channels();
    String mean = e.step("mean", "ReduceMean", e.inputs(), integers("axes", 1));
    String centred = e.step("centred", "Sub", List.of(e.x(), mean));
    String squares = e.step("squares", "Mul", List.of(centred, centred));
    String variance = e.step("variance", "ReduceMean", List.of(squares), integers("axes", 1));
    String floor = e.constant("floor", new float[] {(float) Model.VARIANCE_FLOOR}, 1);
    String above = e.step("above", "Add", List.of(variance, floor));
    String deviation = e.step("deviation", "Sqrt", List.of(above));
    String normalised = e.step("normalised", "Div", List.of(centred, deviation));
    String scale = e.array("scale", 1, channels, 1, 1);
    String scaled = e.step("scaled", "Mul", List.of(normalised, scale));
    return e.result("Add", List.of(scaled, e.array("shift", 1, channels, 1, 1)));
  }

  private static String activation(NodeExport e, Layer.Activation.Function kind) {
    return switch (kind) {
      case SIGMOID -> e.result("Sigmoid", e.inputs());
      case TANH -> e.result("Tanh", e.inputs());
      case SILU -> e.result("Mul", List.of(e.x(), e.step("sigmoid", "Sigmoid", e.inputs())));
      case GELU -> gelu(e);
    };
  }

  /** x·(1 + erf(x/√2))/2: the operator Gelu is younger than opset 13. */
  private static String gelu(NodeExport e) {
    String root = e.constant("root", ROOT_OF_HALF, 1);
    String erf = e.step("erf", "Erf", List.of(e.step("part", "Mul", List.of(e.x(), root))));
    String twice = e.step("twice", "Add", List.of(erf, e.constant("one", ONE, 1)));
    String share = e.step("share", "Mul", List.of(twice, e.constant("half", HALF, 1)));
    return e.result("Mul", List.of(e.x(), share));
  }

  /** ONNX leaves padded places out of an average unless told otherwise, as we do. */
  private static String pool(NodeExport e, Layer.Pool pool) {
    long pad = pool.kernel() / 2;
    return e.result(
        pool.kind() == Layer.Pool.Kind.MAX ? "MaxPool" : "AveragePool",
        e.inputs(),
        integers("kernel_shape", pool.kernel(), pool.kernel()),
        integers("strides", pool.stride(), pool.stride()),
        integers("pads", pad, pad, pad, pad));
  }

  /** The vector is {@code C x 1 x 1} again where layers follow. */
  private static String linear(NodeExport e, Layer.Linear linear, boolean last) {
    String flat = e.step("flat", "Flatten", e.inputs(), integer("axis", 1));
    String weight = e.array("weight", linear.units(), (int) e.in().size());
    List<String> inputs = List.of(flat, weight, e.array("bias", linear.units()));
    return last
        ? e.result("Gemm", inputs, integer("transB", 1))
        : e.shaped(e.step("vector", "Gemm", inputs, integer("transB", 1)));
  }
}
