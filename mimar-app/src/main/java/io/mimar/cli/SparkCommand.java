package io.mimar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimar spark VERB}. */
@Command(
    name = "spark",
    description = "Trials on a Spark cluster: see docs/spark.md.",
    synopsisSubcommandLabel = "VERB",
    subcommands = SparkPackageCommand.class)
final class SparkCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "spark needs to be told what to do: package makes what a cluster needs");
  }
}
