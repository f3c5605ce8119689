package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;
import static io.mimar.onnx.GraphWriter.integers;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.mimar.Check;
import io.mimar.file.WholeFile;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.nn.Constants;
import io.mimar.nn.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Writes a network with its weights as an ONNX model of standard operators.
 *
 * <p>Input {@code pixels} (of images, raw 0..255), {@code series}, {@code tokens} or {@code
 * columns}, float32 {@code [batch,C,H,W]}; output {@code probabilities}, float32 {@code [batch,K]},
 * or {@code value} in the target's unit. Normalisation is inside. Opset 13, IR version 7 (ONNX
 * 1.8): runtimes since the end of 2020 read it.
 */
public final class OnnxExport {
  private static final int OPSET = 13;
  private static final int IR_VERSION = 7;

  private final Network network;
  private final Function<String, float[]> arrays;
  private final GraphWriter graph;

  /**
   * The writing of one graph.
   *
   * @param arrays the numbers of the network, by name
   */
  OnnxExport(Network network, Function<String, float[]> arrays, GraphWriter graph) {
    this.network = network;
    this.arrays = arrays;
    this.graph = graph;
  }

  /**
   * Writes the model to {@code file}, which is replaced as a whole or not at all.
   *
   * @throws io.mimar.MimarException when the weights or the card belong to another network
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, Network network, Weights weights, ModelCard card)
      throws IOException {
    byte[] bytes = bytes(network, weights, card);
    WholeFile.write(file, out -> out.write(bytes));
  }

  /** The model as the bytes of its file. */
  public static byte[] bytes(Network network, Weights weights, ModelCard card) {
    Check.that(
        card.task().equals(network.task()), "task of the card", card.task(), "" + network.task());
    Check.that(
        network.output().size() == network.task().output().size(),
        "numbers of the last layer",
        network.output().size(),
        "" + network.task().output().size());
    GraphProto graph = new OnnxExport(network, weights::get, new GraphWriter()).graph();
    return frame(card).setGraph(graph).build().toByteArray();
  }

  /** A model without its graph. */
  static ModelProto.Builder frame(ModelCard card) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("mimar")
            .setProducerVersion(card.createdBy())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
    card.properties()
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model;
  }

  /** The graph, written. */
  GraphProto graph() {
    String[] values = new String[network.nodes().size() + 1];
    values[0] = entered();
    for (int i = 1; i < values.length; i++) {
      Network.Node node = network.nodes().get(i - 1);
      List<String> inputs = node.inputs().stream().map(source -> values[source]).toList();
      NodeExport export = new NodeExport(graph, arrays, i, node, inputs);
      values[i] = LayerExport.of(export, i == values.length - 1);
    }
    String outputs =
        graph.node("outputs", "Flatten", List.of(values[values.length - 1]), integer("axis", 1));
    answer(outputs);
    return graph.build("network");
  }

  /** The name of the model's input. */
  static String input(Input input) {
    if (input instanceof Input.Pixels) {
      return "pixels";
    } else if (input instanceof Input.Series) {
      return "series";
    }
    return input instanceof Input.Tokens ? "tokens" : "columns";
  }

  /** The name of the model's output. */
  static String output(Output output) {
    return output instanceof Output.Classes ? "probabilities" : "value";
  }

  private String entered() {
    Input input = network.task().input();
    Shape shape = input.shape();
    String raw = graph.input(input(input), shape.channels(), shape.height(), shape.width());
    if (input instanceof Input.Pixels) {
      return normalised(raw);
    }
    return input instanceof Input.Series ? present(normalised(raw)) : raw;
  }

  private String normalised(String raw) {
    List<Integer> broadcast = List.of(1, network.input().channels(), 1, 1);
    String mean = constant(Constants.INPUT_MEAN, broadcast);
    String deviation = constant(Constants.INPUT_DEVIATION, broadcast);
    String centred = graph.node("centred", "Sub", List.of(raw, mean));
    return graph.node("normalised", "Div", List.of(centred, deviation));
  }

  private String constant(String name, List<Integer> shape) {
    return graph.constant(name, arrays.apply(name), shape);
  }

  /** Zero for what is missing, and a last channel that is 1 where anything is there. */
  private String present(String x) {
    String missing = graph.node("missing", "IsNaN", List.of(x));
    String zero = graph.constant("zero", new float[] {0}, List.of(1));
    String values = graph.node("filled", "Where", List.of(missing, zero, x));
    String there = graph.node("there", "Not", List.of(missing));
    String numbers = graph.node("presence", "Cast", List.of(there), integer("to", 1)); // 1: float32
    String any =
        graph.node(
            "any", "ReduceMax", List.of(numbers), integers("axes", 1), integer("keepdims", 1));
    return graph.node("entered", "Concat", List.of(values, any), integer("axis", 1));
  }

  private void answer(String outputs) {
    Output output = network.task().output();
    if (output instanceof Output.Classes) {
      graph.node(output(output), "Softmax", List.of(outputs), integer("axis", 1));
    } else {
      String deviation = constant(Constants.TARGET_DEVIATION, List.of(1));
      String mean = constant(Constants.TARGET_MEAN, List.of(1));
      String scaled = graph.node("scaled", "Mul", List.of(outputs, deviation));
      graph.node(output(output), "Add", List.of(scaled, mean));
    }
    graph.output(output(output), output.size());
  }
}
