package io.mimar.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Output;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final double EXACT = 1e-12;
  private static final Output AMOUNT = new Output.Amount();

  /** Six samples of classes 0, 0, 0, 0, 1, 1 taken for 0, 0, 0, 1, 1, 0. */
  private static final Evaluation UNEVEN =
      classes(
          new float[][] {{.9f, .1f}, {.8f, .2f}, {.6f, .4f}, {.3f, .7f}, {.2f, .8f}, {.7f, .3f}},
          0,
          0,
          0,
          0,
          1,
          1);

  private static Evaluation classes(float[][] answers, float... targets) {
    return new Evaluation(new Output.Classes(answers[0].length), answers, targets);
  }

  private static Evaluation amounts(float[] answers, float... targets) {
    float[][] rows = new float[answers.length][];
    Arrays.setAll(rows, i -> new float[] {answers[i]});
    return new Evaluation(AMOUNT, rows, targets);
  }

  @Test
  void countsAreThoseDoneByHand() {
    assertEquals(4 / 6.0, Metric.ACCURACY.of(UNEVEN), EXACT);
    assertEquals((3 / 4.0 + 1 / 2.0) / 2, Metric.BALANCED_ACCURACY.of(UNEVEN), EXACT);
    assertEquals((2 * 3 / 8.0 + 2 * 1 / 4.0) / 2, Metric.MACRO_F1.of(UNEVEN), EXACT);
  }

  @Test
  void aClassThatNoSampleHasCountsOnlyWhereItIsTold() {
    float[][] answers = {{.8f, .1f, .1f}, {.1f, .8f, .1f}, {.2f, .2f, .6f}};
    Evaluation told = classes(answers, 0, 1, 1);
    assertEquals((1 + 1 / 2.0) / 2, Metric.BALANCED_ACCURACY.of(told), EXACT);
    assertEquals((1 + 2 / 3.0 + 0) / 3, Metric.MACRO_F1.of(told), EXACT);
    Evaluation neverTold = classes(new float[][] {answers[0], answers[1]}, 0, 1);
    assertEquals(1, Metric.BALANCED_ACCURACY.of(neverTold));
    assertEquals(1, Metric.MACRO_F1.of(neverTold));
  }

  @Test
  void theAreaIsTheShareOfPairsInOrderAndTiesCountHalf() {
    // of class 1 .8 is above .1 .2 .4 .7, .3 above .1 .2: 6 of 8 pairs
    assertEquals(6 / 8.0, Metric.AUC.of(UNEVEN), EXACT);
    Evaluation tied = classes(new float[][] {{.5f, .5f}, {.5f, .5f}, {.9f, .1f}}, 0, 1, 1);
    assertEquals(0.5 / 2, Metric.AUC.of(tied), EXACT);
  }

  @Test
  void theAreaOfSeveralClassesIsTheMeanOverThoseThatAreThere() {
    float[][] answers = {{.7f, .2f, .1f}, {.4f, .5f, .1f}, {.5f, .3f, .2f}, {.1f, .3f, .6f}};
    Evaluation evaluation = classes(answers, 0, 0, 1, 1);
    // class 0: .7 > .5 .1, .4 > .1: 3 of 4; class 1: .3 > .2, .3 > .2: 2 of 4; class 2 is not there
    assertEquals((3 / 4.0 + 2 / 4.0) / 2, Metric.AUC.of(evaluation), EXACT);
  }

  @Test
  void oneClassAloneHasNoOrder() {
    assertEquals(0.5, Metric.AUC.of(classes(new float[][] {{.5f, .5f}, {.1f, .9f}}, 1, 1)));
  }

  @Test
  void amountsAreThoseDoneByHand() {
    Evaluation evaluation = amounts(new float[] {1, 5, 4}, 4, 1, 4);
    assertEquals((3 + 4 + 0) / 3.0, Metric.MAE.of(evaluation), EXACT);
    assertEquals(Math.sqrt((9 + 16) / 3.0), Metric.RMSE.of(evaluation), EXACT);
    assertEquals(1 - 25 / 6.0, Metric.R2.of(evaluation), EXACT); // around 3: 1 + 4 + 1
  }

  @Test
  void aConstantTargetIsToldOrNot() {
    assertEquals(1, Metric.R2.of(amounts(new float[] {3, 3}, 3, 3)));
    assertEquals(0, Metric.R2.of(amounts(new float[] {3, 3.5f}, 3, 3)));
    assertEquals(0, Metric.R2.of(amounts(new float[] {2}, 3)));
  }

  @Test
  void aSmallVarianceAroundALargeMeanIsSeen() {
    Evaluation evaluation = amounts(new float[] {1_000_000, 1_000_001}, 1_000_000, 1_000_002);
    assertEquals(1 - 1 / 2.0, Metric.R2.of(evaluation), 1e-6);
  }

  @Test
  void metricsGoByTheirLabels() {
    assertEquals(
        Set.of("accuracy", "log_loss", "balanced_accuracy", "macro_f1", "auc"),
        Metric.of(UNEVEN.output()).stream().map(Metric::toString).collect(Collectors.toSet()));
    assertEquals(
        Set.of("rmse", "mae", "r2"),
        Metric.of(AMOUNT).stream().map(Metric::toString).collect(Collectors.toSet()));
    assertEquals(Metric.R2, Metric.parse("r2", AMOUNT));
    assertEquals(Objective.Direction.MAXIMIZE, Metric.R2.objective().direction());
    assertEquals(Objective.Direction.MINIMIZE, Metric.MAE.objective().direction());
    for (Metric metric : Metric.values()) {
      assertEquals(0, metric.of(UNEVEN.select(new int[0])), "" + metric);
    }
  }

  @Property(tries = 100, seed = "1")
  void aSampleThatCountsTwiceIsThatSampleTwice(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] rows = new int[12];
    int[] times = new int[8];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rng.nextInt(times.length);
      times[rows[i]]++;
    }
    for (Evaluation evaluation : new Evaluation[] {drawn(3, 8, rng), drawn(2, 8, rng), off(8, rng)})
      for (Metric metric : Metric.of(evaluation.output())) {
        double expected = metric.of(evaluation.select(rows));
        assertEquals(expected, metric.weighted(evaluation).of(times), 1e-9, "" + metric);
      }
  }

  /** Probabilities in steps, so that some are equal, of classes that they tell something of. */
  private static Evaluation drawn(int classes, int size, RandomGenerator rng) {
    float[][] answers = new float[size][classes];
    float[] targets = new float[size];
    for (int i = 0; i < size; i++) {
      targets[i] = rng.nextInt(classes);
      for (int k = 0; k < classes; k++) {
        answers[i][k] = rng.nextInt(1, 5) + (k == (int) targets[i] ? rng.nextInt(3) : 0);
      }
      float sum = 0;
      for (float answer : answers[i]) {
        sum += answer;
      }
      for (int k = 0; k < classes; k++) {
        answers[i][k] /= sum;
      }
    }
    return new Evaluation(new Output.Classes(classes), answers, targets);
  }

  private static Evaluation off(int size, RandomGenerator rng) {
    float[] answers = new float[size];
    float[] targets = new float[size];
    for (int i = 0; i < size; i++) {
      targets[i] = (float) rng.nextGaussian();
      answers[i] = targets[i] + (float) rng.nextGaussian() / 2;
    }
    return amounts(answers, targets);
  }

  @Test
  void theIntervalOfAnAccuracyIsThatOfABinomialShare() {
    float[][] answers = new float[400][];
    Arrays.setAll(answers, i -> i % 5 == 0 ? new float[] {0, 1} : new float[] {1, 0});
    Evaluation evaluation = classes(answers, new float[400]);
    var interval = Bootstrap.interval(Metric.ACCURACY, evaluation, Seeds.root(1));
    double half = 1.96 * Math.sqrt(0.8 * 0.2 / 400); // .039
    assertEquals(0.8 - half, interval.low(), 0.008); // a quantile of 1,000 draws, steps of .0025
    assertEquals(0.8 + half, interval.high(), 0.008);
  }

  @Property(tries = 20, seed = "1")
  void intervalsHoldTheValueAndAreTheSameForTheSameSeed(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    for (Evaluation evaluation : new Evaluation[] {drawn(3, 200, rng), off(200, rng)}) {
      for (Metric metric : Metric.of(evaluation.output())) {
        var interval = Bootstrap.interval(metric, evaluation, Seeds.root(seed));
        assertTrue(interval.contains(metric.of(evaluation)), metric + " in " + interval);
        assertTrue(interval.low() < interval.high(), metric + " in " + interval);
        assertEquals(interval, Bootstrap.interval(metric, evaluation, Seeds.root(seed)));
      }
    }
  }

  @Test
  void accuracyHasAnIntervalAlsoWhereAllIsRight() {
    float[][] answers = new float[50][];
    Arrays.setAll(answers, i -> new float[] {1, 0});
    Evaluation evaluation = classes(answers, new float[50]);
    for (Metric share : List.of(Metric.ACCURACY, Metric.BALANCED_ACCURACY)) {
      var interval = share.interval(evaluation);
      assertEquals(0.9287, interval.low(), 1e-4, share::toString); // Wilson: n / (n + 1.96^2)
      assertEquals(1, interval.high(), 1e-9, share::toString);
    }
    float[][] told = new float[1_000][];
    float[] targets = new float[told.length];
    for (int i = 0; i < told.length; i++) {
      targets[i] = i < 10 ? 1 : 0;
      told[i] = new float[] {1 - targets[i], targets[i]};
    }
    var rare = Metric.BALANCED_ACCURACY.interval(classes(told, targets));
    assertEquals(0.9124, rare.low(), 1e-4); // as of 40 samples: 10 say half of it
    assertEquals(
        Bootstrap.interval(Metric.LOG_LOSS, evaluation, Seeds.root(0).at("bootstrap")),
        Metric.LOG_LOSS.interval(evaluation));
  }

  @Test
  void tenThousandSamplesTakeSeconds() {
    Evaluation many = drawn(10, 10_000, Seeds.root(1).rng());
    var thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    Bootstrap.interval(Metric.AUC, many, Seeds.root(1));
    double seconds = (thread.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(
        seconds < 30, seconds + " s"); // of the processor; measured: 3 in all on a busy machine
  }

  @Test
  void nothingHasNoInterval() {
    Evaluation nothing = UNEVEN.select(new int[0]);
    assertThrows(
        MimarException.class, () -> Bootstrap.interval(Metric.AUC, nothing, Seeds.root(1)));
  }

  /** What is told of a score's error holds for scores that were really drawn. */
  @Test
  void deviationsAreThoseOfRepeatedSamples() {
    int samples = 200;
    for (Metric metric : Set.of(Metric.ACCURACY, Metric.RMSE, Metric.R2)) {
      RandomGenerator rng = Seeds.root(8).at(metric.toString()).rng();
      double[] scores =
          IntStream.range(0, 400)
              .mapToDouble(
                  i ->
                      metric.of(
                          metric == Metric.ACCURACY ? coins(samples, rng) : errors(samples, rng)))
              .toArray();
      double mean = Arrays.stream(scores).average().orElseThrow();
      double square =
          Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElseThrow();
      assertEquals(1, metric.deviation(mean, samples) / Math.sqrt(square), 0.3, "" + metric);
    }
  }

  /** Right in four of five. */
  private static Evaluation coins(int samples, RandomGenerator rng) {
    float[][] answers = new float[samples][];
    Arrays.setAll(answers, i -> rng.nextInt(5) == 0 ? new float[] {0, 1} : new float[] {1, 0});
    return classes(answers, new float[samples]);
  }

  /** Off by normal errors of deviation 1, where the target has deviation 2. */
  private static Evaluation errors(int samples, RandomGenerator rng) {
    float[] targets = new float[samples];
    float[] answers = new float[samples];
    for (int i = 0; i < samples; i++) {
      targets[i] = (float) (2 * rng.nextGaussian());
      answers[i] = targets[i] + (float) rng.nextGaussian();
    }
    return amounts(answers, targets);
  }

  @Test
  void theAreaOfManyClassesIsTheSameWhetherRanksAreKeptOrNot() {
    RandomGenerator rng = Seeds.root(4).rng();
    int classes = 1_000;
    float[][] answers = new float[10_001][classes];
    float[] targets = new float[answers.length];
    for (int i = 0; i < answers.length; i++) {
      targets[i] = i % 3;
      for (int k = 0; k < 3; k++) {
        answers[i][k] = rng.nextFloat() + (targets[i] == k ? 0.2f : 0);
      }
    }
    Evaluation large = classes(answers, targets);
    float[][] narrow = Arrays.stream(answers).map(a -> Arrays.copyOf(a, 3)).toArray(float[][]::new);
    Evaluation small = classes(narrow, targets);
    assertEquals(Metric.AUC.of(small), Metric.AUC.of(large), EXACT);
    var ofAll = Metric.AUC.interval(small);
    var ofPart = Metric.AUC.interval(large); // of a tenth of the samples
    assertTrue(ofPart.contains(Metric.AUC.of(large)), "" + ofPart);
    assertEquals(1, (ofPart.high() - ofPart.low()) / (ofAll.high() - ofAll.low()), 0.25);
  }
}
