package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A second reader of what is normalised keeps the layer from taking its place, so that libtorch
 * normalises, rectifies and differentiates: both ways must tell the same.
 */
@SuppressWarnings("try") // a PointerScope works by being open
class BatchNormTest {
  private static final int CLASSES = 3;

  @BeforeEach
  void start() {
    Engine.start(1);
  }

  @AfterEach
  void reset() {
    torch.set_num_threads(1);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 8, 8, true",
    "16, 8, 8, false",
    "64, 1, 40, true", // images, then series
    "24, 6, 6, true",
    "24, 6, 6, false",
    "5, 7, 3, true",
    "1, 4, 4, false",
    "128, 1, 1, true"
  })
  void whatTakesItsInputsPlaceTellsWhatLibtorchTells(
      int channels, int height, int width, boolean rectified) {
    for (int threads : new int[] {1, 2}) {
      torch.set_num_threads(threads);
      Shape shape = new Shape(2, height, width);
      try (Model inPlace = model(shape, channels, rectified, false);
          Model elsewhere = model(shape, channels, rectified, true)) {
        for (int samples : new int[] {6, 3, 6}) { // what is ready for one batch is not for another
          for (Model model : List.of(inPlace, elsewhere)) {
            model.trained().gradient().zero_();
          }
          String told = channels + "x" + height + "x" + width + ", " + samples + " samples";
          assertAlike(step(elsewhere, samples), step(inPlace, samples), told);
          for (String name : List.of("layer1.weight", "layer2.scale", "layer2.shift")) {
            assertAlike(
                Tensors.floats(elsewhere.trained().view(name).grad()),
                Tensors.floats(inPlace.trained().view(name).grad()),
                told + ", gradient of " + name);
          }
          for (String name : List.of("layer2.mean", "layer2.variance")) {
            assertAlike(
                Tensors.floats(elsewhere.kept().view(name)),
                Tensors.floats(inPlace.kept().view(name)),
                told + ", " + name);
          }
        }
      }
    }
  }

  @Test
  void alsoBehindSumsInPlaceAndPoolingAndBeforeThem() {
    try (Model inPlace = chain(false);
        Model elsewhere = chain(true)) {
      assertAlike(step(elsewhere, 5), step(inPlace, 5), "outputs");
      float[] expected = Tensors.floats(elsewhere.trained().gradient());
      assertAlike(expected, Tensors.floats(inPlace.trained().gradient()), "gradients");
    }
  }

  @Test
  void learnsAlsoWhereNothingBeforeItDoes() {
    Task task = Task.images(new Shape(16, 8, 8), CLASSES);
    float[][] gradients = new float[2][];
    for (int watched = 0; watched < 2; watched++) {
      Network.Builder builder = Network.builder(task);
      int pooled = builder.add(new Layer.Pool(Layer.Pool.Kind.MAX, 3, 1), 0);
      int normal = builder.add(new Layer.BatchNorm(), pooled);
      builder.add(new Layer.Dropout(0), watched == 1 ? pooled : 0);
      builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.Flatten(), normal));
      try (Model model =
          Model.of(builder.build(), Constants.neutral(task), Seeds.root(3), Device.CPU)) {
        step(model, 5);
        gradients[watched] = Tensors.floats(model.trained().view("layer2.scale").grad());
      }
    }
    assertAlike(gradients[1], gradients[0], "gradient by the scale");
    assertTrue(Math.abs(gradients[0][0]) > 0);
  }

  /**
   * @param watched whether nodes that nobody reads themselves read what is normalised
   */
  private static Model chain(boolean watched) {
    Task task = Task.images(new Shape(2, 8, 8), CLASSES);
    Network.Builder builder = Network.builder(task);
    int first = builder.add(Layer.Convolution.dense(16, 3, 1), 0);
    int normal = builder.add(new Layer.BatchNorm(), first);
    int second = builder.add(Layer.Convolution.dense(16, 1, 1), 0);
    int sum = builder.add(new Layer.Sum(), List.of(normal, second));
    int positive = builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), sum));
    int pooled = builder.add(new Layer.Pool(Layer.Pool.Kind.AVERAGE, 3, 2), positive);
    int twice = builder.add(new Layer.BatchNorm(), builder.add(new Layer.BatchNorm(), pooled));
    for (int read : List.of(first, sum, pooled)) {
      builder.add(new Layer.Dropout(0), watched ? read : 0);
    }
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.Flatten(), twice));
    return Model.of(builder.build(), Constants.neutral(task), Seeds.root(3), Device.CPU);
  }

  @Test
  void oneDnnDoesItWhereItHasCodeForTheProcessor() {
    Assumptions.assumeTrue(
        Loader.getPlatform().equals("linux-x86_64"), "skipped: known of this platform alone");
    assertTrue(OneDnnBatchNorm.of(new long[] {4, 16, 8, 8}, true).isPresent());
    assertTrue(OneDnnBatchNorm.of(new long[] {1, 16, 1, 1}, true).isEmpty());
  }

  /** But for rounding, which cancellation in gradients enlarges. */
  private static void assertAlike(float[] expected, float[] actual, String told) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(expected, actual, 2e-5f * largest, told);
  }

  private static float[] step(Model model, int samples) {
    Shape shape = model.network().input();
    float[] values = new float[(int) (samples * shape.size())];
    RandomGenerator rng = Seeds.root(samples).rng();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (128 + 64 * rng.nextGaussian()); // as pixels lie
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor batch =
          Tensors.of(values, Device.CPU, samples, shape.channels(), shape.height(), shape.width());
      Tensor outputs = model.forward(batch, true);
      outputs.square().sum().backward();
      return Tensors.floats(outputs);
    }
  }

  /**
   * @param watched whether a node that nobody reads itself reads what is normalised
   */
  private static Model model(Shape shape, int channels, boolean rectified, boolean watched) {
    Task task = Task.images(shape, CLASSES);
    Network.Builder builder = Network.builder(task);
    int map = builder.add(Layer.Convolution.dense(channels, 1, 1), 0);
    int end = builder.add(new Layer.BatchNorm(), map);
    end = rectified ? builder.add(new Layer.Relu(), end) : end;
    builder.add(new Layer.Dropout(0), watched ? map : 0);
    end = builder.add(Layer.Convolution.dense(4, 1, 1), end);
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.Flatten(), end));
    return Model.of(builder.build(), Constants.neutral(task), Seeds.root(3), Device.CPU);
  }
}
