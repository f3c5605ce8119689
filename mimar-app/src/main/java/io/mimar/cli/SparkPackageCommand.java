package io.mimar.cli;

import io.mimar.cluster.SparkPackage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mimar spark package}; the launcher has built the jars before. */
@Command(name = "package", description = "Makes what a Spark cluster needs: jars and an archive.")
final class SparkPackageCommand implements Callable<Integer> {
  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    SparkPackage made = SparkPackage.find();
    made.pack();
    System.out.println(made.folder());
    System.out.println(
        """
        Now  mimar search … --executor spark://HOST:PORT  trains on a standalone cluster, and
             mimar search … --executor spark-submit       on the one that SPARK_HOME is set up for.
        Nodes that have Mimar need no archive: --spark-conf spark.mimar.home=DIR. docs/spark.md"""
            .strip());
    return ExitCode.DONE;
  }
}
