package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.config.Json;
import io.mimar.network.Output;
import io.mimar.stats.Interval;
import io.mimar.store.FinalResult;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** The most that data may have. */
  private static final int CLASSES = 1_000;

  @Test
  void theResultOfAThousandClassesIsAMessage() throws JsonProcessingException {
    List<List<Integer>> counts = Collections.nCopies(CLASSES, Collections.nCopies(CLASSES, 1_000));
    FinalResult result =
        new FinalResult(
            0,
            1,
            1,
            0.5,
            0.5,
            OptionalDouble.of(0.5),
            Map.of(),
            Map.of(),
            Map.of(),
            counts, // of a thousand million test samples
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            "model.onnx",
            1,
            1,
            Map.of());
    String line = Json.json().writeValueAsString(new Message.FinalFinished(1, result));
    assertTrue(line.length() < WorkerProcess.MAX_LINE, line.length() + " characters");
  }

  @Test
  void everyMetricOfVeryManyClassesHasAnInterval() {
    int samples = 10_001;
    float[][] answers = new float[samples][CLASSES];
    float[] targets = new float[samples];
    for (int i = 0; i < samples; i++) {
      targets[i] = i % CLASSES;
      answers[i][i % 7] = 1;
    }
    Evaluation evaluation = new Evaluation(new Output.Classes(CLASSES), answers, targets);
    Map<String, Interval> intervals = Metrics.intervals(evaluation, () -> {});
    Set<String> wanted =
        Arrays.stream(Metric.values())
            .filter(m -> Metric.of(evaluation.output()).contains(m))
            .map(Metric::toString)
            .collect(Collectors.toSet());
    assertEquals(wanted, intervals.keySet());
  }
}
