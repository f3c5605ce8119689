package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.LabelledSamples;
import io.mimar.data.MappedPixels;
import io.mimar.network.Layer;
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
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          OptionalDouble.of(0.05),
          0.1,
          0.9,
          new Augmentation(true, 0, 0),
          Regime.Optimiser.SGD,
          0,
          OptionalDouble.empty(),
          0);

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private record Result(Training training, Weights weights, Evaluation evaluation) {}

  private static Result train(TrainOptions options, long seed, EpochListener listener) {
    return train(options, TRAIN, VALIDATION, seed, listener);
  }

  private static Result train(
      TrainOptions options,
      LabelledSamples train,
      LabelledSamples validation,
      long seed,
      EpochListener listener) {
    Seeds seeds = Seeds.root(seed);
    try (Model model = Model.of(NETWORK, Constants.of(NETWORK.task(), train), seeds, Device.CPU)) {
      Training training =
          new Trainer(options, Metric.ACCURACY, System::nanoTime)
              .train(model, train, validation, seeds, listener);
      return new Result(training, model.weights(), Evaluator.evaluate(model, validation));
    }
  }

  @Test
  void imagesOfAMappedFileTeachTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pixels");
    byte[] train = TRAIN.pixels();
    byte[] validation = VALIDATION.pixels();
    Files.write(file, new byte[3]);
    Files.write(file, train, StandardOpenOption.APPEND);
    Files.write(file, validation, StandardOpenOption.APPEND);
    LabelledSamples mapped =
        new LabelledSamples(SHAPE, MappedPixels.of(file, 3, train.length), TRAIN.targets());
    LabelledSamples judged =
        new LabelledSamples(
            SHAPE,
            MappedPixels.of(file, 3 + train.length, validation.length),
            VALIDATION.targets());
    Result inMemory = train(OPTIONS, 1, epoch -> true);
    Result fromFile = train(OPTIONS, mapped, judged, 1, epoch -> true);
    assertEquals(
        inMemory.training().last().validationScore(), fromFile.training().last().validationScore());
    for (String name : inMemory.weights().names()) {
      assertArrayEquals(inMemory.weights().get(name), fromFile.weights().get(name), name);
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
  void whatIsKnownWellMayBeLeftOut() {
    TrainOptions options = OPTIONS.withEpochs(8).withPruning(0.5);
    Result a = train(options, 3, epoch -> true);
    assertTrue(Metric.ACCURACY.of(a.evaluation()) > 0.7);
    assertTrue(a.training().last().trainScore() > 0.7);
    Result b = train(options, 3, epoch -> true);
    Result whole = train(options.withPruning(0), 3, epoch -> true);
    boolean same = true;
    for (String name : a.weights().names()) {
      assertArrayEquals(a.weights().get(name), b.weights().get(name), name);
      same &= Arrays.equals(a.weights().get(name), whole.weights().get(name));
    }
    assertFalse(same);
  }

  /** Weights after two epochs of whole batches, or of batches in parts. */
  private static Weights inParts(Network network, TrainOptions options, int threads) {
    Seeds seeds = Seeds.root(3);
    Constants constants = Constants.of(network.task(), TRAIN);
    try (Model model = Model.of(network, constants, seeds, Device.CPU)) {
      Trainer trainer =
          new Trainer(options, Metric.ACCURACY, System::nanoTime, Trainer.Pace.STEADY, threads);
      Training training = trainer.train(model, TRAIN, VALIDATION, seeds, epoch -> true);
      assertTrue(training.last().trainLoss() < training.curve().get(0).trainLoss());
      assertTrue(training.last().trainScore() > 0.25, "better than chance");
      return model.weights();
    }
  }

  /** Without batch normalisation and drawn changes a batch is the sum of its parts. */
  @Test
  void batchesInPartsChangeWeightsAsWholeOnesDo() {
    Network.Builder builder = Network.builder(NETWORK.task());
    int map = builder.add(new Layer.Relu(), builder.add(Layer.Convolution.dense(8, 3, 1), 0));
    builder.add(new Layer.Linear(CLASSES), builder.add(new Layer.GlobalAverage(), map));
    Network plain = builder.build();
    TrainOptions options = OPTIONS.withBatch(50).withAugmentation(Augmentation.NONE);
    Weights whole = inParts(plain, options, 1);
    for (int threads : new int[] {2, 3}) { // 3 parts are of 16 and 17 samples
      Weights parts = inParts(plain, options, threads);
      for (String name : whole.names()) {
        assertArrayEquals(whole.get(name), parts.get(name), 2e-4f, name);
      }
    }
  }

  /** Of 130 samples a batch may show one twice, in two parts. */
  @ParameterizedTest
  @CsvSource({"0.2,0", "0,0.5"})
  void batchesInPartsAreRepeatedBitByBit(double mixup, double pruning) {
    TrainOptions options =
        OPTIONS
            .withBatch(50)
            .withMixup(mixup)
            .withPruning(pruning)
            .withAugmentation(new Augmentation(true, 2, 3));
    Weights first = inParts(NETWORK, options, 2);
    Weights second = inParts(NETWORK, options, 2);
    boolean same = true;
    Weights whole = inParts(NETWORK, options, 1);
    for (String name : first.names()) {
      assertArrayEquals(first.get(name), second.get(name), name);
      same &= Arrays.equals(first.get(name), whole.get(name));
    }
    assertFalse(same, "statistics are those of parts");
    assertTrue(first.isFinite());
  }

  @Test
  void noPartOfABatchIsTooSmall() {
    assertEquals(1, Trainer.parts(1, 64));
    assertEquals(2, Trainer.parts(2, 32));
    assertEquals(4, Trainer.parts(8, 64), "of eight threads four");
    assertEquals(1, Trainer.parts(8, 31));
  }

  @Test
  void theListenerEndsATraining() {
    Result result = train(OPTIONS, 1, epoch -> epoch.number() < 2);
    assertEquals(2, result.training().curve().size());
    assertTrue(result.training().stopped());
  }

  @Test
  void whereLessThanAnEpochIsLeftItShowsSoMuch() {
    AtomicInteger whole = new AtomicInteger();
    AtomicInteger part = new AtomicInteger();
    LabelledSamples none = VALIDATION.select(new int[0]); // whose batches would count too
    Seeds seeds = Seeds.root(1);
    Constants constants = Constants.of(NETWORK.task(), TRAIN);
    try (Model model = Model.of(NETWORK, constants, seeds, Device.CPU)) {
      new Trainer(OPTIONS.withEpochs(1), Metric.ACCURACY, System::nanoTime)
          .train(model, TRAIN, none, seeds, counting(whole));
    }
    try (Model model = Model.of(NETWORK, constants, seeds, Device.CPU)) {
      Trainer.Pace pace = (done, planned) -> done == 0 ? 0.3 : 0;
      Training training =
          new Trainer(OPTIONS, Metric.ACCURACY, System::nanoTime, pace)
              .train(model, TRAIN, none, seeds, counting(part));
      assertEquals(1, training.curve().size());
      assertTrue(Double.isFinite(training.last().trainLoss()));
      assertTrue(training.last().trainScore() <= 1);
    }
    assertEquals((int) Math.ceil(0.3 * whole.get()), part.get());
  }

  @Test
  void judgingGivesSignsOfLifeToo() {
    LabelledSamples many = Networks.bands(SHAPE, CLASSES, 600, Seeds.root(2).rng());
    AtomicInteger signs = new AtomicInteger();
    Seeds seeds = Seeds.root(1);
    try (Model model = Model.of(NETWORK, Constants.of(NETWORK.task(), TRAIN), seeds, Device.CPU)) {
      Trainer trainer = new Trainer(OPTIONS.withEpochs(1), Metric.ACCURACY, System::nanoTime);
      trainer.train(model, TRAIN, VALIDATION.select(new int[0]), seeds, counting(signs));
      int steps = signs.getAndSet(0);
      trainer.train(model, TRAIN, many, seeds, counting(signs));
      assertEquals(steps + 3, signs.get(), "batches of 250");
    }
  }

  private static EpochListener counting(AtomicInteger steps) {
    return new EpochListener() {
      @Override
      public void onStep() {
        steps.incrementAndGet();
      }

      @Override
      public boolean onEpoch(Epoch epoch) {
        return true;
      }
    };
  }

  @Test
  void aLossThatIsNoNumberHasNoScore() {
    assertThrows(
        DivergedException.class, () -> train(OPTIONS.withLearningRate(1e6), 1, epoch -> true));
  }

  @Test
  void theMetricSaysWhetherLabelsAreSmoothed() {
    TrainOptions options = TrainOptions.CANDIDATE.withEpochs(1);
    Weights sharp = weights(TRAIN, options.withLabelSmoothing(0), Metric.ACCURACY);
    Weights smooth = weights(TRAIN, options.withLabelSmoothing(0.1), Metric.LOG_LOSS);
    assertSameWeights(sharp, weights(TRAIN, options, Metric.LOG_LOSS));
    assertSameWeights(smooth, weights(TRAIN, options, Metric.ACCURACY));
    assertNotEquals(sum(sharp), sum(smooth));
  }

  /** Every image is there once as its class, and twice as class 0: so by rows, all are class 0. */
  @Test
  void balanceMakesRareClassesHeard() {
    LabelledSamples zeros = new LabelledSamples(SHAPE, TRAIN.numbers(), new float[TRAIN.size()]);
    LabelledSamples mostlyZero = TRAIN.with(zeros).with(zeros);
    double plain = balancedAccuracy(mostlyZero, OPTIONS);
    double balanced = balancedAccuracy(mostlyZero, OPTIONS.withBalance(1));
    assertTrue(plain < 0.4, plain + " without weights");
    assertTrue(balanced > 0.7, balanced + " with weights");
  }

  @Test
  void theMetricSaysWhetherClassesWeighTheSame() {
    LabelledSamples unequal = unequal(TRAIN, 8);
    TrainOptions options = OPTIONS.withEpochs(1);
    Weights asked = weights(unequal, options.withBalance(1), Metric.ACCURACY);
    Weights plain = weights(unequal, options.withBalance(0), Metric.BALANCED_ACCURACY);
    assertSameWeights(asked, weights(unequal, options, Metric.BALANCED_ACCURACY));
    Weights half = weights(unequal, options.withBalance(0.5), Metric.ACCURACY);
    assertSameWeights(half, weights(unequal, options, Metric.MACRO_F1));
    assertSameWeights(plain, weights(unequal, options, Metric.ACCURACY));
    assertNotEquals(sum(asked), sum(plain));
  }

  private static void assertSameWeights(Weights a, Weights b) {
    for (String name : a.names()) {
      assertArrayEquals(a.get(name), b.get(name), name);
    }
  }

  private static double sum(Weights weights) {
    double sum = 0;
    for (String name : weights.names()) {
      for (float weight : weights.get(name)) {
        sum += Math.abs(weight);
      }
    }
    return sum;
  }

  /** Keeps all samples of class 0 and one in {@code share} of the others. */
  private static LabelledSamples unequal(LabelledSamples samples, int share) {
    int[] labels = samples.labels();
    int[] seen = new int[CLASSES];
    return samples.select(
        IntStream.range(0, labels.length)
            .filter(i -> labels[i] == 0 || seen[labels[i]]++ % share == 0)
            .toArray());
  }

  private static double balancedAccuracy(LabelledSamples train, TrainOptions options) {
    Seeds seeds = Seeds.root(1);
    try (Model model = Model.of(NETWORK, Constants.of(NETWORK.task(), train), seeds, Device.CPU)) {
      new Trainer(options, Metric.ACCURACY, System::nanoTime)
          .train(model, train, VALIDATION, seeds, epoch -> true);
      return Metric.BALANCED_ACCURACY.of(Evaluator.evaluate(model, VALIDATION));
    }
  }

  private static Weights weights(LabelledSamples train, TrainOptions options, Metric metric) {
    Seeds seeds = Seeds.root(1);
    try (Model model = Model.of(NETWORK, Constants.of(NETWORK.task(), train), seeds, Device.CPU)) {
      new Trainer(options, metric, System::nanoTime)
          .train(model, train, VALIDATION, seeds, epoch -> true);
      return model.weights();
    }
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
    assertThrows(MimarException.class, () -> OPTIONS.withBalance(1.01));
    assertThrows(MimarException.class, () -> OPTIONS.withBalance(Double.NaN));
    assertThrows(MimarException.class, () -> OPTIONS.withPruning(0.91));
    assertThrows(MimarException.class, () -> OPTIONS.withPruning(Double.NaN));
    assertThrows(MimarException.class, () -> new Augmentation(false, -1, 0));
  }

  @Test
  void memoryStaysFlat() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/smaps")));
    long[] after = new long[60];
    // 27 steps an epoch, then validation; Java's own memory, which grows meanwhile, does not count
    train(
        OPTIONS.withEpochs(60).withAugmentation(new Augmentation(true, 2, 3)),
        5,
        epoch -> {
          after[epoch.number() - 1] = nativeHeapBytes();
          return true;
        });
    long growth = after[59] - after[19];
    assertTrue(growth < 16L << 20, "grew by " + growth + " bytes in 40 epochs");
  }

  /** What of the heap of native code is in memory: all of it is one arena, see the build. */
  private static long nativeHeapBytes() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
      int heap =
          IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).endsWith("[heap]"))
              .findFirst()
              .orElseThrow();
      String resident =
          lines.subList(heap, lines.size()).stream()
              .filter(l -> l.startsWith("Rss:"))
              .findFirst()
              .orElseThrow();
      return 1024 * Long.parseLong(resident.replaceAll("\\D", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProbeSaysWhatAnImageCosts() {
    CostProbe probe =
        CostProbe.measure(NETWORK, TrainOptions.CANDIDATE, Device.CPU, System::nanoTime);
    assertTrue(probe.trainMillis() > 0 && probe.trainMillis() < 100, "" + probe);
    assertTrue(probe.evaluateMillis() >= 0 && probe.evaluateMillis() < 100, "" + probe);
  }

  /** A probe shows few samples, and few are shown many times over in an epoch. */
  @Test
  void aProbeSaysWhatATrainingTakesAlsoInSmallBatches() {
    TrainOptions options = TrainOptions.CANDIDATE.withBatch(8).withEpochs(3);
    List<Double> millis = new ArrayList<>();
    train(options, 1, epoch -> millis.add(epoch.time().toNanos() / 1e6 / TRAIN.size()));
    double real = millis.stream().mapToDouble(m -> m).min().orElseThrow();
    double told = CostProbe.measure(NETWORK, options, Device.CPU, System::nanoTime).trainMillis();
    assertTrue(told < 5 * real && real < 5 * told, "told " + told + " ms, takes " + real);
  }
}
