package io.mimar.bench.speed;

import com.sun.management.OperatingSystemMXBean;
import io.mimar.MimarException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used. */
final class Usage {
  private Usage() {}

  /** CPU time of all its threads, nanoseconds. */
  static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Bytes of live objects, after a collection. */
  static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Bytes of memory that a process has now; Linux only.
   *
   * @param process its number, or self
   */
  static long residentBytes(String process) {
    try {
      return Files.readAllLines(Path.of("/proc", process, "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new MimarException("memory is measured on Linux only", "Run this on Linux.", e);
    }
  }
}
