package io.mimar.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Parameter;
import java.util.List;
import java.util.function.Function;

/**
 * One node of a network on its way into a graph. What is made for it is called {@code layer7.part};
 * its result is {@code layer7}.
 *
 * @param graph what is written
 * @param arrays the numbers of the whole network, by name
 * @param index of the node in the network
 * @param node what is exported
 * @param inputs the names of the values that it reads
 */
record NodeExport(
    GraphWriter graph,
    Function<String, float[]> arrays,
    int index,
    Network.Node node,
    List<String> inputs) {

  /** The name of the first input. */
  String x() {
    return inputs.get(0);
  }

  Shape in() {
    return node.in();
  }

  /** The numbers of the node's array. */
  float[] values(String part) {
    return arrays.apply(Parameter.name(index, part));
  }

  /** The node's array as a constant of this shape. */
  String array(String part, Integer... shape) {
    return graph.constant(Parameter.name(index, part), values(part), List.of(shape));
  }

  /** A constant that the node needs. */
  String constant(String part, float[] values, Integer... shape) {
    return graph.constant(Parameter.name(index, part), values, List.of(shape));
  }

  /** A constant vector of int64 that the node needs. */
  String integers(String part, long... values) {
    return graph.constant(Parameter.name(index, part), values);
  }

  /** A step on the way to the result. */
  String step(String part, String operator, List<String> from, AttributeProto... attributes) {
    return graph.node(Parameter.name(index, part), operator, from, attributes);
  }

  /** A value in another shape; 0 keeps the batch's extent. */
  String reshaped(String part, String value, long... shape) {
    return step(part, "Reshape", List.of(value, integers(part + ".shape", shape)));
  }

  /** A value with its extents in another order. */
  String transposed(String part, String value, long... order) {
    return step(part, "Transpose", List.of(value), GraphWriter.integers("perm", order));
  }

  /** The node's result. */
  String result(String operator, List<String> from, AttributeProto... attributes) {
    return graph.node("layer" + index, operator, from, attributes);
  }

  /** The node's result: a value in the shape that the network says. */
  String shaped(String value) {
    Shape out = node.out();
    long[] shape = {0, out.channels(), out.height(), out.width()};
    return result("Reshape", List.of(value, integers("shape", shape)));
  }
}
