package io.mimar.bench;

import io.mimar.MimarException;
import picocli.CommandLine;

/** Runs a study's command and ends the process. */
public final class Studies {
  private Studies() {}

  /** Runs {@code command}; what is wrong with the input is told in two lines. */
  public static void main(Object command, String[] arguments) {
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          if (!(e instanceof MimarException mimar)) {
            throw e;
          }
          failed.getErr().println(mimar.getMessage() + "\n" + mimar.hint());
          return CommandLine.ExitCode.USAGE;
        });
    System.exit(line.execute(arguments));
  }
}
