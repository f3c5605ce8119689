package io.mimar.cli;

import picocli.CommandLine.Option;

/** {@code --help}, for every verb. */
final class HelpFlag {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean asked;
}
