package io.mimar.dashboard;

import io.mimar.cluster.SparkPackage;
import io.mimar.data.HeapBudget;
import io.mimar.folder.LogFile;
import io.mimar.nn.Engine;
import io.mimar.worker.ClassPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How Mimar is started anew: the same Java, the same class path.
 *
 * @param command the words before the verb
 */
public record Program(List<String> command) {
  /** Where POSIX has its shell. */
  private static final Path SHELL = Path.of("/bin/sh");

  /** Ctrl-C in the dashboard's terminal, or its end, are not meant for what was started from it. */
  private static final String DEAF = "trap '' INT HUP; exec \"$0\" \"$@\"";

  public Program {
    command = List.copyOf(command);
  }

  /** This program, whose main class is called {@code main}. */
  public static Program own(String main) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:+UseSerialGC");
    Optional.ofNullable(System.getenv(HeapBudget.VARIABLE))
        .filter(heap -> !heap.isEmpty())
        .ifPresent(heap -> words.add("-Xmx" + heap)); // which the launcher has checked
    words.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    for (String property : List.of(SparkPackage.PROPERTY, ClassPath.KEPT)) {
      words.add("-D" + property + "=" + System.getProperty(property, ""));
    }
    words.addAll(List.of("-cp", ClassPath.own(), main));
    return new Program(words);
  }

  /**
   * Starts it so that it outlives this process.
   *
   * @param words the verb and what follows
   * @param log where all that it prints is appended
   * @throws IOException when that fails
   */
  Process detach(List<String> words, Path log) throws IOException {
    List<String> all = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      all.addAll(List.of(SHELL.toString(), "-c", DEAF));
    }
    all.addAll(command);
    all.addAll(words);
    ProcessBuilder builder = builder(all);
    builder.redirectErrorStream(true);
    builder.redirectOutput(LogFile.append(log));
    return builder.start();
  }

  /**
   * Starts it.
   *
   * @param words the verb and what follows
   * @param out where what it prints goes
   * @param err where its errors go
   * @throws IOException when that fails
   */
  Process start(List<String> words, Path out, Path err) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(words);
    ProcessBuilder builder = builder(all);
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    return builder.start();
  }

  private static ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(Engine.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File(nothing())));
    return builder;
  }

  private static String nothing() {
    return File.separatorChar == '/' ? "/dev/null" : "NUL";
  }
}
