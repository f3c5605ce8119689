package io.mimar.cluster;

import io.mimar.MimarException;
import io.mimar.process.CappedLog;
import io.mimar.process.Frame;
import io.mimar.store.StorePassword;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Spark driver's process as its owner sees it. It ends when its input ends. */
final class BridgeProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeProcess.class);

  /** The driver has to tell the cluster that the application has ended. */
  private static final long FAREWELL_SECONDS = 20;

  /** So many frames may wait until they are heard, which may hold models; then the driver waits. */
  private static final int MOST_UNHEARD = 100;

  private final Process process;
  private final OutputStream input;
  private final Path log;
  private final BlockingQueue<Optional<Frame>> heard = new LinkedBlockingQueue<>(MOST_UNHEARD);
  private volatile boolean closed;
  private boolean ended;

  private BridgeProcess(Process process, Path log) {
    this.process = process;
    this.input = process.getOutputStream();
    this.log = log;
  }

  /**
   * Starts the driver.
   *
   * @param log where its log goes
   * @throws MimarException when there is no such command
   */
  static BridgeProcess start(List<String> command, Path log) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      StorePassword.forget(builder.environment());
      BridgeProcess bridge = new BridgeProcess(builder.start(), log);
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

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Optional<Frame> frame = Frame.parse(line);
        if (frame.isPresent()) {
          add(frame);
        } else {
          LOG.debug("the Spark driver printed: {}", line);
        }
      }
    } catch (IOException e) {
      LOG.debug("the Spark driver: {}", e.getMessage());
    }
    add(Optional.empty()); // the end
  }

  /** Waits for room, unless nobody will listen any more. */
  private void add(Optional<Frame> frame) {
    try {
      while (!heard.offer(frame, 1, TimeUnit.SECONDS) && !closed) {
        LOG.debug("the Spark driver waits to be heard");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
   * @throws MimarException when the driver has ended, or says that nothing can go on
   */
  Optional<Frame> poll(Duration patience) {
    try {
      Optional<Frame> next =
          ended ? Optional.empty() : heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return Optional.empty();
      }
      requireWell(next);
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void requireWell(Optional<Frame> next) throws InterruptedException {
    if (next.isEmpty()) {
      ended = true; // and stays so
      throw new MimarException(
          "the Spark driver ended with exit code " + process.waitFor(),
          "Read " + log + "; `mimar resume` goes on.");
    }
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
