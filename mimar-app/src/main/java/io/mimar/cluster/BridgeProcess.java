package io.mimar.cluster;

import io.mimar.MimarException;
import io.mimar.process.CappedLog;
import io.mimar.process.Frame;
import io.mimar.process.Lines;
import io.mimar.process.WorkerBounds;
import io.mimar.process.WorkerBounds.Breach;
import io.mimar.process.WorkerWatch;
import io.mimar.store.StorePassword;
import io.mimar.worker.WorkerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Spark driver's process as its owner sees it. It ends when its input ends. */
final class BridgeProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeProcess.class);

  /** The driver has to tell the cluster that the application has ended. */
  private static final long FAREWELL_SECONDS = 20;

  /** Longer than what any worker says. */
  private static final int MAX_LINE = WorkerProcess.MAX_LINE + 1_000;

  /** No cluster has so many workers that together they say more. */
  private static final long MOST_A_SECOND = 1_000 * Lines.OF_A_WORKER;

  /** So many characters of frames may wait until they are heard; then the driver waits. */
  private static final int MOST_UNHEARD = 4 * MAX_LINE;

  /** What a frame weighs besides its characters. */
  private static final int EACH = 1_000;

  private static final WorkerBounds BOUNDS =
      new WorkerBounds(WorkerProcess.SILENCE, WorkerProcess.LONGEST, 0);

  private final Process process;
  private final OutputStream input;
  private final Path log;
  private final WorkerWatch watch;
  private final Semaphore room = new Semaphore(MOST_UNHEARD);
  private final BlockingQueue<Optional<Frame>> heard = new LinkedBlockingQueue<>();
  private volatile String fault = "";
  private volatile boolean closed;
  private boolean hasSpoken;
  private boolean ended;

  private BridgeProcess(Process process, Path log, LongSupplier nanoTime) {
    this.process = process;
    this.input = process.getOutputStream();
    this.log = log;
    this.watch = new WorkerWatch(nanoTime);
  }

  /**
   * Starts the driver.
   *
   * @param log where its log goes
   * @param nanoTime a monotonic clock, nanoseconds
   * @throws MimarException when there is no such command
   */
  static BridgeProcess start(BridgeCommand command, Path log, LongSupplier nanoTime) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command.words());
      builder.environment().putAll(command.environment());
      StorePassword.forget(builder.environment());
      BridgeProcess bridge = new BridgeProcess(builder.start(), log, nanoTime);
      CappedLog.copy(bridge.process.getErrorStream(), log);
      Thread reader = new Thread(bridge::read, "spark-driver");
      reader.setDaemon(true);
      reader.start();
      return bridge;
    } catch (IOException e) {
      throw new MimarException(
          "the Spark driver cannot be started: " + e.getMessage(),
          "Set SPARK_HOME to a Spark installation whose bin/spark-submit runs.",
          e);
    }
  }

  /** Whatever ends the reading, lack of memory too, the owner hears of an end. */
  private void read() {
    try {
      listen();
    } catch (RuntimeException | Error e) {
      giveUp("it cannot be heard: " + e);
    } finally {
      heard.add(Optional.empty()); // the end
    }
  }

  private void listen() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      Lines lines = new Lines(reader, MAX_LINE, MOST_A_SECOND, System::nanoTime);
      for (String line = lines.next(); line != null; line = lines.next()) {
        Optional<Frame> frame = Frame.parse(line);
        if (frame.isPresent()) {
          awaitRoom(weight(frame.get()));
          heard.add(frame);
        } else {
          LOG.debug("the Spark driver printed: {}", line);
        }
      }
    } catch (Lines.FloodException e) {
      giveUp(e.getMessage());
    } catch (IOException e) {
      LOG.debug("the Spark driver: {}", e.getMessage()); // the pipe broke with the process
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp("nobody listens any more");
    }
  }

  private void giveUp(String why) {
    fault = ": " + why;
    process.destroyForcibly();
  }

  private static int weight(Frame frame) {
    return frame.text().length() + EACH;
  }

  /** Waits for room, unless nobody will listen any more. */
  private void awaitRoom(int weight) throws InterruptedException {
    while (!closed && !room.tryAcquire(weight, 1, TimeUnit.SECONDS)) {
      LOG.debug("the Spark driver waits to be heard");
    }
  }

  /** Says something; a driver that is gone shows by {@link #poll}. */
  void say(Frame frame) {
    try {
      input.write((frame.line() + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      LOG.debug("the Spark driver does not listen: {}", e.getMessage());
    }
  }

  /**
   * What is said next, waiting at most so long.
   *
   * @throws MimarException when the driver has ended, says that nothing can go on, or hangs
   */
  Optional<Frame> poll(Duration patience) {
    try {
      Optional<Frame> next =
          ended ? Optional.empty() : heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      watch.look(BOUNDS);
      if (next == null) {
        requireAwake();
        return Optional.empty();
      }
      watch.hear();
      next.ifPresent(frame -> room.release(weight(frame)));
      requireWell(next);
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** It says every few seconds that it is alive, from when it was told to connect. */
  private void requireAwake() {
    Optional<Breach> breach = hasSpoken ? watch.ofSilence(BOUNDS) : Optional.empty();
    if (breach.isPresent()) {
      process.destroyForcibly();
      throw new MimarException(
          "the Spark driver " + breach.get().reason() + " and was ended",
          "Read " + log + "; `mimar resume` goes on.");
    }
  }

  private void requireWell(Optional<Frame> next) throws InterruptedException {
    if (next.isEmpty()) {
      ended = true; // and stays so
      if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly(); // it says nothing more
      }
      throw new MimarException(
          "the Spark driver ended with exit code " + process.waitFor() + fault,
          "Read " + log + "; `mimar resume` goes on.");
    }
    hasSpoken = true;
    if (next.get().kind() == Frame.Kind.FAILED) {
      String[] parts = next.get().text().split("\t", 2);
      throw new MimarException(parts[0], parts.length > 1 ? parts[1] : "Read " + log + ".");
    }
  }

  /** Ends the application, and the driver at once if it does not end by itself. */
  @Override
  public void close() {
    closed = true;
    try {
      input.close();
      if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
