package io.mimar.cli;

import io.mimar.config.ConfigLoader;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that say where candidates train. */
final class ExecutorFlags {
  @Option(
      names = "--executor",
      paramLabel = "WHERE",
      description =
          "Where candidates train: processes (default), spark://HOST:PORT or spark-submit; see"
              + " docs/spark.md.")
  String executor;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of the Spark cluster; may be repeated.")
  List<String> sparkConf = List.of();

  /** Lays what was given over the configuration. */
  void lay(ConfigLoader loader) {
    SearchFlags.text(loader, "executor", executor, "--executor");
    SearchFlags.parts(loader, "sparkConf", sparkConf, "--spark-conf");
  }
}
