package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;
import static io.mimar.onnx.GraphWriter.integers;
import static io.mimar.onnx.GraphWriter.real;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.mimar.Check;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Model;
import io.mimar.nn.Parameter;
import io.mimar.nn.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a network with its weights as an ONNX model of standard operators.
 *
 * <p>Input {@code pixels}, float32 {@code [batch,C,H,W]}, raw 0..255; output {@code probabilities},
 * float32 {@code [batch,K]}. Normalisation is inside. Opset 13, IR version 7 (ONNX 1.8): runtimes
 * since the end of 2020 read it.
 */
public final class OnnxExport {
  static final String INPUT = "pixels";
  static final String OUTPUT = "probabilities";
  private static final int OPSET = 13;
  private static final int IR_VERSION = 7;

  private final Network network;
  private final Weights weights;
  private final Map<String, Parameter> parameters = new HashMap<>();
  private final GraphWriter graph = new GraphWriter();

  private OnnxExport(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
    Parameter.of(network).forEach(p -> parameters.put(p.name(), p));
  }

  /**
   * Writes the model to {@code file}, which is replaced as a whole or not at all.
   *
   * @throws io.mimar.MimarException when the weights or the card belong to another network
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, Network network, Weights weights, ModelCard card)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes(network, weights, card));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The model as the bytes of its file. */
  public static byte[] bytes(Network network, Weights weights, ModelCard card) {
    Check.that(
        card.classes().size() == network.output().size(),
        "number of classes",
        card.classes().size(),
        "" + network.output().size());
    Check.that(card.shape().equals(network.input()), "shape", card.shape(), "" + network.input());
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("mimar")
            .setProducerVersion(card.createdBy())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
    new OnnxExport(network, weights).fill(model);
    card.properties()
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private void fill(ModelProto.Builder model) {
    String[] values = new String[network.nodes().size() + 1];
    values[0] = normalised();
    for (int i = 1; i < values.length; i++) {
      Network.Node node = network.nodes().get(i - 1);
      List<String> inputs = node.inputs().stream().map(source -> values[source]).toList();
      values[i] = add(i, node, inputs);
    }
    String flat =
        graph.node("logits", "Flatten", List.of(values[values.length - 1]), integer("axis", 1));
    graph.node(OUTPUT, "Softmax", List.of(flat), integer("axis", 1));
    graph.output(OUTPUT, network.output().size());
    model.setGraph(graph.build("network"));
  }

  private String normalised() {
    Shape shape = network.input();
    String pixels = graph.input(INPUT, shape.channels(), shape.height(), shape.width());
    List<Integer> broadcast = List.of(1, shape.channels(), 1, 1);
    String mean =
        graph.constant(Parameter.PIXEL_MEAN, weights.get(Parameter.PIXEL_MEAN), broadcast);
    String deviation =
        graph.constant(
            Parameter.PIXEL_DEVIATION, weights.get(Parameter.PIXEL_DEVIATION), broadcast);
    String centred = graph.node("centred", "Sub", List.of(pixels, mean));
    return graph.node("normalised", "Div", List.of(centred, deviation));
  }

  /** Adds node {@code index}; a node that does nothing outside training is its input. */
  private String add(int index, Network.Node node, List<String> inputs) {
    Layer layer = node.layer();
    String name = "layer" + index;
    String x = inputs.get(0);
    if (layer instanceof Layer.Convolution convolution) {
      return convolution(name, convolution, List.of(x, array(index, "weight")));
    } else if (layer instanceof Layer.BatchNorm) {
      return batchNorm(name, index, x);
    } else if (layer instanceof Layer.Relu) {
      return graph.node(name, "Relu", List.of(x));
    } else if (layer instanceof Layer.Pool pool) {
      return pool(name, pool, x);
    } else if (layer instanceof Layer.Sum) {
      return inputs.size() == 1 ? x : graph.node(name, "Sum", inputs);
    } else if (layer instanceof Layer.GlobalAverage) {
      return graph.node(name, "GlobalAveragePool", List.of(x));
    } else if (layer instanceof Layer.Dropout) {
      return x;
    } else if (layer instanceof Layer.Linear linear) {
      return linear(name, index, linear, x);
    }
    throw new IllegalStateException("no ONNX operator for " + layer);
  }

  private String array(int index, String part) {
    Parameter parameter = parameters.get(Parameter.name(index, part));
    return graph.constant(parameter.name(), weights.get(parameter.name()), parameter.shape());
  }

  private String convolution(String name, Layer.Convolution c, List<String> inputs) {
    return graph.node(
        name,
        "Conv",
        inputs,
        integers("kernel_shape", c.kernelHeight(), c.kernelWidth()),
        integers("strides", c.stride(), c.stride()),
        integers("dilations", c.dilation(), c.dilation()),
        integers("pads", c.paddingHeight(), c.paddingWidth(), c.paddingHeight(), c.paddingWidth()),
        integer("group", c.groups()));
  }

  private String batchNorm(String name, int index, String x) {
    List<String> inputs =
        List.of(
            x,
            array(index, "scale"),
            array(index, "shift"),
            array(index, "mean"),
            array(index, "variance"));
    return graph.node(name, "BatchNormalization", inputs, real("epsilon", Model.VARIANCE_FLOOR));
  }

  /** ONNX leaves padded places out of an average unless told otherwise, as we do. */
  private String pool(String name, Layer.Pool pool, String x) {
    long pad = pool.kernel() / 2;
    return graph.node(
        name,
        pool.kind() == Layer.Pool.Kind.MAX ? "MaxPool" : "AveragePool",
        List.of(x),
        integers("kernel_shape", pool.kernel(), pool.kernel()),
        integers("strides", pool.stride(), pool.stride()),
        integers("pads", pad, pad, pad, pad));
  }

  /** The vector is {@code C x 1 x 1} again where layers follow. */
  private String linear(String name, int index, Layer.Linear linear, String x) {
    String flat = graph.node(name + ".flat", "Flatten", List.of(x), integer("axis", 1));
    List<String> inputs = List.of(flat, array(index, "weight"), array(index, "bias"));
    if (index == network.nodes().size()) {
      return graph.node(name, "Gemm", inputs, integer("transB", 1));
    }
    String vector = graph.node(name + ".vector", "Gemm", inputs, integer("transB", 1));
    String shape = graph.constant(name + ".shape", 0, linear.units(), 1, 1);
    return graph.node(name, "Reshape", List.of(vector, shape));
  }
}
