package io.mimar.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedOutputStream;
import io.mimar.Recent;
import io.mimar.data.Format;
import io.mimar.data.Target;
import io.mimar.network.Network;
import io.mimar.nn.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * How large a network's model file will be, before it is trained: the graph is written as {@link
 * OnnxExport} writes it, but for the numbers, whose bytes are only counted. The metadata counts
 * with the longest name, trial number and score, so that the file is never larger and at most
 * {@link #SLACK} bytes smaller. For one thread.
 */
public final class ModelSize {
  /**
   * More than what the study's name (255 bytes at most), the trial's number, its score, parameters
   * and multiply-adds may need.
   */
  public static final int SLACK = 352;

  private static final int ARRAYS = 256;

  /** Larger ones are made anew each time. */
  private static final int MOST_KEPT = 1 << 18;

  private final int frameBytes;
  private final Recent<Integer, float[]> zeros = new Recent<>(ARRAYS);

  /**
   * Sizes of models of one kind.
   *
   * @param metric the name of what trials are judged by, which files hold
   * @param createdBy the program and its version, likewise
   */
  public ModelSize(Format format, Target target, String metric, String createdBy) {
    ModelCard card = new ModelCard(format, target, "", 0, metric, 0, "", 0, 0, createdBy);
    this.frameBytes = OnnxExport.frame(card).build().getSerializedSize();
  }

  /**
   * The bytes of the file.
   *
   * @param architecture the architecture as text, which the file holds
   */
  public long of(Network network, String architecture) {
    Map<String, Integer> sizes = new HashMap<>(); // looked up only
    Parameter.of(network).forEach(p -> sizes.put(p.name(), p.size()));
    GraphWriter writer = GraphWriter.counting();
    GraphProto graph = new OnnxExport(network, name -> zeros(sizes.get(name)), writer).graph();
    long graphBytes = graph.getSerializedSize() + writer.uncountedBytes();
    return frameBytes
        + SLACK
        + architecture.getBytes(StandardCharsets.UTF_8).length
        + field(ModelProto.GRAPH_FIELD_NUMBER, graphBytes);
  }

  private float[] zeros(int size) {
    return size > MOST_KEPT ? new float[size] : zeros.get(size, () -> new float[size]);
  }

  /** The bytes of a part of so many bytes in what it is part of. */
  static long field(int number, long bytes) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }
}
