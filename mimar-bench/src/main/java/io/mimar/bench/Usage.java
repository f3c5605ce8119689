package io.mimar.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.mimar.MimarException;
import io.mimar.process.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** What this process has used. */
public final class Usage {
  /** A second, as Linux counts it for programs (USER_HZ). */
  private static final double TICKS = 100;

  private Usage() {}

  /** CPU time of all its threads, nanoseconds. */
  public static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /**
   * CPU seconds of this process, and of its children that have ended and been waited for; Linux
   * only.
   */
  public static double cpuSecondsWithChildren() {
    Path file = Path.of("/proc/self/stat"); // man proc_pid_stat(5)
    try {
      String text = Files.readString(file);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1); // from the third
      long ticks = IntStream.rangeClosed(11, 14).mapToLong(i -> Long.parseLong(fields[i])).sum();
      return ticks / TICKS;
    } catch (IOException e) {
      throw notHere("CPU time of children");
    }
  }

  /** Bytes of objects that this thread has made. */
  public static long allocatedBytes() {
    return ManagementFactory.getPlatformMXBean(ThreadMXBean.class)
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Bytes of live objects, after a collection. */
  public static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes of memory that this process has to itself, mapped files not counted; Linux only. */
  public static long ownBytes() {
    return Memory.own(ProcessHandle.current().pid()).orElseThrow(() -> notHere("memory"));
  }

  /** Bytes of memory that process {@code pid} has now; Linux only. */
  public static long residentBytes(long pid) {
    return Memory.resident(pid).orElseThrow(() -> notHere("memory"));
  }

  private static MimarException notHere(String what) {
    return new MimarException(what + " is measured on Linux only", "Run this on Linux.");
  }

  /** As {@link #residentBytes(long)}, of this process. */
  public static long residentBytes() {
    return residentBytes(ProcessHandle.current().pid());
  }
}
