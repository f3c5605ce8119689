package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Tensors;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses of samples and of batches of them. */
@SuppressWarnings("try") // a PointerScope works by being open
final class LossTest {
  private static final int[] LABELS = {0, 0, 0, 0, 1, 2, 2, 0};
  private static final Shape SHAPE = new Shape(1, 2, 2);

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static Model model(Output output) {
    Network.Builder builder = Network.builder(new Task(Task.images(SHAPE, 3).input(), output));
    builder.add(new Layer.Linear(output.size()), builder.add(new Layer.GlobalAverage(), 0));
    Network network = builder.build();
    return Model.of(network, Constants.neutral(network.task()), Seeds.root(1), Device.CPU);
  }

  private static Tensor numbers(int count, long... shape) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(3.7 * i);
    }
    return Tensors.of(values, Device.CPU, shape);
  }

  private static void assertMean(Loss loss, Tensor outputs, Tensor targets) {
    double each = loss.each(outputs, targets).sum().item_double();
    double importance = loss.importance(targets).sum().item_double();
    assertEquals(loss.of(outputs, targets).item_double(), each / importance, 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.1,0", "0,1", "0.1,0.5"})
  void theLossOfABatchIsTheMeanOfItsSamples(double smoothing, double balance) {
    try (PointerScope scope = new PointerScope();
        Model model = model(new Output.Classes(3))) {
      Optional<ClassWeights> weights =
          balance > 0 ? Optional.of(ClassWeights.of(LABELS, 3, balance)) : Optional.empty();
      long[] labels = Arrays.stream(LABELS).asLongStream().toArray();
      Tensor targets = Tensors.of(labels, Device.CPU, labels.length);
      Loss loss = Loss.of(model, smoothing, weights);
      Tensor outputs = numbers(24, 8, 3);
      assertMean(loss, outputs, targets);
      assertEquals(8, loss.each(outputs, targets).numel());
    }
  }

  @Test
  void theSquaresOfABatchAreTheMeanOfItsSamples() {
    try (PointerScope scope = new PointerScope();
        Model model = model(new Output.Amount())) {
      Loss loss = Loss.of(model, 0, Optional.empty());
      Tensor outputs = numbers(4, 4, 1);
      Tensor targets = Tensors.of(new float[] {1, -2, 0.5f, 3}, Device.CPU, 4);
      assertMean(loss, outputs, targets);
      float[] each = Tensors.floats(loss.each(outputs, targets));
      float[] fits = Tensors.floats(loss.fits(outputs, targets));
      assertArrayEquals(each, fits, 1e-5f, "amounts of mean 0 and deviation 1");
    }
  }

  @Test
  void aRightClassFitsAndAWrongOneDoesNot() {
    try (PointerScope scope = new PointerScope();
        Model model = model(new Output.Classes(3))) {
      Loss loss = Loss.of(model, 0.1, Optional.empty());
      Tensor outputs = Tensors.of(new float[] {0, 2, 1, 5, 2, 1}, Device.CPU, 2, 3);
      Tensor targets = Tensors.of(new long[] {1, 2}, Device.CPU, 2);
      float[] fits = Tensors.floats(loss.fits(outputs, targets).to(ScalarType.Float));
      assertArrayEquals(new float[] {1, 0}, fits);
    }
  }
}
