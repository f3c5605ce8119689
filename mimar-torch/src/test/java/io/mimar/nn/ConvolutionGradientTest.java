package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fast convolutions have the gradients of the plain ones, on this processor: some of libtorch's
 * were wrong on some.
 */
@SuppressWarnings("try") // a PointerScope works by being open
class ConvolutionGradientTest {
  private static final int BATCH = 4;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @AfterEach
  void enable() {
    torch.globalContext().setUserEnabledMkldnn(true);
  }

  @ParameterizedTest
  @CsvSource({
    // kernel, stride, dilation, whether depthwise
    "1,1,1,false", "3,1,1,false", "3,2,1,false", "5,1,1,false", "3,1,2,false", "3,1,3,false",
    "3,1,1,true", "3,2,1,true", "5,1,1,true", "5,2,1,true", "3,1,2,true", "5,1,2,true",
  })
  void fastAndPlainAgree(int kernel, int stride, int dilation, boolean depthwise) {
    for (int channels : new int[] {2, 8, 12, 24}) {
      for (int side : new int[] {3, 7, 14}) {
        Layer.Convolution tested =
            new Layer.Convolution(channels, kernel, stride, dilation, depthwise ? channels : 1);
        check(tested, new Shape(1, side, side));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // kernel, stride, dilation, groups
    "3,1,1,1",
    "5,2,1,1",
    "3,1,4,1",
    "3,2,16,1",
    "7,1,1,12",
    "3,1,2,12",
    "5,2,2,12",
    "3,1,8,12",
    "3,1,2,4",
    "5,1,4,3",
  })
  void fastAndPlainAgreeOnRows(int kernel, int stride, int dilation, int groups) {
    for (int length : new int[] {1, 5, 16, 37}) {
      Layer.Convolution tested = Layer.Convolution.row(12, kernel, stride, dilation, groups);
      check(tested, Shape.sequence(1, length));
      check(tested.withBias(), new Shape(1, 3, length));
    }
  }

  private static void check(Layer.Convolution tested, Shape shape) {
    float[] fast = gradient(tested, shape, true);
    float[] plain = gradient(tested, shape, false);
    for (int i = 0; i < plain.length; i++) {
      // float32 sums of some thousand terms, in another order
      float slack = 2e-3f * (1 + Math.abs(plain[i]));
      String where = tested + ", " + shape + ", " + i;
      assertTrue(
          Math.abs(fast[i] - plain[i]) <= slack, () -> where + ": fast and plain gradients differ");
    }
  }

  /** The gradient of all weights of a small network around {@code tested}. */
  private static float[] gradient(Layer.Convolution tested, Shape shape, boolean fast) {
    torch.globalContext().setUserEnabledMkldnn(fast);
    Task task = Task.images(shape, 3);
    Network.Builder builder = Network.builder(task);
    int node = builder.add(Layer.Convolution.dense(tested.channels(), 1, 1), 0);
    node = builder.add(tested, node);
    node = builder.add(new Layer.GlobalAverage(), node);
    builder.add(new Layer.Linear(3), node);
    Constants constants = Constants.neutral(task);
    byte[] pixels = new byte[BATCH * (int) shape.size()];
    Seeds.root(1).rng().nextBytes(pixels);
    try (Model model = Model.of(builder.build(), constants, Seeds.root(2), Device.CPU);
        PointerScope scope = new PointerScope()) {
      Tensor batch = Tensors.of(pixels, Device.CPU, BATCH, 1, shape.height(), shape.width());
      Tensor logits = model.forward(batch, true);
      logits.mul(logits).sum().backward();
      return Tensors.floats(model.trained().gradient());
    }
  }
}
