package io.mimar.spark;

import io.mimar.process.CappedLog;
import io.mimar.process.Lines;
import io.mimar.process.WorkerBounds;
import io.mimar.process.WorkerBounds.Breach;
import io.mimar.process.WorkerWatch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's JVM on a node, which reads lines and answers in lines. It ends when its input ends,
 * that is when the executor that started it dies.
 */
final class NodeWorker {
  /** What a reader says at the end. */
  private static final String END = "";

  private static final Logger LOG = LoggerFactory.getLogger(NodeWorker.class);

  /** Lines longer than this are not messages, and are not read to their end. */
  private static final int MAX_LINE = 1 << 24;

  /** So many lines may wait until they are heard; then the worker waits. */
  private static final int MOST_UNHEARD = 8;

  private static final int TAIL_BYTES = 2_000;
  private static final long LAST_WORDS_MILLIS = 2_000;

  /** How often it is asked whether it goes too far. */
  private static final long TICK_MILLIS = 200;

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Process process;
  private final OutputStream input;
  private final Path log;
  private final int generation;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>(MOST_UNHEARD);
  private Thread errors;
  private int asked;
  private volatile boolean hasSpoken;
  private volatile boolean hasEnded;

  private NodeWorker(Process process, Path log, int generation) {
    this.process = process;
    this.input = process.getOutputStream();
    this.log = log;
    this.generation = generation;
  }

  /**
   * Starts a worker and tells it what all are told.
   *
   * @param folder where it works: beside the files that Spark fetched
   */
  static NodeWorker start(NodeSetup setup, Path folder) {
    List<String> command = new ArrayList<>(setup.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(setup, folder)));
    command.addAll(setup.arguments());
    Path log = folder.resolve("mimar-worker-" + STARTED.incrementAndGet() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(setup.environment());
    try {
      NodeWorker worker = new NodeWorker(builder.start(), log, setup.generation());
      worker.errors = CappedLog.copy(worker.process.getErrorStream(), log);
      Thread reader = new Thread(worker::read, "mimar-worker-" + worker.process.pid());
      reader.setDaemon(true);
      reader.start();
      worker.send(setup.opening());
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a worker with " + command.get(0), e);
    }
  }

  /**
   * Where a node has Mimar: the shared class path, the installation, or what Spark unpacked. Jar
   * files that Spark fetched, such as a user's own search space, come after it.
   */
  static String classPath(NodeSetup setup, Path folder) {
    String fetched = File.pathSeparator + folder.resolve("*");
    if (!setup.classPath().isEmpty()) {
      return setup.classPath() + fetched;
    }
    List<Path> places = new ArrayList<>();
    if (!setup.home().isEmpty()) {
      places.add(Path.of(setup.home()));
    }
    places.add(folder.resolve("mimar"));
    return places.stream()
        .map(place -> place.resolve("lib"))
        .filter(Files::isDirectory)
        .findFirst()
        .map(lib -> lib.resolve("*") + fetched)
        .orElseThrow(() -> new IllegalStateException("this node has no Mimar in " + places));
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      Lines lines = new Lines(reader, MAX_LINE, Lines.OF_A_WORKER, System::nanoTime);
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.startsWith("{")) { // else a native library's own print
          add(line);
          hasSpoken = true;
        }
      }
    } catch (Lines.FloodException e) {
      LOG.warn("worker {} is ended: {}", process.pid(), e.getMessage());
      kill();
    } catch (IOException e) {
      LOG.debug("worker {}: {}", process.pid(), e.getMessage()); // the pipe broke with the process
    } finally {
      hasEnded = true;
      add(END);
    }
  }

  /** Waits until there is room for {@code line}, unless the worker has ended and nobody asks. */
  private void add(String line) {
    try {
      while (!said.offer(line, 1, TimeUnit.SECONDS) && process.isAlive()) {
        LOG.debug("worker {} waits to be heard", process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks for a trial and waits for the answer, or for what comes instead; one that goes too far is
   * not waited for.
   *
   * @param hears what it says before that
   */
  Parcel ask(String question, NodeSetup setup, Consumer<String> hears) throws InterruptedException {
    asked++;
    send(question);
    WorkerBounds bounds = setup.bounds();
    WorkerWatch watch = new WorkerWatch(System::nanoTime);
    boolean begun = hasSpoken; // else it has to start first
    if (begun) {
      watch.begin();
    }
    while (true) {
      Optional<String> line = next(TICK_MILLIS);
      watch.look(bounds);
      if (line.isEmpty() && !isAlive()) {
        return new Parcel(hasSpoken ? Parcel.Ending.LOST : Parcel.Ending.STILLBORN, obituary());
      }
      if (line.isPresent()) {
        if (line.get().startsWith(setup.done()) || line.get().startsWith(setup.broken())) {
          return new Parcel(Parcel.Ending.ANSWERED, line.get());
        }
        watch.hear();
        if (!begun) {
          watch.begin();
          begun = true;
        }
        if (line.get().startsWith(setup.waits())) {
          watch.hold();
        }
        hears.accept(line.get());
      }
      Optional<Parcel> tooFar =
          watch
              .ofSilence(bounds)
              .or(() -> watch.ofTime(bounds))
              .map(NodeWorker::ended)
              .or(() -> tooLarge(bounds));
      if (tooFar.isPresent()) {
        return tooFar.get();
      }
    }
  }

  private static Parcel ended(Breach breach) {
    return new Parcel(
        breach.again() ? Parcel.Ending.LOST : Parcel.Ending.INFEASIBLE, breach.reason());
  }

  private Optional<Parcel> tooLarge(WorkerBounds bounds) {
    return bounds
        .ofMemory(process.pid(), asked == 1)
        .map(b -> new Parcel(b.again() ? Parcel.Ending.USED : Parcel.Ending.TOO_LARGE, b.reason()));
  }

  /** Forgets what it said before it is asked again: that was an answer to nothing. */
  void forget() {
    said.clear();
  }

  /** Sends a line; a worker that is gone shows by the end of what it says. */
  void send(String line) {
    try {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      // gone: next() tells
    }
  }

  /**
   * What it says next; empty when it says nothing for so long, or is gone, as {@link #isAlive}
   * tells.
   */
  Optional<String> next(long millis) throws InterruptedException {
    if (hasEnded && said.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(said.poll(millis, TimeUnit.MILLISECONDS))
        .filter(s -> !s.equals(END));
  }

  /**
   * Whether it may be asked once more: it is well, and was started for this generation or later.
   */
  boolean serves(int oldest) {
    return isAlive() && generation >= oldest;
  }

  /** Whether it can still answer. */
  boolean isAlive() {
    return process.isAlive() && !hasEnded;
  }

  /** Whether it ever said anything. */
  boolean hasSpoken() {
    return hasSpoken;
  }

  /** How it ended, with the last lines of its log. */
  String obituary() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      kill(); // it will not speak again
    }
    errors.join(LAST_WORDS_MILLIS);
    return "worker ended with exit code " + process.waitFor() + (hasSpoken ? "" : ": " + tail());
  }

  private String tail() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "it left no log";
    }
  }

  /** Ends the worker at once. */
  void kill() {
    process.destroyForcibly();
  }
}
