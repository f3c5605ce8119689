package io.mimar.worker;

import io.mimar.config.Json;
import io.mimar.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that is a thread of its owner's process, see {@link Workforce#ofThreads(Dataset)}. */
final class WorkerThread implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);

  /** So long its end is waited for: a measurement or an export may have to end first. */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final BlockingQueue<Optional<Message>> inbox = new LinkedBlockingQueue<>();
  private final AtomicInteger unheard = new AtomicInteger();
  private final Dataset data;
  private final BiConsumer<Worker, Said> listener;
  private final int number = STARTED.incrementAndGet();
  private final Thread thread;
  private volatile boolean dismissed;

  private WorkerThread(Dataset data, BiConsumer<Worker, Said> listener) {
    this.data = data;
    this.listener = listener;
    this.thread = new Thread(this::work, "worker");
    this.thread.setDaemon(true);
  }

  static WorkerThread start(Dataset data, BiConsumer<Worker, Said> listener) {
    WorkerThread worker = new WorkerThread(data, listener);
    worker.thread.start();
    return worker;
  }

  private void work() {
    WorkerDesk desk = WorkerDesk.ofThread(System::nanoTime, this::say, data, number);
    String how = "ended";
    try {
      Optional<Message> next = inbox.take();
      while (next.isPresent() && !dismissed) {
        desk.answer(next.get());
        next = inbox.take();
      }
    } catch (CancellationException | InterruptedException e) {
      // nobody listens any more
    } catch (Error e) { // lack of memory, say
      LOG.error("a worker ended", e);
      how = "ended by " + e;
    } finally {
      listener.accept(this, new Said.Gone(how));
    }
  }

  /** Called by all threads that train: whatever they do ends here once the worker is dismissed. */
  private void say(Message message) {
    if (dismissed) {
      throw new CancellationException("the worker is dismissed");
    }
    Message said = passed(message);
    unheard.incrementAndGet();
    listener.accept(this, new Said.Word(said, 1));
  }

  /** What a process would hear: threads must not understand more of each other than these. */
  private static Message passed(Message message) {
    try {
      return Json.json().readValue(Json.json().writeValueAsBytes(message), Message.class);
    } catch (IOException e) {
      throw new UncheckedIOException("no message for a process: " + message, e);
    }
  }

  @Override
  public void send(Message message) {
    inbox.add(Optional.of(passed(message)));
  }

  @Override
  public void heard(Said said) {
    unheard.addAndGet(-said.weight());
  }

  @Override
  public boolean isHeard() {
    return unheard.get() == 0;
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void kill() {
    dismissed = true;
    inbox.add(Optional.empty()); // no interrupt: it would break files that are being written
  }

  @Override
  public void close() {
    kill();
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
