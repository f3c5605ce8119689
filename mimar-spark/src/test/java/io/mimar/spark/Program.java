package io.mimar.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program in a process of its own, whose standard error is listened to. */
public final class Program implements AutoCloseable {
  private static final long LONGEST_SECONDS = 240;

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader = new Thread(this::read, "a program's words");
  private int read;
  private boolean ended;

  private Program(Process process) {
    this.process = process;
  }

  /** Starts Java, with more variables in its environment. */
  static Program java(List<String> words, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Program program = new Program(process);
    program.reader.start();
    return program;
  }

  /** Starts Mimar as the launcher does. */
  public static Program mimar(List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    words.add("-Dmimar.spark=" + System.getProperty("mimar.spark"));
    words.addAll(List.of("-cp", System.getProperty("mimar.home") + "/lib/*"));
    words.add("io.mimar.cli.Main");
    words.addAll(arguments);
    return java(words, environment);
  }

  private void read() {
    try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      hear(e.toString()); // the pipe broke with the process
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized void hear(String line) {
    lines.add(line);
    notifyAll();
  }

  /** Waits for a line, after those that were awaited before, that holds {@code words}. */
  public String await(String words) throws InterruptedException {
    return await(line -> line.contains(words), words);
  }

  /** Waits for a line that {@code wanted} accepts, as {@link #await(String)}. */
  synchronized String await(Predicate<String> wanted, String what) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (System.nanoTime() < end) {
      while (read < lines.size()) {
        String line = lines.get(read++);
        if (wanted.test(line)) {
          return line;
        }
      }
      if (ended) {
        break;
      }
      wait(100);
    }
    throw new AssertionError("never said \"" + what + "\":\n" + said());
  }

  /** Waits for the end; the exit code. */
  public int end() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("did not end:\n" + said());
    }
    reader.join(10_000);
    return process.exitValue();
  }

  /** What it said. */
  synchronized String said() {
    return String.join("\n", lines);
  }

  /** Whether it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** The processes that it started. */
  Stream<ProcessHandle> children() {
    return process.isAlive() ? process.children() : Stream.empty();
  }

  /** Kills it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      kill();
      reader.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
