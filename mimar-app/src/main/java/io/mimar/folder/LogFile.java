package io.mimar.folder;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The logs of processes that a run starts. */
public final class LogFile {
  private LogFile() {}

  /**
   * Where a process's output goes: to the end of {@code log}, and not through a link.
   *
   * @throws UncheckedIOException when {@code log} is a link
   */
  public static ProcessBuilder.Redirect append(Path log) {
    if (Files.isSymbolicLink(log)) {
      throw new UncheckedIOException(
          new FileNotFoundException(log + " is a link, but must be a file: delete it"));
    }
    return ProcessBuilder.Redirect.appendTo(log.toFile());
  }
}
