package io.mimar.bench.tasks;

import io.mimar.MimarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Runs other programs and waits for them. */
final class Programs {
  private Programs() {}

  /**
   * What {@code command} prints.
   *
   * @param remedy what to do where it cannot be run or fails
   */
  static String run(List<String> command, String remedy) {
    try {
      Path log = Files.createTempFile("mimar-tasks", ".log");
      try {
        return run(new ProcessBuilder(command), log, Set.of(0));
      } catch (MimarException e) {
        throw new MimarException(e.getMessage(), remedy, e);
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a program prints.
   *
   * @param log where its errors are appended
   * @param allowed the exit codes that are no failure
   * @throws MimarException when it cannot be started, or ends with another code
   */
  static String run(ProcessBuilder program, Path log, Set<Integer> allowed) {
    String name = String.join(" ", program.command());
    try {
      Path out = Files.createTempFile("mimar-tasks", ".out");
      try {
        int code =
            program
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (!allowed.contains(code)) {
          throw new MimarException(
              "`" + name + "` ended with code " + code + ": " + lastLine(log),
              "Read " + log + " and run it again.");
        }
        return Files.readString(out);
      } finally {
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      throw new MimarException("`" + name + "` cannot be run: " + e.getMessage(), "Install it.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ran", e);
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
