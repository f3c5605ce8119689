package io.mimar.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.task.Tasks;
import io.mimar.train.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinesTest {
  private static final int COLUMNS = 4;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** Rows whose first two numbers tell the amount 3a - 2b + 10, or whether it is above 12. */
  private static LabelledSamples rows(boolean classes, int count, RandomGenerator rng) {
    float[] numbers = new float[count * COLUMNS];
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < COLUMNS; c++) {
        numbers[i * COLUMNS + c] = (float) rng.nextGaussian();
      }
      float amount = 3 * numbers[i * COLUMNS] - 2 * numbers[i * COLUMNS + 1] + 10;
      targets[i] = classes ? (amount > 12 ? 1 : 0) : amount;
    }
    return new LabelledSamples(Shape.vector(COLUMNS), new Numbers.Floats(numbers), targets);
  }

  private static Dataset table(boolean classes) {
    RandomGenerator rng = Seeds.root(1).rng();
    List<Format.Column> columns = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      columns.add(new Format.Column("x" + c, Format.Kind.NUMBER, "plain", List.of(), false));
    }
    return new Dataset(
        "table",
        new Format.Table(columns, List.of("x0", "x1", "x2", "x3", "y"), "y"),
        classes ? new Target.Classes(List.of("low", "high")) : new Target.Amount("y"),
        rows(classes, 200, rng),
        rows(classes, 50, rng),
        Optional.of(rows(classes, 100, rng)),
        false,
        List.of());
  }

  private static Baselines of(Dataset data) {
    Metric metric = Metric.standard(data.target().output());
    return Baselines.of(data, metric, Optional.empty(), Seeds.root(2), System::nanoTime, () -> {})
        .orElseThrow();
  }

  @Test
  void stepsAndBatchesOfTestRowsAreSignsOfLife() {
    AtomicInteger signs = new AtomicInteger();
    Baselines.of(
        table(true),
        Metric.ACCURACY,
        Optional.of(Duration.ofMillis(1)),
        Seeds.root(2),
        System::nanoTime,
        signs::incrementAndGet);
    assertTrue(signs.get() > 1, "signs " + signs);
  }

  @Test
  void theMajorityTellsTheSharesOfTheRowsThatWereLearnedFrom() {
    Dataset data = table(true);
    float[] learned = data.train().with(data.validation()).targets();
    double high = 0;
    for (float label : learned) {
      high += label / learned.length;
    }
    Baselines baselines = of(data);
    assertArrayEquals(
        new float[] {(float) (1 - high), (float) high}, baselines.majority().answers()[0], 1e-6f);
    double low = 0;
    for (float label : data.test().orElseThrow().targets()) {
      low += (1 - label) / 100;
    }
    assertTrue(high < 0.5, "the first class is the more frequent one");
    assertEquals(low, Metric.ACCURACY.of(baselines.majority()), 1e-6); // labels are floats
    assertEquals(0.5, Metric.BALANCED_ACCURACY.of(baselines.majority()));
    assertEquals(0.5, Metric.AUC.of(baselines.majority()));
  }

  @Test
  void theMeanTellsNoVariance() {
    double r2 = Metric.R2.of(of(table(false)).majority());
    assertTrue(r2 <= 0 && r2 > -0.1, "R2 " + r2);
  }

  @Test
  void theMedianIsTheBestConstantWhereAbsoluteErrorsCount() {
    Dataset data = table(false);
    float[] sorted = data.train().with(data.validation()).targets().clone();
    Arrays.sort(sorted);
    Baselines baselines =
        Baselines.of(data, Metric.MAE, Optional.empty(), Seeds.root(2), System::nanoTime, () -> {})
            .orElseThrow();
    assertEquals(sorted[sorted.length / 2], baselines.majority().answers()[0][0]);
  }

  @Test
  void whatIsLinearIsLearned() {
    double accuracy = Metric.ACCURACY.of(of(table(true)).linear().orElseThrow());
    assertTrue(accuracy >= 0.95, "accuracy " + accuracy);
    double r2 = Metric.R2.of(of(table(false)).linear().orElseThrow());
    assertTrue(r2 > 0.999, "R2 " + r2);
  }

  @Test
  void theSameSeedsGiveTheSameAnswers() {
    Dataset data = table(false);
    assertArrayEquals(
        of(data).linear().orElseThrow().answers(), of(data).linear().orElseThrow().answers());
  }

  @Test
  void aMillisecondIsEnoughForSomeTraining() {
    Dataset data = table(false);
    Optional<Duration> brief = Optional.of(Duration.ofMillis(1));
    double r2 =
        Metric.R2.of(
            Baselines.of(data, Metric.RMSE, brief, Seeds.root(2), System::nanoTime, () -> {})
                .flatMap(Baselines::linear)
                .orElseThrow());
    assertTrue(r2 > 0.05, "R2 " + r2);
  }

  @Test
  void withoutTestRowsThereIsNothingToMeasure() {
    Dataset data = table(true);
    Dataset untested =
        new Dataset(
            data.name(),
            data.format(),
            data.target(),
            data.train(),
            data.validation(),
            Optional.empty(),
            false,
            List.of());
    Seeds seeds = Seeds.root(2);
    assertTrue(
        Baselines.of(untested, Metric.ACCURACY, Optional.empty(), seeds, System::nanoTime, () -> {})
            .isEmpty());
  }

  @Test
  void everyKindOfInputHasALinearNetwork() {
    Output output = new Output.Classes(3);
    List<Input.Column> columns = List.of(new Input.Column(0, true), new Input.Column(4, false));
    assertEquals(3 * (28 * 28 + 1), params(new Input.Pixels(new Shape(1, 28, 28)), output));
    assertEquals(3 * (3 * 50 + 1), params(new Input.Series(2, 50), output)); // a channel more
    assertEquals(3 * 1024, params(new Input.Tokens(9, 50, 20, 1024), output));
    assertEquals(3 * (2 + 4 + 1), params(new Input.Columns(columns), output));
  }

  private static long params(Input input, Output output) {
    return Costs.of(Baselines.network(new Task(input, output))).params();
  }

  /**
   * Real sets under {@code MIMAR_SETS}: what logistic regression reaches there by other code, or is
   * known to (a point of each is the tolerance for other regularisation); for series, which nothing
   * else has measured, that it learns at all.
   */
  @ParameterizedTest
  @CsvSource({"optdigits, .919", "fashion-mnist, .798", "subj, .897", "GunPoint, .7"})
  void realSetsGiveWhatLogisticRegressionGives(String name, double least) {
    String sets = System.getProperty("MIMAR_SETS", System.getenv().getOrDefault("MIMAR_SETS", ""));
    assumeTrue(!sets.isEmpty(), "MIMAR_SETS names no folder of data sets");
    Path folder = Path.of(sets).resolve(name);
    assumeTrue(Files.isDirectory(folder), folder + " is not there");
    Dataset data = Tasks.open(folder, DataOptions.DEFAULT, Seeds.root(1));
    long start = System.nanoTime();
    double accuracy = Metric.ACCURACY.of(of(data).linear().orElseThrow());
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s: linear %.4f in %.1f s%n", name, accuracy, seconds);
    assertTrue(accuracy >= least, name + " gives " + accuracy);
  }
}
