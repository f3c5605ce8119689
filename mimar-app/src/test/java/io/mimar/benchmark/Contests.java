package io.mimar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Contests on a table small enough to work out by hand. */
final class Contests {
  private Contests() {}

  /**
   * Twelve rows, numbered by k: acc is 10 k but 110 for the last two, test is 100 - k, ms is k,
   * loss is 12 - k.
   */
  static Path twelve(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder rows = new StringBuilder("k,acc,test,ms,loss\n");
    for (int k = 0; k < 12; k++) {
      int acc = k >= 10 ? 110 : 10 * k;
      rows.append(k + "," + acc + "," + (100 - k) + "," + k + "," + (12 - k) + "\n");
    }
    Files.writeString(folder.resolve("d.csv"), rows);
    List<String> values = IntStream.range(0, 12).mapToObj(k -> "\"" + k + "\"").toList();
    Files.writeString(
        folder.resolve("table.json"),
        """
        {"name": "twelve", "data": "d.csv", "architecture": {"kind": "choices", "choices": [
          {"column": "k", "values": %s, "ordered": true}]},
         "metrics": [
          {"column": "acc", "direction": "maximize", "role": "objective"},
          {"column": "test", "direction": "maximize", "role": "report"},
          {"column": "ms", "direction": "minimize", "role": "cost"},
          {"column": "loss", "direction": "minimize", "role": "objective"}]}
        """
            .formatted(values));
    return folder;
  }

  /** Options with much left out. */
  static BenchmarkOptions options(
      Path table, List<String> objectives, List<String> limits, int queries, Path results) {
    return options(Optional.empty(), table, objectives, limits, queries, results);
  }

  /** The same where searchers are told the objective after a transform. */
  static BenchmarkOptions told(
      String transform, Path table, List<String> objectives, int queries, Path results) {
    return options(Optional.of(transform), table, objectives, List.of(), queries, results);
  }

  /** The same with both. */
  static BenchmarkOptions options(
      Optional<String> transform,
      Path table,
      List<String> objectives,
      List<String> limits,
      int queries,
      Path results) {
    return new BenchmarkOptions(
        Optional.of(table),
        objectives,
        Optional.of("test"),
        List.of("random", "local"),
        queries,
        2,
        0,
        1,
        limits,
        transform,
        false,
        List.of(),
        1,
        Optional.of(results));
  }
}
