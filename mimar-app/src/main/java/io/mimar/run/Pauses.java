package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.config.Quantity;
import io.mimar.folder.Disk;
import io.mimar.store.HoldUp;
import io.mimar.store.Patience;
import io.mimar.study.Control;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets a run wait while its study cannot be written, and says so in one line: without an end where
 * a disk is full, since somebody has to make room; else for ten minutes, also for a full disk once
 * the run is to finish what is under way. Who ends the run at once ends the wait too. While nothing
 * can be kept, the run's time stands still; while a worker alone waits, others go on, and it does
 * not.
 */
final class Pauses implements Patience {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final RunListener listener;
  private final Control control;
  private final RunClock clock;
  private final LongSupplier nanoTime;
  private Optional<HoldUp> now = Optional.empty();
  private long begun;

  /** When the cause became what it is now, or the run was to end: each is waited for anew. */
  private long since;

  private boolean ending;

  /**
   * Pauses of a run.
   *
   * @param listener told when one begins and when it is over
   * @param clock stands still while the study cannot be written
   * @param nanoTime a monotonic clock, nanoseconds
   */
  Pauses(RunListener listener, Control control, RunClock clock, LongSupplier nanoTime) {
    this.listener = listener;
    this.control = control;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean waits(HoldUp holdUp) {
    if (isStopped()) {
      return false;
    }
    begin(holdUp);
    clock.stop();
    if (!ending && control.state() != Control.State.RUN) {
      ending = true;
      since = nanoTime.getAsLong();
    }
    boolean bounded = ending || holdUp.kind() != HoldUp.Kind.FULL;
    if (bounded && passed(since).compareTo(LONGEST) > 0) {
      return false;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return !isStopped();
  }

  /** Says that the run waits, unless that was said. */
  private void begin(HoldUp holdUp) {
    if (now.filter(h -> h.kind() == holdUp.kind()).isEmpty()) {
      since = nanoTime.getAsLong();
      begun = now.isEmpty() ? since : begun;
      listener.note(
          "Paused: "
              + holdUp.what()
              + (holdUp.kind() == HoldUp.Kind.FULL
                  ? ". The run goes on when there is room."
                  : "; it is tried again for " + Quantity.text(LONGEST) + "."));
    }
    now = Optional.of(holdUp);
  }

  /** A worker waits, which by itself goes on when it can. */
  void workerWaits(String reason) {
    begin(new HoldUp(HoldUp.Kind.FULL, reason));
  }

  /** Writes something, where a disk is full as soon as there is room. */
  void write(Path file, Runnable writing) {
    while (true) {
      try {
        writing.run();
        over();
        return;
      } catch (MimarException | UncheckedIOException e) {
        boolean full = Disk.isFull(e, file.toAbsolutePath().getParent());
        HoldUp holdUp =
            new HoldUp(HoldUp.Kind.FULL, "the disk is full: " + file + " cannot be written");
        if (!full || !waits(holdUp)) {
          throw e;
        }
      }
    }
  }

  private boolean isStopped() {
    control.heedInterrupt();
    return control.state() == Control.State.STOP;
  }

  private Duration passed(long from) {
    return Duration.ofNanos(nanoTime.getAsLong() - from);
  }

  @Override
  public void over() {
    if (now.isPresent()) {
      now = Optional.empty();
      clock.goOn();
      listener.note("Going on after " + Quantity.text(passed(begun)) + ".");
    }
  }
}
