package io.mimar.run;

import io.mimar.store.FinalResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Results of final trainings, of which only what a test is about is told. */
final class Results {
  private Results() {}

  static FinalResult of(int trial, OptionalDouble latencyMillis) {
    return new FinalResult(
        trial,
        1,
        1,
        1,
        1,
        OptionalDouble.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        OptionalDouble.empty(),
        latencyMillis,
        "model.onnx",
        1,
        1,
        Map.of());
  }
}
