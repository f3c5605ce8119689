package io.mimar.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of samples what a model file knows, on ONNX Runtime alone. Safe for use by many threads at
 * once; its owner closes it.
 */
public final class OnnxPredictor implements AutoCloseable {
  private static final int BATCH = 250;

  /** Kinds of attributes that our files have: numbers and words. */
  private static final Set<AttributeType> PLAIN =
      Set.of(AttributeType.FLOAT, AttributeType.INT, AttributeType.INTS, AttributeType.STRING);

  private final OrtSession session;
  private final ModelCard card;

  private OnnxPredictor(OrtSession session, ModelCard card) {
    this.session = session;
    this.card = card;
  }

  /**
   * Opens a model file.
   *
   * @param threads threads of one prediction
   * @throws MimarException when it is no model of ours: it says what is missing
   */
  public static OnnxPredictor open(Path file, int threads) {
    try {
      return open(Files.readAllBytes(file), threads);
    } catch (IOException | OutOfMemoryError e) {
      throw new MimarException(
          "the model file "
              + file
              + (e instanceof NoSuchFileException ? " does not exist" : " cannot be read: " + e),
          "Check the path and the permission to read it.",
          e);
    } catch (MimarException e) {
      throw new MimarException(file + ": " + e.getMessage(), e.hint(), e);
    }
  }

  /** As {@link #open(Path, int)}, from the bytes of a file. */
  public static OnnxPredictor open(byte[] model, int threads) {
    Check.range("threads", threads, 1, 1024);
    refuseForeign(model);
    OrtSession session = session(model, threads);
    try {
      ModelCard card = ModelCard.of(session.getMetadata().getCustomMetadata());
      checkEnds(session, card);
      return new OnnxPredictor(session, card);
    } catch (OrtException | RuntimeException e) {
      closeQuietly(session, e);
      throw e instanceof MimarException mimar ? mimar : unreadable(e);
    }
  }

  /**
   * Refuses what no file of ours has: numbers in other files, which would be opened; operators,
   * functions and graphs inside of graphs that could take any time and memory.
   */
  private static void refuseForeign(byte[] model) {
    try {
      ModelProto proto = ModelProto.parseFrom(model);
      if (!proto.hasGraph()) {
        throw ModelCard.foreign("has no graph");
      }
      GraphProto graph = proto.getGraph();
      if (graph.getInitializerList().stream().anyMatch(OnnxPredictor::isExternal)) {
        throw ModelCard.foreign("keeps its weights in other files");
      }
      if (proto.getFunctionsCount() > 0 || graph.getSparseInitializerCount() > 0) {
        throw ModelCard.foreign("has functions or sparse tensors");
      }
      Optional<NodeProto> node =
          graph.getNodeList().stream().filter(n -> !isWritten(n)).findFirst();
      if (node.isPresent()) {
        throw ModelCard.foreign("has an operator " + node.get().getOpType());
      }
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(e);
    }
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0;
  }

  /** Whether our files have such nodes; none has a graph or a tensor of its own. */
  private static boolean isWritten(NodeProto node) {
    return node.getDomain().isEmpty()
        && GraphWriter.OPERATORS.contains(node.getOpType())
        && node.getAttributeList().stream().allMatch(a -> PLAIN.contains(a.getType()));
  }

  private static OrtSession session(byte[] model, int threads) {
    OrtEnvironment environment = OnnxRuntime.environment(); // before any other class of its own
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(model, options);
    } catch (OrtException e) {
      throw unreadable(e);
    }
  }

  private static void checkEnds(OrtSession session, ModelCard card) throws OrtException {
    Shape shape = card.shape();
    long[] sample = {-1, shape.channels(), shape.height(), shape.width()};
    Output output = card.target().output();
    check("input", OnnxExport.input(card.format().input()), session.getInputInfo(), sample);
    check("output", OnnxExport.output(output), session.getOutputInfo(), -1, output.size());
  }

  private static void check(String end, String name, Map<String, NodeInfo> all, long... shape) {
    NodeInfo info = all.get(name);
    if (info == null || all.size() != (end.equals("input") ? 1 : all.size())) {
      throw ModelCard.foreign("has no " + end + " " + name + " of its own: it has " + all.keySet());
    }
    boolean fits =
        info.getInfo() instanceof TensorInfo tensor
            && tensor.type == OnnxJavaType.FLOAT
            && Arrays.equals(tensor.getShape(), shape);
    if (!fits) {
      throw ModelCard.foreign(
          "has "
              + end
              + " "
              + name
              + " of "
              + info.getInfo()
              + ", but must have float32 "
              + Arrays.toString(shape)
              + " (-1: any)");
    }
  }

  private static void closeQuietly(OrtSession session, Exception reason) {
    try {
      session.close();
    } catch (OrtException e) {
      reason.addSuppressed(e);
    }
  }

  private static MimarException unreadable(Exception e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new MimarException(
        "the model file is no ONNX model that ONNX Runtime reads: " + message,
        "Give a file that `mimar export` or a search wrote.",
        e);
  }

  /** What the file says about itself. */
  public ModelCard card() {
    return card;
  }

  /**
   * What the model tells of each sample, {@code [N,K]}: the probabilities of all classes, or an
   * amount.
   *
   * @param samples of the shape of the model; their targets are not read
   * @throws MimarException when the shape differs
   */
  public float[][] answers(LabelledSamples samples) {
    Check.that(
        samples.shape().equals(card.shape()),
        "shape of the samples",
        samples.shape(),
        "" + card.shape());
    float[][] all = new float[samples.size()][];
    for (int start = 0; start < all.length; start += BATCH) {
      int end = Math.min(all.length, start + BATCH);
      System.arraycopy(batch(samples.numbers(), start, end), 0, all, start, end - start);
    }
    return all;
  }

  private float[][] batch(Numbers numbers, int start, int end) {
    try (OnnxTensor input = input(numbers, start, end);
        OrtSession.Result result = session.run(Map.of(inputName(), input))) {
      String output = OnnxExport.output(card.target().output());
      return told(result.get(output).orElseThrow().getValue(), end - start);
    } catch (OrtException e) {
      throw new MimarException(
          "the model cannot tell of " + (end - start) + " samples: " + e.getMessage(),
          "Export it again; if that does not help, report it with the model file.",
          e);
    }
  }

  /** What a model says of its output need not be so: that of a batch may differ. */
  private float[][] told(Object value, int samples) {
    int numbers = card.target().output().size();
    boolean fits =
        value instanceof float[][] rows
            && rows.length == samples
            && Arrays.stream(rows).allMatch(row -> row.length == numbers);
    if (!fits) {
      throw ModelCard.foreign(
          "does not tell " + numbers + " numbers for each of " + samples + " samples");
    }
    return (float[][]) value;
  }

  private OnnxTensor input(Numbers numbers, int start, int end) throws OrtException {
    Shape shape = card.shape();
    int length = (int) shape.size();
    FloatBuffer values = FloatBuffer.allocate((end - start) * length);
    for (int i = start * length; i < end * length; i++) {
      values.put(numbers.at(i));
    }
    values.flip();
    long[] extents = {end - start, shape.channels(), shape.height(), shape.width()};
    return OnnxTensor.createTensor(OnnxRuntime.environment(), values, extents);
  }

  private String inputName() {
    return OnnxExport.input(card.format().input());
  }

  /**
   * Runs the model on the first of {@code samples} again and again.
   *
   * @param clock asked before and after each run
   */
  void repeat(LabelledSamples samples, Stopwatch clock) {
    try (OnnxTensor input = input(samples.numbers(), 0, 1)) {
      Map<String, OnnxTensor> inputs = Map.of(inputName(), input);
      while (clock.goesOn()) {
        clock.start();
        session.run(inputs).close();
        clock.stop();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the model does not run", e);
    }
  }

  /** What times the runs. */
  interface Stopwatch {
    boolean goesOn();

    void start();

    void stop();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close its session", e);
    }
  }
}
