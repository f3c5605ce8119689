package io.mimar.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What native code of this process has taken from the system. The allocator keeps whatever is freed
 * (docs/adr/0003), which is fast while one network trains; after many networks of other sizes the
 * free pieces lie scattered, and the process grows.
 */
public final class NativeHeap {
  private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

  /** Free memory that is taken again costs its zeroing: some tenths of a second a gigabyte. */
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private boolean able = true;
  private long last;

  /**
   * This process's.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public NativeHeap(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  /**
   * Gives back what is free, unless it did within the last ten seconds. To be called when nothing
   * trains.
   *
   * @return whether it did; never where Java cannot: other systems than Linux with glibc, and
   *     before 17.0.9
   */
  public boolean trim() {
    if (!able || nanoTime.getAsLong() - last < REST_NANOS) {
      return false;
    }
    try {
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "systemTrimNativeHeap",
                  new Object[0],
                  new String[0]);
      able = said.toString().startsWith("Trim"); // else it is not available with this C library
    } catch (JMException e) {
      LOG.debug("free native memory is not given back: {}", e.getMessage());
      able = false;
    }
    last = nanoTime.getAsLong();
    return able;
  }
}
