package io.mimar;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work that is done side by side, in so many threads. Once this is closed they are interrupted:
 * work that looks at that goes on no longer.
 */
public final class Lanes implements AutoCloseable {
  /** What hangs is not waited for longer. */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final ExecutorService threads;

  /** Lanes for {@code count} works at once. */
  public Lanes(int count) {
    this.threads = Executors.newFixedThreadPool(count, Lanes::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "lane");
    thread.setDaemon(true); // what hangs in native code keeps no program from its end
    return thread;
  }

  /** Starts a work, or lets it wait for a free lane. */
  public <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  /** As {@link #start}, of a work that gives nothing. */
  public CompletableFuture<Void> run(Runnable work) {
    return CompletableFuture.runAsync(work, threads);
  }

  /**
   * What all works gave, in their order; as soon as one of them failed and those before it ended,
   * what that one threw.
   */
  public static <T> List<T> join(List<CompletableFuture<T>> works) {
    try {
      return works.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Begins nothing more, interrupts what is under way and waits for it to end. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
