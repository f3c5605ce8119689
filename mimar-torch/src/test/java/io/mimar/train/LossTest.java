package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Losses of samples and of batches of them. */
@SuppressWarnings("try") // a PointerScope works by being open
final class LossTest {
  private static final int[] LABELS = {0, 0, 0, 0, 1, 2, 2, 0};
  private static final Shape SHAPE = new Shape(1, 2, 2);

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static Network network(Output output) {
    Network.Builder builder = Network.builder(new Task(Task.images(SHAPE, 3).input(), output));
    builder.add(new Layer.Linear(output.size()), builder.add(new Layer.GlobalAverage(), 0));
    return builder.build();
  }

  private static Model model(Output output) {
    Network network = network(output);
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
      Loss loss = Loss.of(model, Metric.ACCURACY, smoothing, weights);
      Tensor outputs = numbers(24, 8, 3);
      assertMean(loss, outputs, targets);
      assertEquals(8, loss.each(outputs, targets).numel());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RMSE", "MAE", "R2"})
  void theDistancesOfABatchAreTheMeanOfItsSamples(Metric metric) {
    try (PointerScope scope = new PointerScope();
        Model model = model(new Output.Amount())) {
      Loss loss = Loss.of(model, metric, 0, Optional.empty());
      Tensor outputs = numbers(4, 4, 1);
      Tensor targets = Tensors.of(new float[] {1, -2, 0.5f, 3}, Device.CPU, 4);
      assertMean(loss, outputs, targets);
      float[] put = Tensors.floats(outputs);
      double off = Math.abs(put[1] + 2);
      assertEquals(
          metric == Metric.MAE ? off : off * off,
          Tensors.floats(loss.each(outputs, targets))[1],
          1e-5);
      float[] each = Tensors.floats(loss.each(outputs, targets));
      float[] fits = Tensors.floats(loss.fits(outputs, targets));
      assertArrayEquals(each, fits, 1e-5f, "amounts of mean 0 and deviation 1");
    }
  }

  /** One target of five is far off: the median does not care, the mean does. */
  @ParameterizedTest
  @CsvSource({"MAE,1", "RMSE,20.8"})
  void theMetricOfAmountsSaysWhatIsLearned(Metric metric, double expected) {
    float[] amounts = new float[200];
    byte[] pixels = new byte[(int) SHAPE.size() * amounts.length];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = i % 5 == 0 ? 100 : 1;
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i);
    }
    LabelledSamples rows = new LabelledSamples(SHAPE, new Numbers.Bytes(pixels), amounts);
    Network network = network(new Output.Amount());
    Constants constants = Constants.of(network.task(), rows);
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU)) {
      TrainOptions options = TrainOptions.CANDIDATE.withEpochs(60).withLearningRate(0.02);
      new Trainer(options, metric, () -> 0)
          .train(model, rows, rows.select(new int[0]), Seeds.root(1), epoch -> true);
      Evaluation told = Evaluator.evaluate(model, rows);
      assertEquals(expected, told.answers()[0][0], 2);
    }
  }

  @Test
  void aRightClassFitsAndAWrongOneDoesNot() {
    try (PointerScope scope = new PointerScope();
        Model model = model(new Output.Classes(3))) {
      Loss loss = Loss.of(model, Metric.ACCURACY, 0.1, Optional.empty());
      Tensor outputs = Tensors.of(new float[] {0, 2, 1, 5, 2, 1}, Device.CPU, 2, 3);
      Tensor targets = Tensors.of(new long[] {1, 2}, Device.CPU, 2);
      float[] fits = Tensors.floats(loss.fits(outputs, targets).to(ScalarType.Float));
      assertArrayEquals(new float[] {1, 0}, fits);
    }
  }
}
