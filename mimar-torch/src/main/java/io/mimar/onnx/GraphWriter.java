package io.mimar.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.mimar.Check;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes an ONNX graph call by call; every call returns the name of what it made. */
final class GraphWriter {
  /**
   * All that is ever written. What models of others may have besides, loops, random numbers,
   * operators of other domains, is not run.
   */
  static final Set<String> OPERATORS =
      Set.of(
          "Add",
          "AveragePool",
          "BatchNormalization",
          "Cast",
          "Clip",
          "Concat",
          "Conv",
          "Cos",
          "Div",
          "Equal",
          "Erf",
          "Flatten",
          "GRU",
          "Gather",
          "Gemm",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "Greater",
          "IsNaN",
          "LSTM",
          "Less",
          "Log",
          "MatMul",
          "Max",
          "MaxPool",
          "Mean",
          "Min",
          "Mod",
          "Mul",
          "Not",
          "Pad",
          "ReduceMax",
          "ReduceMean",
          "ReduceSum",
          "Relu",
          "Reshape",
          "Sigmoid",
          "Sign",
          "Sin",
          "Slice",
          "Softmax",
          "Sqrt",
          "Sub",
          "Sum",
          "Tanh",
          "Transpose",
          "Unsqueeze",
          "Where");

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> constants = new HashSet<>();
  private final boolean counts;
  private long uncountedBytes;

  /** A writer of a graph with all its numbers. */
  GraphWriter() {
    this(false);
  }

  private GraphWriter(boolean counts) {
    this.counts = counts;
  }

  /** A writer that leaves the numbers of constants out of the graph and counts their bytes. */
  static GraphWriter counting() {
    return new GraphWriter(true);
  }

  /** The bytes that the graph lacks. */
  long uncountedBytes() {
    return uncountedBytes;
  }

  /** One integer attribute. */
  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute of several integers. */
  static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  /** One real attribute. */
  static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  /** An attribute of text. */
  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** A float32 input whose first extent is free. */
  String input(String name, long... shape) {
    graph.addInput(value(name, shape));
    return name;
  }

  /** Declares the float32 result {@code name}, whose first extent is free. */
  void output(String name, long... shape) {
    graph.addOutput(value(name, shape));
  }

  private static ValueInfoProto value(String name, long... shape) {
    TensorShapeProto.Builder extents =
        TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("batch"));
    for (long extent : shape) {
      extents.addDim(Dimension.newBuilder().setDimValue(extent));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(extents);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** A constant of float32; one of the same name is the same and written once. */
  String constant(String name, float[] values, List<Integer> shape) {
    if (!constants.add(name)) {
      return name;
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllDims(shape.stream().map(Integer::longValue).toList());
    if (counts) {
      uncountedBytes += bytes(tensor.build(), 4L * values.length);
    } else {
      tensor.setRawData(littleEndian(values));
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static ByteString littleEndian(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes.array());
  }

  /** By how much raw data of so many bytes make a tensor and its place in the graph longer. */
  private static long bytes(TensorProto without, long raw) {
    long bare = without.getSerializedSize();
    long whole = bare + ModelSize.field(TensorProto.RAW_DATA_FIELD_NUMBER, raw);
    return ModelSize.field(GraphProto.INITIALIZER_FIELD_NUMBER, whole)
        - ModelSize.field(GraphProto.INITIALIZER_FIELD_NUMBER, bare);
  }

  /** A constant vector of int64. */
  String constant(String name, long... values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length)
            .addAllInt64Data(Arrays.stream(values).boxed().toList()));
    return name;
  }

  /** Runs {@code operator} on {@code inputs}; the result is called {@code name}. */
  String node(String name, String operator, List<String> inputs, AttributeProto... attributes) {
    Check.that(OPERATORS.contains(operator), "operator", operator, "one of " + OPERATORS);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  /** The finished graph. */
  GraphProto build(String name) {
    return graph.setName(name).build();
  }
}
