package io.mimar.bench;

import io.mimar.MimarException;
import io.mimar.folder.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs a study's command and ends the process. */
public final class Studies {
  private Studies() {}

  /**
   * The file of a study's results, for this process alone.
   *
   * @throws MimarException when it cannot be read and written, or another process has it
   */
  static LineFile results(Path file) {
    try {
      return LineFile.open(file)
          .orElseThrow(
              () ->
                  new MimarException(
                      "another process writes to " + file, "Wait for it, or name another file."));
    } catch (IOException e) {
      throw new MimarException(
          "the file of results " + file + " cannot be read and written: " + e,
          "Name a file in a folder that you may write to: --results FILE.",
          e);
    }
  }

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
