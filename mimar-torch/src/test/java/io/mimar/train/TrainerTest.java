package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Networks;
import io.mimar.nn.Weights;
import io.mimar.random.Seeds;
import io.mimar.space.Regime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Shape SHAPE = new Shape(1, 12, 12);
  private static final int CLASSES = 4;
  private static final Network NETWORK = Networks.small(SHAPE, CLASSES);
  private static final LabelledSamples TRAIN =
      Networks.bands(SHAPE, CLASSES, 130, Seeds.root(1).rng());
  private static final LabelledSamples VALIDATION =
      Networks.bands(SHAPE, CLASSES, 60, Seeds.root(2).rng());
  private static final TrainOptions OPTIONS =
      new TrainOptions(
          6,
          16,
          0.05,
          0.9,
          5e-4,
          0.05,
          0.1,
          0.9,
          new Augmentation(true, 0, 0),
          Regime.Optimiser.SGD,
          0);

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private record Result(Training training, Weights weights, Evaluation evaluation) {}

  private static Result train(TrainOptions options, long seed, EpochListener listener) {
    Seeds seeds = Seeds.root(seed);
    try (Model model = Model.of(NETWORK, Constants.of(NETWORK.task(), TRAIN), seeds, Device.CPU)) {
      Training training =
          new Trainer(options, Metric.ACCURACY, Clock.systemUTC())
              .train(model, TRAIN, VALIDATION, seeds, listener);
      return new Result(training, model.weights(), Evaluator.evaluate(model, VALIDATION));
    }
  }

  @Test
  void theLossFallsAndTheClassesAreLearnt() {
    Result result = train(OPTIONS, 1, epoch -> true);
    assertEquals(6, result.training().curve().size());
    assertTrue(result.training().last().trainLoss() < result.training().curve().get(0).trainLoss());
    double accuracy = Metric.ACCURACY.of(result.evaluation());
    assertTrue(accuracy > 0.7, "" + accuracy);
    assertEquals(result.training().last().validationScore(), accuracy, 0);
  }

  @Test
  void theSameSeedGivesTheSameWeightsBitByBit() {
    TrainOptions options = OPTIONS.withEpochs(2).withAugmentation(new Augmentation(true, 2, 3));
    Result a = train(options, 3, epoch -> true);
    Result b = train(options, 3, epoch -> true);
    for (String name : a.weights().names()) {
      assertArrayEquals(a.weights().get(name), b.weights().get(name), name);
    }
  }

  @Test
  void theListenerEndsATraining() {
    Result result = train(OPTIONS, 1, epoch -> epoch.number() < 2);
    assertEquals(2, result.training().curve().size());
    assertTrue(result.training().stopped());
  }

  @Test
  void aLossThatIsNoNumberHasNoScore() {
    assertThrows(
        DivergedException.class, () -> train(OPTIONS.withLearningRate(1e6), 1, epoch -> true));
  }

  @Test
  void aLackOfMemoryIsCalledThat() {
    assertThrows(
        MemoryExhaustedException.class,
        () -> MemoryExhaustedException.named(() -> torch.zeros(1L << 44)));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThrows(MimarException.class, () -> OPTIONS.withEpochs(0));
    assertThrows(MimarException.class, () -> OPTIONS.withBatch(1));
    assertThrows(MimarException.class, () -> OPTIONS.withLearningRate(Double.NaN));
    assertThrows(MimarException.class, () -> new Augmentation(false, -1, 0));
  }

  @Test
  void memoryStaysFlat() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/statm")));
    long[] after = new long[60];
    // 27 steps an epoch, then validation; what Java's heap grows by meanwhile does not count
    train(
        OPTIONS.withEpochs(60).withAugmentation(new Augmentation(true, 2, 3)),
        5,
        epoch -> {
          after[epoch.number() - 1] = residentBytes() - Runtime.getRuntime().totalMemory();
          return true;
        });
    long growth = after[59] - after[19];
    assertTrue(growth < 16L << 20, "grew by " + growth + " bytes in 40 epochs");
  }

  private static long residentBytes() {
    try {
      return 4096 * Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProbeSaysWhatAnImageCosts() {
    CostProbe probe =
        CostProbe.measure(NETWORK, TrainOptions.CANDIDATE, Device.CPU, Clock.systemUTC());
    assertTrue(probe.trainMillis() > 0 && probe.trainMillis() < 100, "" + probe);
    assertTrue(probe.evaluateMillis() >= 0 && probe.evaluateMillis() < 100, "" + probe);
  }
}
