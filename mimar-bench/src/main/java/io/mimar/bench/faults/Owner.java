package io.mimar.bench.faults;

import io.mimar.bench.Programs;
import io.mimar.bench.faults.Stage.Setup;
import io.mimar.nn.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own: what it announces is heard, and it can be struck. */
final class Owner implements AutoCloseable {
  private static final Pattern TRIAL = Pattern.compile("trial +(\\d+)  [a-z]+ .*");

  /** What {@code ./mimar} gives Java: what is struck must be what users run. */
  private static final List<String> LAUNCHERS =
      List.of("-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  private final Process process;
  private final IntConsumer announced;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader = new Thread(this::read, "owner's words");
  private int trials;

  private Owner(Process process, IntConsumer announced) {
    this.process = process;
    this.announced = announced;
  }

  /**
   * Starts the program.
   *
   * @param words its arguments
   * @param announced told the number of every trial that the program tells of
   */
  static Owner start(List<String> words, Setup setup, IntConsumer announced) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LAUNCHERS);
    command.addAll(setup.javaOptions());
    command.addAll(List.of("-cp", Programs.mimar() + "/lib/*", "io.mimar.cli.Main"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(Engine.environment());
    environment.putAll(setup.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Owner owner = new Owner(builder.start(), announced);
    owner.reader.setDaemon(true);
    owner.reader.start();
    return owner;
  }

  private void read() {
    try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      hear(e.toString()); // the pipe broke with the process
    }
  }

  private synchronized void hear(String line) {
    lines.add(line);
    Matcher trial = TRIAL.matcher(line);
    if (trial.matches()) {
      trials++;
      announced.accept(Integer.parseInt(trial.group(1)));
    }
    notifyAll();
  }

  /** Waits until it told of so many more trials, or ended; whether it did. */
  boolean awaitTrials(int more, Duration longest) throws InterruptedException {
    int wanted = trials() + more;
    return await(() -> trials >= wanted, longest);
  }

  /** Waits until it said a line that starts so, or ended; whether it did. */
  boolean awaitWords(String start, Duration longest) throws InterruptedException {
    return await(() -> lines.stream().anyMatch(line -> line.startsWith(start)), longest);
  }

  private synchronized boolean await(BooleanSupplier done, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!done.getAsBoolean() && process.isAlive() && System.nanoTime() < end) {
      wait(50);
    }
    return done.getAsBoolean();
  }

  private synchronized int trials() {
    return trials;
  }

  /** Whether it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Its process number. */
  long pid() {
    return process.pid();
  }

  /** Its workers, in the order of their start. */
  List<ProcessHandle> workers() {
    return process.children().sorted().toList();
  }

  /** Kills it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills it and does not wait. */
  void abandon() {
    process.destroyForcibly();
  }

  /** Waits for its end; whether it came. */
  boolean awaitEnd(Duration longest) throws InterruptedException {
    return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Its exit code, when it has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** What it said. */
  synchronized String said() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    try {
      kill();
      reader.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
