package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mimar.MimarException;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a PointerScope works by being open
class ModelTest {
  private static final Shape INPUT = new Shape(2, 9, 8);
  private static final Task TASK = Task.images(INPUT, 3);

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static Model model(Network network, long seed) {
    return Model.of(network, Constants.neutral(TASK), Seeds.root(seed), Device.CPU);
  }

  private static Tensor pixels(int count) {
    byte[] bytes = new byte[count * (int) INPUT.size()];
    Seeds.root(1).rng().nextBytes(bytes);
    return Tensors.of(bytes, Device.CPU, count, INPUT.channels(), INPUT.height(), INPUT.width());
  }

  @Test
  void firstWeightsDependOnTheSeedAlone() {
    Network network = Networks.small(INPUT, 3);
    try (Model a = model(network, 1);
        Model b = model(network, 1);
        Model c = model(network, 2)) {
      String name = a.weights().names().iterator().next();
      assertArrayEquals(a.weights().get(name), b.weights().get(name));
      assertFalse(Arrays.equals(a.weights().get(name), c.weights().get(name)));
    }
  }

  @Test
  void weightsComeBackAsTheyWereLoaded() {
    Network network = Networks.small(INPUT, 3);
    try (Model a = model(network, 1);
        Model b = Model.of(network, a.weights(), Device.CPU)) {
      for (String name : a.weights().names()) {
        assertArrayEquals(a.weights().get(name), b.weights().get(name), name);
      }
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    try (Model model = model(Networks.small(INPUT, 3), 1)) {
      assertThrows(MimarException.class, () -> model.load(Weights.of(Map.of())));
    }
  }

  @Test
  void averagePoolingLeavesPaddingOut() {
    for (int stride : new int[] {1, 2}) {
      Network.Builder builder = Network.builder(TASK);
      builder.add(new Layer.Pool(Layer.Pool.Kind.AVERAGE, 3, stride), 0);
      try (Model model = model(builder.build(), 1);
          PointerScope scope = new PointerScope()) {
        long[] side = {stride, stride};
        Tensor normalised =
            pixels(2).to(torch.ScalarType.Float).sub(new Scalar(127.5)).div(new Scalar(64));
        Tensor expected =
            torch.avg_pool2d(
                normalised,
                new long[] {3, 3},
                side,
                new long[] {1, 1},
                false,
                false,
                new LongOptional());
        assertArrayEquals(
            Tensors.floats(expected.flatten(1, 3)),
            Tensors.floats(model.forward(pixels(2), false)),
            1e-5f); // nine terms of size one
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    Network.Builder builder = Network.builder(TASK);
    int node = builder.add(Layer.Convolution.dense(4, 3, 2), 0);
    node = builder.add(new Layer.Pool(Layer.Pool.Kind.AVERAGE, 3, 2), node);
    node = builder.add(new Layer.Convolution(4, 3, 1, 2, 4), node);
    int norm = builder.add(new Layer.BatchNorm(), node);
    node = builder.add(new Layer.Sum(), List.of(norm, node, node));
    node = builder.add(new Layer.GlobalAverage(), node);
    builder.add(new Layer.Linear(3), node);
    try (Model model = model(builder.build(), 4)) {
      for (String name : List.of("layer1.weight", "layer3.weight", "layer4.scale", "layer7.bias")) {
        checkGradient(model, name);
      }
    }
  }

  @Test
  void gradientsOfSumsInAnInputsPlaceAgreeWithFiniteDifferences() {
    Network.Builder builder = Network.builder(TASK);
    int node = builder.add(Layer.Convolution.dense(4, 3, 1), 0);
    int inner = builder.add(new Layer.BatchNorm(), node);
    int first = builder.add(new Layer.Sum(), List.of(node, inner)); // over the second
    int pooled = builder.add(new Layer.Pool(Layer.Pool.Kind.AVERAGE, 3, 1), first);
    int second = builder.add(new Layer.Sum(), List.of(pooled, first)); // over the first
    builder.add(new Layer.Linear(3), builder.add(new Layer.GlobalAverage(), second));
    try (Model model = model(builder.build(), 4)) {
      for (String name : List.of("layer1.weight", "layer2.scale", "layer7.bias")) {
        checkGradient(model, name);
      }
    }
  }

  @Test
  void gradientsOfTwoNormalisationsInARowAgreeWithFiniteDifferences() {
    Network.Builder builder = Network.builder(TASK);
    int map = builder.add(Layer.Convolution.dense(16, 3, 1), 0);
    int first = builder.add(new Layer.BatchNorm(), map);
    int second = builder.add(new Layer.BatchNorm(), first);
    int mixed = builder.add(Layer.Convolution.dense(4, 3, 2), second);
    builder.add(new Layer.Linear(3), builder.add(new Layer.Flatten(), mixed));
    try (Model model = model(builder.build(), 4)) {
      for (String name : List.of("layer2.scale", "layer2.shift", "layer3.scale", "layer3.shift")) {
        checkGradient(model, name);
      }
    }
  }

  private static void checkGradient(Model model, String name) {
    float[] gradient;
    try (PointerScope scope = new PointerScope()) {
      model.trained().gradient().zero_();
      loss(model).backward();
      gradient = Tensors.floats(model.trained().view(name).grad());
    }
    RandomGenerator rng = Seeds.root(8).rng();
    for (int check = 0; check < 3; check++) {
      int place = rng.nextInt(gradient.length);
      float[] values = model.weights().get(name);
      float old = values[place];
      double step = 1e-2;
      double above = lossAt(model, name, values, place, (float) (old + step));
      double below = lossAt(model, name, values, place, (float) (old - step));
      lossAt(model, name, values, place, old);
      // float32 losses of size 10 over a step of 0.01: three digits are left
      assertEquals(
          (above - below) / (2 * step), gradient[place], 2e-2 * (1 + Math.abs(gradient[place])));
    }
  }

  private static double lossAt(Model model, String name, float[] values, int place, float value) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      values[place] = value;
      model.trained().write(name, values);
      return loss(model).item_float();
    }
  }

  private static Tensor loss(Model model) {
    Tensor logits = model.forward(pixels(4), true);
    return logits.mul(logits).sum();
  }

  @Test
  void aReluThatIsReadElsewhereDoesNotOverwrite() {
    Network.Builder builder = Network.builder(TASK);
    int conv = builder.add(Layer.Convolution.dense(3, 3, 1), 0);
    int relu = builder.add(new Layer.Relu(), conv);
    builder.add(new Layer.Sum(), List.of(conv, relu));
    try (Model model = model(builder.build(), 4);
        PointerScope scope = new PointerScope()) {
      float[] sums = Tensors.floats(model.forward(pixels(1), false));
      int negative = 0;
      for (float value : sums) {
        negative += value < 0 ? 1 : 0;
      }
      assertFalse(negative == 0);
    }
  }
}
