package io.mimar.worker;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A worker's signs of life, one every few seconds: whatever takes steps calls {@link #run} after
 * each, and what cannot speak while it lasts runs {@link #during} a timer. May be called by all
 * threads that train.
 */
final class Pulse implements Runnable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** What is silent by nature hangs when it takes longer: reading data, say, from a dead drive. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Duration every;
  private final LongSupplier nanoTime;
  private final Consumer<Message> reply;
  private long spokeAt;

  /**
   * Signs every 5 seconds.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   * @param reply hears them
   */
  Pulse(LongSupplier nanoTime, Consumer<Message> reply) {
    this(EVERY, nanoTime, reply);
  }

  Pulse(Duration every, LongSupplier nanoTime, Consumer<Message> reply) {
    this.every = every;
    this.nanoTime = nanoTime;
    this.reply = reply;
    this.spokeAt = nanoTime.getAsLong();
  }

  /**
   * A step has been done.
   *
   * @throws CancellationException when this thread is interrupted, as by {@link io.mimar.Lanes}
   */
  @Override
  public synchronized void run() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("nobody waits for what this thread trains");
    }
    long now = nanoTime.getAsLong();
    if (now - spokeAt > every.toNanos()) {
      reply.accept(new Message.Alive()); // may end this thread, and then the others that train
      spokeAt = now;
    }
  }

  /** Says {@code message}, which is a sign as well. */
  synchronized void say(Message message) {
    reply.accept(message);
    spokeAt = nanoTime.getAsLong();
  }

  /** Does {@code work}, which takes no steps, with signs for at most a quarter of an hour. */
  <T> T during(Supplier<T> work) {
    CountDownLatch done = new CountDownLatch(1);
    Thread timer = new Thread(() -> tick(done), "pulse");
    timer.setDaemon(true);
    timer.start();
    try {
      T result = work.get();
      run();
      return result;
    } finally {
      done.countDown();
    }
  }

  private void tick(CountDownLatch done) {
    long end = nanoTime.getAsLong() + LONGEST.toNanos();
    try {
      while (!done.await(every.toNanos(), TimeUnit.NANOSECONDS) && end - nanoTime.getAsLong() > 0) {
        say(new Message.Alive());
      }
    } catch (CancellationException e) {
      // nobody listens any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
