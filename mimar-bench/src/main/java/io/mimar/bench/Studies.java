package io.mimar.bench;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.folder.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** Runs a study's command and ends the process. */
public final class Studies {
  private static final String TABLES = "MIMAR_TABLES";

  private Studies() {}

  /**
   * The folder of a table: as it is given, or what is called so in the folder that the variable
   * MIMAR_TABLES names.
   */
  public static Path table(Path given) {
    return table(given, Optional.ofNullable(System.getenv(TABLES)));
  }

  static Path table(Path given, Optional<String> tables) {
    return Files.isDirectory(given)
        ? given
        : tables.map(folder -> Path.of(folder).resolve(given)).orElse(given);
  }

  /**
   * A folder that is made where it is not there.
   *
   * @param flag which names it
   * @throws MimarException when it cannot be made or written to
   */
  public static Path folder(String flag, Path folder) {
    try {
      Files.createDirectories(folder);
      Check.that(Files.isWritable(folder), flag, folder, "a folder that you may write to");
      return folder;
    } catch (IOException e) {
      throw new MimarException(
          flag + " is " + folder + ", which cannot be made: " + e,
          "Name a folder that you may write to.",
          e);
    }
  }

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
