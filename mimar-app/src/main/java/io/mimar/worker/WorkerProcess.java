package io.mimar.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.process.CappedLog;
import io.mimar.process.Lines;
import io.mimar.store.StorePassword;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's JVM as its owner sees it. Messages go over pipes, so that a machine without a network
 * is no obstacle; the worker ends when its input ends, that is when its owner dies.
 */
public final class WorkerProcess implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /**
   * How long a worker that was asked something may say nothing: whatever it does, a sign of life
   * comes every few seconds, see {@link Pulse}.
   */
  public static final Duration SILENCE = Duration.ofMinutes(2);

  /** How long a trial may take where nobody says. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** Lines longer than this are not messages, and are not read to their end. */
  public static final int MAX_LINE = 1 << 24;

  /** A worker that prints so many characters besides its messages is ended. */
  private static final long MOST_BABBLE = 1 << 24;

  private static final long MOST_LOGGED = 1 << 16;

  private static final long LAST_WORDS_MILLIS = 2_000;

  /**
   * So many characters of messages may wait until their owner hears them; then the worker waits.
   */
  private static final int MOST_UNHEARD = 2 * MAX_LINE;

  /** What a message weighs besides its characters. */
  private static final int EACH = 1_000;

  private final Process process;
  private final OutputStream input;
  private final Semaphore unheard = new Semaphore(MOST_UNHEARD);

  private WorkerProcess(Process process) {
    this.process = process;
    this.input = process.getOutputStream();
  }

  /**
   * Starts a worker.
   *
   * @param log where its log goes
   * @param jvm how its JVM is started
   * @param threads how many threads OpenMP may use
   * @param listener told every message, on a thread of its own; told empty when the worker is gone
   * @throws MimarException when the system does not let it start
   */
  static WorkerProcess start(
      Path log, WorkerJvm jvm, int threads, BiConsumer<Worker, Said> listener) {
    List<String> command = new ArrayList<>(jvm.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", ClassPath.own()));
    command.addAll(ClassPath.kept());
    command.addAll(jvm.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(jvm.environment(threads));
    StorePassword.forget(builder.environment());
    try {
      WorkerProcess worker = new WorkerProcess(builder.start());
      Thread errors = CappedLog.copy(worker.process.getErrorStream(), log);
      Thread reader =
          new Thread(() -> worker.read(listener, errors), "worker-" + worker.process.pid());
      reader.setDaemon(true);
      reader.start();
      return worker;
    } catch (IOException e) {
      throw new MimarException(
          "a worker cannot be started: " + e.getMessage(),
          "Free memory, or allow more processes (`ulimit -u`), then `mimar resume` goes on.",
          e);
    }
  }

  /** Whatever ends the reading, lack of memory too, the owner hears that the worker is gone. */
  private void read(BiConsumer<Worker, Said> listener, Thread errors) {
    try {
      listen(listener);
    } catch (RuntimeException | Error e) {
      kill();
      LOG.warn("worker {} is ended: it cannot be heard", process.pid(), e);
    } finally {
      tellEnd(listener, errors);
    }
  }

  private void listen(BiConsumer<Worker, Said> listener) {
    try (InputStream stream = process.getInputStream();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      Lines lines = new Lines(reader, MAX_LINE, Lines.OF_A_WORKER, System::nanoTime);
      long babble = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        babble += hear(line, babble, listener) ? 0 : line.length() + 1L;
        if (babble > MOST_BABBLE) {
          throw new Lines.FloodException("it printed more than " + MOST_BABBLE + " characters");
        }
      }
    } catch (Lines.FloodException e) {
      LOG.warn("worker {} is ended: {}", process.pid(), e.getMessage());
      kill();
    } catch (IOException e) {
      LOG.debug("worker {}: {}", process.pid(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  private void tellEnd(BiConsumer<Worker, Said> listener, Thread errors) {
    try {
      int exitCode = process.waitFor();
      errors.join(LAST_WORDS_MILLIS); // whoever reads of its end may look into its log
      listener.accept(this, new Said.Gone("ended with exit code " + exitCode));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes a message on; false for what is none, of which the log gets the beginning. */
  private boolean hear(String line, long babble, BiConsumer<Worker, Said> listener)
      throws InterruptedException {
    if (!line.startsWith("{")) { // a native library's own print
      if (babble < MOST_LOGGED) {
        LOG.info("worker {}: {}", process.pid(), line.substring(0, Math.min(500, line.length())));
      }
      return false;
    }
    int weight = line.length() + EACH;
    unheard.acquire(weight); // given back when it is heard
    listener.accept(this, said(line, weight));
    return true;
  }

  private Said said(String line, int weight) {
    try {
      return new Said.Word(Json.json().readValue(line, Message.class), weight);
    } catch (JsonProcessingException e) {
      LOG.warn("worker {} said what is no message: {}", process.pid(), e.getOriginalMessage());
      return new Said.Nonsense("said what is no message", weight);
    }
  }

  @Override
  public void heard(Said said) {
    unheard.release(said.weight());
  }

  @Override
  public boolean isHeard() {
    return unheard.availablePermits() >= MOST_UNHEARD;
  }

  @Override
  public void send(Message message) {
    try {
      input.write(Json.json().writeValueAsBytes(message));
      input.write('\n');
      input.flush();
    } catch (IOException e) {
      LOG.debug("worker {} does not listen: {}", process.pid(), e.getMessage());
    }
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    unheard.release(MOST_UNHEARD); // its last words are few, and wait for nobody
  }

  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
