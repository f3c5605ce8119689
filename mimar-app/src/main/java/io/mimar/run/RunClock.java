package io.mimar.run;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long a run has taken in all its sessions: what its time budget is held against. */
public final class RunClock implements Supplier<Duration> {
  private final Duration before;
  private final LongSupplier nanoTime;
  private final long start;

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

  @Override
  public Duration get() {
    return before.plusNanos(nanoTime.getAsLong() - start);
  }
}
