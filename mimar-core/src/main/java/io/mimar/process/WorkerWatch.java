package io.mimar.process;

import io.mimar.process.WorkerBounds.Breach;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a worker has been silent and has worked on its trial, as who waits for it sees it. What
 * a trial is not to blame for does not count: a start, a wait for room on a disk, and the time
 * during which the watcher itself was away, say suspended, when words may be queued.
 */
public final class WorkerWatch {
  private final LongSupplier nanoTime;
  private long lookedAt;
  private long heardAt;
  private long beganAt;
  private boolean works;

  /**
   * A watch over a worker that does not work yet.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public WorkerWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
    this.heardAt = lookedAt;
  }

  /** It is looked at; must be called more often than it may be silent. */
  public void look(WorkerBounds bounds) {
    long now = nanoTime.getAsLong();
    long away = now - lookedAt;
    if (away > bounds.silence().toNanos() / 2) {
      heardAt = now;
      beganAt = Math.min(now, beganAt + away);
    }
    lookedAt = now;
  }

  /** It has said something, or has just been asked. */
  public void hear() {
    heardAt = nanoTime.getAsLong();
  }

  /** It works on a trial from now on. */
  public void begin() {
    hear();
    beganAt = heardAt;
    works = true;
  }

  /** It waits for something that its trial cannot help; the rest of the trial does not count. */
  public void hold() {
    works = false;
  }

  /** Whether it has been silent for too long. */
  public Optional<Breach> ofSilence(WorkerBounds bounds) {
    return bounds.ofSilence(Duration.ofNanos(nanoTime.getAsLong() - heardAt));
  }

  /** Whether it has worked for too long. */
  public Optional<Breach> ofTime(WorkerBounds bounds) {
    return works
        ? bounds.ofTime(Duration.ofNanos(nanoTime.getAsLong() - beganAt))
        : Optional.empty();
  }
}
