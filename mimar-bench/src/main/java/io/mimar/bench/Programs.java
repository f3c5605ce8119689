package io.mimar.bench;

import io.mimar.MimarException;
import io.mimar.nn.Engine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs other programs and waits for them. */
public final class Programs {
  /** Debian's Python, also where another comes first on the path: it has torch and scikit-learn. */
  public static final String PYTHON = "/usr/bin/python3";

  private Programs() {}

  /**
   * Starts a class of this program in a JVM of its own.
   *
   * @param flags of the JVM
   */
  public static List<String> java(Class<?> program, List<String> flags, List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("java.home") + File.separator + "bin/java"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    return command;
  }

  /** The program as the launcher built it. */
  public static Path mimar() {
    Path bench = Path.of(System.getProperty("mimar.bench", "mimar-bench")).toAbsolutePath();
    return bench.resolveSibling(Path.of("mimar-app", "target", "program"));
  }

  /** A Python script of this module; the launchers say where the module is. */
  public static Path script(String name) {
    return Path.of(System.getProperty("mimar.bench", "."), "src/main/python", name);
  }

  /** A program without what the launcher sets for Mimar's engine alone. */
  public static ProcessBuilder asFound(List<String> command) {
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().keySet().removeAll(Engine.environment().keySet());
    return program;
  }

  /**
   * What {@code command} prints.
   *
   * @param remedy what to do where it cannot be run or fails
   */
  public static String run(List<String> command, String remedy) {
    try {
      Path log = Files.createTempFile("mimar-bench", ".log");
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
  public static String run(ProcessBuilder program, Path log, Set<Integer> allowed) {
    String name = String.join(" ", program.command());
    try {
      Path out = Files.createTempFile("mimar-bench", ".out");
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
