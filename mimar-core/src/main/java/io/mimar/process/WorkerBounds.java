package io.mimar.process;

import io.mimar.Check;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a worker may go. Whoever started it asks now and then whether it keeps within these, and
 * ends it where it does not.
 *
 * @param silence how long it may say nothing
 * @param time how long one trial may take, whatever it says meanwhile
 * @param memory bytes that it may have in memory; 0 for 90 % of the machine's that it runs on
 */
public record WorkerBounds(Duration silence, Duration time, long memory) implements Serializable {

  /**
   * What a worker did that it may not.
   *
   * @param reason in words, without who
   * @param again whether its trial may do better in another worker; else it cannot be had
   */
  public record Breach(String reason, boolean again) {}

  public WorkerBounds {
    Check.range("silence", silence.toMillis(), 1, Long.MAX_VALUE);
    Check.range("time", time.toMillis(), 1, Long.MAX_VALUE);
    Check.range("memory", memory, 0, Long.MAX_VALUE);
  }

  /** Whether it has said nothing for too long: it hangs, which another may not. */
  public Optional<Breach> ofSilence(Duration silent) {
    String reason = "said nothing for " + silence.toSeconds() + " s";
    return breach(silent.compareTo(silence) > 0, reason, true);
  }

  /** Whether it has worked on one trial for too long. */
  public Optional<Breach> ofTime(Duration worked) {
    String reason =
        "trained for " + worked.toSeconds() + " s, but a trial may take " + time.toSeconds() + " s";
    return breach(worked.compareTo(time) > 0, reason + " (worker.time, or all the run has)", false);
  }

  /**
   * Whether it has too much memory.
   *
   * @param pid of its process
   * @param fresh whether this is the first trial that it trains: else memory may be left over from
   *     before, and a worker that is new decides
   */
  public Optional<Breach> ofMemory(long pid, boolean fresh) {
    long bytes = Memory.own(pid).orElse(0);
    long most = memory > 0 ? memory : Memory.most();
    String reason =
        "took %d MB of memory, but a worker may have %d MB".formatted(bytes >> 20, most >> 20);
    return breach(bytes > most, reason + " (worker.memory)", !fresh);
  }

  private static Optional<Breach> breach(boolean broken, String reason, boolean again) {
    return broken ? Optional.of(new Breach(reason, again)) : Optional.empty();
  }
}
