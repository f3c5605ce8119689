package io.mimar.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
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
import io.mimar.network.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Classifies images with a model file, on ONNX Runtime alone. Safe for use by many threads at once;
 * its owner closes it.
 */
public final class OnnxClassifier implements AutoCloseable {
  private static final int BATCH = 250;

  private final OrtSession session;
  private final ModelCard card;

  private OnnxClassifier(OrtSession session, ModelCard card) {
    this.session = session;
    this.card = card;
  }

  /**
   * Opens a model file.
   *
   * @param threads threads of one prediction
   * @throws MimarException when it is no model of ours: it says what is missing
   */
  public static OnnxClassifier open(Path file, int threads) {
    try {
      return open(Files.readAllBytes(file), threads);
    } catch (IOException | OutOfMemoryError e) {
      throw new MimarException(
          "the model file " + file + " cannot be read: " + e,
          "Check the path and the permission to read it.",
          e);
    } catch (MimarException e) {
      throw new MimarException(file + ": " + e.getMessage(), e.hint(), e);
    }
  }

  /** As {@link #open(Path, int)}, from the bytes of a file. */
  public static OnnxClassifier open(byte[] model, int threads) {
    Check.range("threads", threads, 1, 1024);
    refuseExternal(model);
    OrtSession session = session(model, threads);
    try {
      ModelCard card = ModelCard.of(session.getMetadata().getCustomMetadata());
      checkEnds(session, card);
      return new OnnxClassifier(session, card);
    } catch (OrtException | RuntimeException e) {
      closeQuietly(session, e);
      throw e instanceof MimarException mimar ? mimar : unreadable(e);
    }
  }

  /** A file of ours holds all its numbers; others must not make us open more files. */
  private static void refuseExternal(byte[] model) {
    try {
      ModelProto proto = ModelProto.parseFrom(model);
      if (!proto.hasGraph()) {
        throw ModelCard.foreign("has no graph");
      }
      if (proto.getGraph().getInitializerList().stream().anyMatch(OnnxClassifier::isExternal)) {
        throw ModelCard.foreign("keeps its weights in other files");
      }
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(e);
    }
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0;
  }

  private static OrtSession session(byte[] model, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    } catch (OrtException e) {
      throw unreadable(e);
    }
  }

  private static void checkEnds(OrtSession session, ModelCard card) throws OrtException {
    Shape shape = card.shape();
    long[] image = {-1, shape.channels(), shape.height(), shape.width()};
    check("input", OnnxExport.INPUT, session.getInputInfo(), image);
    check("output", OnnxExport.OUTPUT, session.getOutputInfo(), -1, card.classes().size());
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
   * The probabilities of all classes for each image, {@code [N,K]}.
   *
   * @param images of the shape of the model; their labels are not read
   * @throws MimarException when the shape differs
   */
  public float[][] probabilities(LabelledSamples images) {
    Check.that(
        images.shape().equals(card.shape()),
        "shape of the images",
        images.shape(),
        "" + card.shape());
    return probabilities(images.pixels(), images.size());
  }

  /**
   * As {@link #probabilities(LabelledSamples)}.
   *
   * @param pixels {@code [N,C,H,W]}, row-major, unsigned bytes
   * @param count N
   */
  public float[][] probabilities(byte[] pixels, int count) {
    Check.that(
        pixels.length == count * card.shape().size(),
        "pixels",
        pixels.length,
        count + " images of " + card.shape());
    float[][] all = new float[count][];
    for (int start = 0; start < count; start += BATCH) {
      int end = Math.min(count, start + BATCH);
      System.arraycopy(batch(pixels, start, end), 0, all, start, end - start);
    }
    return all;
  }

  private float[][] batch(byte[] pixels, int start, int end) {
    Shape shape = card.shape();
    int length = (int) shape.size();
    FloatBuffer values = FloatBuffer.allocate((end - start) * length);
    for (int i = start * length; i < end * length; i++) {
      values.put(pixels[i] & 0xff);
    }
    values.flip();
    long[] extents = {end - start, shape.channels(), shape.height(), shape.width()};
    try (OnnxTensor input =
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, extents);
        OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
      return (float[][]) result.get(OnnxExport.OUTPUT).orElseThrow().getValue();
    } catch (OrtException e) {
      throw new MimarException(
          "the model cannot classify " + (end - start) + " images: " + e.getMessage(),
          "Export it again; if that does not help, report it with the model file.",
          e);
    }
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
