package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps that are made here tell and learn what libtorch's own do. */
@SuppressWarnings("try") // a PointerScope works by being open
class RecurrentTest {
  private static final int BATCH = 3;
  private static final int CHANNELS = 4;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** What a kernel tells, and the gradients of a loss of it, by all weights and by the input. */
  @SuppressWarnings("ArrayRecordComponent") // compared by hand
  private record Learned(float[] states, float[] gradient, float[] byInput) {}

  @ParameterizedTest
  @CsvSource({
    "false,1,false", "false,1,true", "false,9,false", "false,9,true", "false,40,true",
    "true,1,false", "true,1,true", "true,9,false", "true,9,true", "true,40,true"
  })
  void ourStepsAndLibtorchsAgree(boolean memory, int length, boolean bidirectional) {
    SequenceLayer layer =
        memory ? new SequenceLayer.Lstm(5, bidirectional) : new SequenceLayer.Gru(5, bidirectional);
    Learned ours = learned(layer, length, Device.CPU);
    Learned theirs = learned(layer, length, Device.CUDA); // which takes libtorch's, here too
    assertArrayEquals(theirs.states, ours.states, 1e-5f);
    assertArrayEquals(theirs.gradient, ours.gradient, 1e-4f);
    assertArrayEquals(theirs.byInput, ours.byInput, 1e-4f);
    float largest = 0;
    for (float one : ours.gradient) {
      largest = Math.max(largest, Math.abs(one));
    }
    assertTrue(largest > 0.1, largest + " is no gradient to compare");
  }

  private static Learned learned(SequenceLayer layer, int length, Device device) {
    Task task = Task.images(new Shape(CHANNELS, 1, length), 2);
    Network.Builder builder = Network.builder(task);
    int states = builder.add(layer, 0);
    builder.add(new Layer.Linear(2), builder.add(new Layer.GlobalAverage(), states));
    Network network = builder.build();
    float[] numbers = new float[BATCH * CHANNELS * length];
    RandomGenerator rng = Seeds.root(1).rng();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) rng.nextGaussian();
    }
    try (Model model = Model.of(network, Constants.neutral(task), Seeds.root(2), Device.CPU);
        PointerScope scope = new PointerScope()) {
      Kernel.Context context =
          new Kernel.Context(model.trained(), model.kept(), new GeneratorOptional(), device);
      Kernel kernel = SequenceKernels.of(1, network.nodes().get(0), context);
      Tensor x = Tensors.of(numbers, Device.CPU, BATCH, CHANNELS, 1, length);
      x.requires_grad_(true);
      Tensor told = kernel.run(new Tensor[] {x}, true);
      told.mul(told).sum().add(x.mul(x).sum()).backward();
      return new Learned(
          Tensors.floats(told),
          Tensors.floats(model.trained().gradient()),
          Tensors.floats(x.grad()));
    }
  }
}
