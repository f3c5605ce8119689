package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.folder.RunFolder;
import io.mimar.random.Seeds;
import io.mimar.run.RunState;
import io.mimar.run.RunSummary;
import io.mimar.space.ImageSpace;
import io.mimar.stats.Interval;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.Refusals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run prints at its end says how sure it is and what the search was worth. */
class SummaryTextTest {
  private static final List<RunSummary.Member> FRONT =
      List.of(
          new RunSummary.Member(1, 0.5, Map.of("foretoldLatencyMillis", 0.125)),
          new RunSummary.Member(3, 0.9, Map.of("latencyMillis", 0.75)));

  private static String text(String metric, FinalResult result, List<String> classes) {
    RunSummary.Best best =
        new RunSummary.Best(
            3,
            List.of(3, 1, 3),
            "",
            9_000,
            200,
            result.validation(),
            result.test(),
            Map.of(RunSummary.PARITY, 1e-6),
            ImageSpace.standard().random(Seeds.root(1).rng()).graph(),
            Optional.of(result),
            classes);
    RunSummary summary =
        new RunSummary(
            "x",
            RunState.RUNNING,
            metric,
            9,
            new RunSummary.Counts(1, 0, 0, 0, 0),
            Optional.of(best),
            Optional.empty(),
            Optional.of(7),
            Optional.empty(),
            FRONT,
            List.of(new Refusals("swarm", 1, 3), new Refusals("random", 2, 0)),
            new Proposals(30, 90));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    SummaryText.print(new RunFolder(Path.of("x")), summary, out);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static FinalResult result(
      Map<String, Double> metrics,
      Map<String, Interval> intervals,
      Map<String, Map<String, Double>> baselines,
      List<List<Integer>> confusion) {
    return new FinalResult(
        3,
        9_000,
        200,
        0.99,
        0.9,
        metrics.values().stream().mapToDouble(v -> v).findFirst(),
        metrics,
        intervals,
        baselines,
        confusion,
        OptionalDouble.of(1e-6),
        OptionalDouble.of(0.8125),
        "model.onnx",
        30,
        12.5,
        Map.of());
  }

  @Test
  void classesComeWithIntervalsBaselinesAndRecall() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", 0.875);
    metrics.put("log_loss", 0.3412);
    String text =
        text(
            "accuracy",
            result(
                metrics,
                Map.of("accuracy", new Interval(0.8, 0.9), "log_loss", new Interval(0.3, 0.4)),
                new LinkedHashMap<>(Map.of(FinalResult.MAJORITY, Map.of("accuracy", 0.52))),
                List.of(List.of(3, 1), List.of(0, 4))),
            List.of("cat", "dog"));
    assertTrue(text.contains("model        still of trial 7; `mimar resume` makes"), text);
    assertTrue(text.contains("parameters   9000  (3 networks: trials 3, 1)"), text);
    assertFalse(text.contains("warning"), text);
    assertTrue(text.contains("test         0.8750  (0.8000 to 0.9000, 95 %)"), text);
    assertTrue(text.contains("             log_loss          0.3412  (0.3000 to 0.4000"), text);
    assertTrue(text.contains("baselines    majority 0.5200"), text);
    assertTrue(text.contains("class  recall  precision  f1      samples  told:  0  1"), text);
    assertTrue(text.contains("0 cat  0.7500  1.0000     0.8571        4         3  1"), text);
    assertTrue(text.contains("1 dog  1.0000  0.8000     0.8889        4         0  4"), text);
  }

  @Test
  void theFrontAndWhatTheLimitsRefusedAreListed() {
    String text =
        text("accuracy", result(Map.of("accuracy", 0.5), Map.of(), Map.of(), List.of()), List.of());
    assertTrue(
        text.contains("front        trial    1  validation 0.5000  foretold latency 0.125 ms\n"),
        text);
    assertTrue(
        text.contains("             trial    3  validation 0.9000  latency 0.750 ms  <- the model"),
        text);
    assertTrue(
        text.contains(
            "limits       25.0 % of 120 candidates held them\n"
                + "             swarm: 3 refused on the way to 1 trials"),
        text);
    assertFalse(text.contains("random"), text);
    assertTrue(text.contains("latency      0.813 ms"), text);
  }

  @Test
  void amountsHaveAMeanInsteadOfAMajority() {
    String text =
        text(
            "rmse",
            result(
                Map.of("rmse", 1234567.0),
                Map.of("rmse", new Interval(1200000, 1300000)),
                Map.of(FinalResult.MAJORITY, Map.of("rmse", 0.00012)),
                List.of()),
            List.of());
    assertTrue(text.contains("test         1.235e+06  (1.200e+06 to 1.300e+06, 95 %)"), text);
    assertTrue(text.contains("baselines    mean 0.0001200"), text);
    assertTrue(text.contains("largest difference of an answer"), text);
    assertFalse(text.contains("recall"), text);
  }

  @ParameterizedTest
  @CsvSource({"accuracy,.8,.9", "accuracy,.9,.9", "rmse,2,1"})
  void aModelThatALinearOneMatchesComesWithAWarning(String metric, double test, double linear) {
    Map<String, Map<String, Double>> baselines = Map.of(FinalResult.LINEAR, Map.of(metric, linear));
    String text =
        text(metric, result(Map.of(metric, test), Map.of(), baselines, List.of()), List.of());
    assertTrue(text.contains("warning      no better than the linear model"), text);
  }

  @Test
  void aModelThatIsWorseThanGuessingComesWithAWarning() {
    Map<String, Map<String, Double>> baselines =
        Map.of(
            FinalResult.LINEAR,
            Map.of("accuracy", 0.6),
            FinalResult.MAJORITY,
            Map.of("accuracy", 0.8));
    String text =
        text(
            "accuracy", result(Map.of("accuracy", 0.7), Map.of(), baselines, List.of()), List.of());
    assertTrue(text.contains("warning      worse than always telling the same"), text);
  }

  @Test
  void ofManyClassesTheWorstAreListed() {
    List<List<Integer>> confusion =
        IntStream.range(0, 11).mapToObj(i -> IntStream.range(0, 11).boxed().toList()).toList();
    List<String> names = IntStream.range(0, 11).mapToObj(i -> "class " + i).toList();
    String text =
        text("accuracy", result(Map.of("accuracy", 0.5), Map.of(), Map.of(), confusion), names);
    assertTrue(text.contains("  the 10 with the lowest f1 of 11 classes\n"), text);
    assertFalse(text.contains("told:"), text);
    assertEquals(10, text.lines().filter(l -> l.startsWith("  class ") && l.contains(".")).count());
    assertEquals(1, text.lines().filter(l -> l.equals("test         0.5000")).count(), text);
  }
}
