package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mimar.data.Format;
import io.mimar.data.Target;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.LayerCase;
import io.mimar.nn.Model;
import io.mimar.nn.RawRows;
import io.mimar.nn.Tensors;
import io.mimar.random.Seeds;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** ONNX Runtime gives what the model gives, layer by layer. */
@SuppressWarnings("try") // a PointerScope works by being open
class LayerExportTest {

  @Property(tries = 10, seed = "1")
  void everyLayerGivesTheSameProbabilities(@ForAll long seed) throws OrtException {
    Engine.start(1);
    RandomGenerator rng = Seeds.root(seed).rng();
    for (Map.Entry<String, LayerCase> entry : LayerCase.all(rng).entrySet()) {
      checkParity(entry.getKey(), entry.getValue(), rng);
    }
  }

  @Property(tries = 30, seed = "1")
  void membersOfTheTabularSpaceGiveTheSameProbabilities(@ForAll long seed) throws OrtException {
    Engine.start(1);
    RandomGenerator rng = Seeds.root(seed).rng();
    checkParity("member", LayerCase.tabular(rng), rng);
  }

  private static void checkParity(String name, LayerCase test, RandomGenerator rng)
      throws OrtException {
    try (Model model = settled(test, rng);
        OrtSession session = session(model)) {
      for (int count : new int[] {1, rng.nextInt(2, 9)}) {
        float[] input = test.input(count, rng);
        float[] expected = expected(model, input, count);
        float[][] actual = actual(session, test.network().input(), input, count);
        assertEquals(count, actual.length);
        for (int i = 0; i < expected.length; i++) {
          float difference = expected[i] - actual[i / LayerCase.CLASSES][i % LayerCase.CLASSES];
          assertTrue(
              Math.abs(difference) <= Parity.TOLERANCE,
              name + " differs by " + difference + ": " + test);
        }
      }
    }
  }

  /**
   * The case's model with statistics of batches, as after training: without them gates multiply
   * numbers from block to block, and rounding with them.
   */
  private static Model settled(LayerCase test, RandomGenerator rng) {
    Model model = test.model(rng);
    boolean normalised =
        test.network().nodes().stream().anyMatch(n -> n.layer() instanceof Layer.BatchNorm);
    for (int i = 0; normalised && i < 50; i++) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        model.forward(samples(test.network().input(), test.input(32, rng), 32), true);
      }
    }
    return model;
  }

  private static Tensor samples(Shape in, float[] input, int count) {
    return Tensors.of(input, Device.CPU, count, in.channels(), in.height(), in.width());
  }

  private static OrtSession session(Model model) throws OrtException {
    Network network = model.network();
    Costs costs = Costs.of(network);
    ModelCard card =
        new ModelCard(
            format(network.task().input()),
            new Target.Classes(List.of("a", "b", "c")),
            "study",
            7,
            "accuracy",
            0.5,
            "input; cell",
            costs.params(),
            costs.macs(),
            "t 1");
    byte[] bytes = OnnxExport.bytes(network, model.weights(), card);
    return OnnxRuntime.environment().createSession(bytes);
  }

  private static Format format(Input input) {
    return input instanceof Input.Columns columns
        ? RawRows.format(columns)
        : new Format.Image(input.shape());
  }

  private static float[] expected(Model model, float[] input, int count) {
    Shape in = model.network().input();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return Tensors.floats(model.forward(samples(in, input, count), false).softmax(1));
    }
  }

  private static float[][] actual(OrtSession session, Shape in, float[] input, int count)
      throws OrtException {
    long[] shape = {count, in.channels(), in.height(), in.width()};
    OrtEnvironment environment = OnnxRuntime.environment();
    String name = session.getInputNames().iterator().next();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
        OrtSession.Result result = session.run(Map.of(name, tensor))) {
      return (float[][]) result.get(0).getValue();
    }
  }
}
