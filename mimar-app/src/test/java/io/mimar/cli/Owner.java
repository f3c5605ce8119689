package io.mimar.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program in a process of its own, to be watched and killed. */
final class Owner implements AutoCloseable {
  private static final Pattern TRIAL = Pattern.compile("trial +(\\d+)  [a-z]+ .*");
  private static final Pattern AGAIN = Pattern.compile("- Trial (\\d+) is asked again: .*");
  private static final long LONGEST_MILLIS = 120_000;

  private final Process process;
  private final Set<Integer> announced;
  private final List<String> lines = new ArrayList<>();
  private final Set<Integer> again = new TreeSet<>();
  private int here;
  private String fault = "";
  private final Thread reader = new Thread(this::read, "owner's words");

  private Owner(Process process, Set<Integer> announced) {
    this.process = process;
    this.announced = announced;
  }

  /**
   * Starts the program.
   *
   * @param announced gets the trials that the program tells about
   */
  static Owner start(List<String> arguments, Set<Integer> announced) throws IOException {
    return start(arguments, Map.of(), announced);
  }

  /** As {@link #start(List, Set)}, with more variables. */
  static Owner start(
      List<String> arguments, Map<String, String> environment, Set<Integer> announced)
      throws IOException {
    return start(List.of(), arguments, environment, announced);
  }

  /** As {@link #start(List, Map, Set)}, by a command that ends with these words. */
  static Owner start(
      List<String> prefix,
      List<String> arguments,
      Map<String, String> environment,
      Set<Integer> announced)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Owner owner = new Owner(process, announced);
    owner.reader.start();
    return owner;
  }

  private void read() {
    try (BufferedReader in = process.errorReader()) {
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
      int number = Integer.parseInt(trial.group(1));
      fault += announced.add(number) ? "" : "trial " + number + " was run twice. ";
      again.remove(number);
      here++;
    }
    Matcher lost = AGAIN.matcher(line);
    if (lost.matches()) {
      again.add(Integer.parseInt(lost.group(1)));
    }
    notifyAll();
  }

  /** Waits until it told of so many more trials; false when it ended before. */
  synchronized boolean awaitTrials(int more) throws InterruptedException {
    int wanted = here + more;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    while (here < wanted && process.isAlive() && System.nanoTime() < end) {
      wait(50);
    }
    return here >= wanted;
  }

  /** Waits until trials that were lost are done, so that none is struck three times and fails. */
  synchronized void awaitRecovery() throws InterruptedException {
    int before = here;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    boolean quiet = false;
    while (process.isAlive() && !(quiet && again.isEmpty()) && System.nanoTime() < end) {
      wait(50);
      quiet = quiet || !again.isEmpty() || here >= before + 2;
    }
  }

  /** The worker processes. */
  Set<ProcessHandle> workers() {
    return process.children().collect(Collectors.toSet());
  }

  /** Kills one of the workers, if there is any. */
  boolean killWorker(RandomGenerator rng) {
    List<ProcessHandle> all = process.children().sorted().toList();
    return !all.isEmpty() && all.get(rng.nextInt(all.size())).destroyForcibly();
  }

  /** Kills the program; false when it had ended by itself. */
  boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive && process.exitValue() != 0;
  }

  /** Waits for the end; the exit code. */
  int end() throws InterruptedException {
    return process.waitFor(5, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }

  /** What it said. */
  synchronized String said() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
      reader.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!fault.isEmpty()) {
      throw new AssertionError(fault + said());
    }
  }
}
