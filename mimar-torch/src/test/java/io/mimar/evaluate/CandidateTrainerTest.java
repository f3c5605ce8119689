package io.mimar.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Fold;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.TabularSpace;
import io.mimar.stop.EarlyStopping.Bar;
import io.mimar.study.Assignment;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTrainerTest {
  private static final int COLUMNS = 3;
  private static final int EPOCHS = 20;
  private static final int RUNG = 7;
  private static final TabularSpace SPACE = new TabularSpace();

  /** A score that nobody reaches. */
  private static final double HIGH = 1.5;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static LabelledSamples rows(int count, RandomGenerator rng) {
    float[] numbers = new float[count * COLUMNS];
    float[] labels = new float[count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) rng.nextGaussian();
    }
    for (int i = 0; i < count; i++) {
      labels[i] = numbers[i * COLUMNS] > 0 ? 1 : 0;
    }
    return new LabelledSamples(Shape.vector(COLUMNS), new Numbers.Floats(numbers), labels);
  }

  private static CandidateTrainer trainer() {
    RandomGenerator rng = Seeds.root(5).rng();
    Fold fold = new Fold(rows(64, rng), rows(32, rng));
    Input columns = new Input.Columns(Collections.nCopies(COLUMNS, new Input.Column(0, false)));
    Task task = new Task(columns, new Output.Classes(2));
    return new CandidateTrainer(
        new CandidateTrainer.Job(
            SPACE,
            List.of(fold),
            task,
            Metric.ACCURACY,
            TrainOptions.CANDIDATE.withEpochs(EPOCHS),
            Device.CPU),
        System::nanoTime);
  }

  private static Architecture ofLength(double length) {
    RandomGenerator rng = Seeds.root(6).rng();
    Architecture drawn = SPACE.random(rng);
    while (SPACE.regime(drawn).orElseThrow().length() != length) {
      drawn = SPACE.random(rng);
    }
    return drawn;
  }

  private static CandidateTrainer.Trained trained(double length, List<Bar> bars) {
    return trained(length, bars, () -> {});
  }

  private static CandidateTrainer.Trained trained(
      double length, List<Bar> bars, Runnable eachStep) {
    return trained(new Assignment(0, 1, ofLength(length), 9, bars), eachStep);
  }

  private static CandidateTrainer.Trained trained(Assignment assignment, Runnable eachStep) {
    CandidateTrainer.Progress nobody =
        new CandidateTrainer.Progress() {
          @Override
          public void onEpoch(Epoch epoch) {}

          @Override
          public void onStep() {
            eachStep.run();
          }
        };
    return trainer().train(assignment, nobody);
  }

  @Test
  void whoseTimeIsOverIsJudgedAfterTheNextPoint() {
    Assignment late =
        new Assignment(
            0,
            1,
            ofLength(1),
            9,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(Duration.ZERO));
    CandidateTrainer.Trained trained = trained(late, () -> {});
    assertEquals(Outcome.COMPLETE, trained.result().outcome());
    assertEquals(1, trained.result().curve().size());
    assertTrue(trained.result().reason().startsWith("judged after epoch 1 of"), trained.toString());
    assertTrue(trained.trained().isPresent());
  }

  @ParameterizedTest
  @CsvSource({"1, 7, 7", "0.5, 8, 4", "0.25, 8, 2"})
  void trainingsOfAnyLengthStopAtTheRung(double length, int epoch, int points) {
    CandidateTrainer.Trained trained = trained(length, List.of(new Bar(RUNG, HIGH)));
    assertEquals(Outcome.STOPPED, trained.result().outcome());
    assertEquals(epoch, trained.result().epochs());
    assertEquals(points, trained.result().curve().size());
    assertTrue(trained.result().reason().contains("after epoch " + epoch), trained.toString());
    assertTrue(trained.trained().isEmpty());
  }

  @Test
  void aTrainingThatReachesTheBarGoesOn() {
    CandidateTrainer.Trained trained = trained(0.25, List.of(new Bar(RUNG, 0)));
    assertEquals(Outcome.COMPLETE, trained.result().outcome());
    assertEquals(EPOCHS, trained.result().epochs());
    assertEquals(5, trained.result().curve().size());
  }

  @Test
  void aNetworkThatMemoryDoesNotHoldIsNoChoiceHere() {
    Runnable engineLacksMemory =
        () -> {
          throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory: 9 bytes");
        };
    CandidateTrainer.Trained trained = trained(1, List.of(), engineLacksMemory);
    assertEquals(Outcome.INFEASIBLE, trained.result().outcome());
    String reason = trained.result().reason();
    assertTrue(reason.contains("can't allocate memory: 9 bytes; by its size"), reason);
    assertTrue(reason.matches(".* takes about [1-9]\\d* MB besides .*"), reason);
    assertTrue(trained.trained().isEmpty());
  }

  @Test
  void nothingStopsAfterItsLastEpoch() {
    CandidateTrainer.Trained trained = trained(0.25, List.of(new Bar(EPOCHS - 1, HIGH)));
    assertEquals(Outcome.COMPLETE, trained.result().outcome());
    assertTrue(trained.trained().isPresent());
  }
}
