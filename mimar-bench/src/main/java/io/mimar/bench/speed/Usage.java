package io.mimar.bench.speed;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.mimar.MimarException;
import io.mimar.process.Memory;
import java.lang.management.ManagementFactory;

/** What this process has used. */
final class Usage {
  private Usage() {}

  /** CPU time of all its threads, nanoseconds. */
  static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Bytes of objects that this thread has made. */
  static long allocatedBytes() {
    return ManagementFactory.getPlatformMXBean(ThreadMXBean.class)
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Bytes of live objects, after a collection. */
  static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes of memory that this process has to itself, mapped files not counted; Linux only. */
  static long ownBytes() {
    return Memory.own(ProcessHandle.current().pid()).orElseThrow(Usage::notHere);
  }

  /** Bytes of memory that process {@code pid} has now; Linux only. */
  static long residentBytes(long pid) {
    return Memory.resident(pid).orElseThrow(Usage::notHere);
  }

  private static MimarException notHere() {
    return new MimarException("memory is measured on Linux only", "Run this on Linux.");
  }

  /** As {@link #residentBytes(long)}, of this process. */
  static long residentBytes() {
    return residentBytes(ProcessHandle.current().pid());
  }
}
