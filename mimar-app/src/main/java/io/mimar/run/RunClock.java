package io.mimar.run;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a run has taken in all its sessions, pauses left out: what its time budget is held
 * against. Threads may share it.
 */
public final class RunClock implements Supplier<Duration> {
  private final Duration before;
  private final LongSupplier nanoTime;
  private long start;
  private long stopped;
  private boolean running = true;

  /**
   * A clock that goes on from {@code before}.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public RunClock(Duration before, LongSupplier nanoTime) {
    this.before = before;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Stands still from now on. */
  synchronized void stop() {
    if (running) {
      stopped = nanoTime.getAsLong();
      running = false;
    }
  }

  /** Goes on where it stood. */
  synchronized void goOn() {
    if (!running) {
      start += nanoTime.getAsLong() - stopped;
      running = true;
    }
  }

  @Override
  public synchronized Duration get() {
    return before.plusNanos((running ? nanoTime.getAsLong() : stopped) - start);
  }
}
