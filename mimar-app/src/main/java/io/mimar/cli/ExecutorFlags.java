package io.mimar.cli;

import io.mimar.cluster.SparkSettings;
import io.mimar.config.ConfigLoader;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that say where candidates train, and what of a machine they may take. */
final class ExecutorFlags {
  @Option(
      names = "--executor",
      paramLabel = "WHERE",
      description =
          "Where candidates train: processes (default), in-process (for debuggers), spark://HOST:PORT"
              + " or spark-submit; see docs/spark.md.")
  String executor;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of the Spark cluster; may be repeated.")
  List<String> sparkConf = List.of();

  @Option(
      names = "--nice",
      paramLabel = "N",
      description = "By how much workers stand back for other programs: 0 to 19.")
  String nice;

  @Option(
      names = "--worker-heap",
      paramLabel = "BYTES",
      description = "Most bytes of a worker's Java heap, which holds the data: 512M, 2G.")
  String heap;

  @Option(
      names = "--worker-memory",
      paramLabel = "BYTES",
      description =
          "Most bytes that a worker may have in memory: 2G. A candidate that takes more is"
              + " infeasible. Default: 90 %% of this machine's.")
  String memory;

  @Option(
      names = "--worker-time",
      paramLabel = "TIME",
      description =
          "Most time that one candidate may take: 30m. One that takes longer is infeasible."
              + " Default: the time of the whole run, or a day.")
  String time;

  /** Lays what was given over the configuration. */
  void lay(ConfigLoader loader) {
    SearchFlags.text(loader, "executor", executor, "--executor");
    SparkSettings.requireNoSecrets(sparkConf);
    SearchFlags.parts(loader, "sparkConf", sparkConf, "--spark-conf");
    SearchFlags.count(loader, "worker.nice", nice, "--nice");
    SearchFlags.count(loader, "worker.heap", heap, "--worker-heap");
    SearchFlags.count(loader, "worker.memory", memory, "--worker-memory");
    SearchFlags.text(loader, "worker.time", time, "--worker-time");
  }
}
