package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.mimar.Check;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Parameter;
import io.mimar.nn.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

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
  private final GraphWriter graph = new GraphWriter();

  private OnnxExport(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
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
      NodeExport export = new NodeExport(graph, weights, i, node, inputs);
      values[i] = LayerExport.of(export, i == values.length - 1);
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
}
