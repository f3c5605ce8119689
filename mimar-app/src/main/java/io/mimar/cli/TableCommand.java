package io.mimar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimar table VERB}. */
@Command(
    name = "table",
    description = "Benchmarks of your own: see docs/tables.md.",
    synopsisSubcommandLabel = "VERB",
    subcommands = TableBuildCommand.class)
final class TableCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "table needs to be told what to do: build makes one");
  }
}
