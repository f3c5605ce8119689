package io.mimar.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The memory of processes, as Linux tells it; unknown elsewhere. */
public final class Memory {
  private static final double MOST_OF_A_MACHINE = 0.9;

  private Memory() {}

  /**
   * Bytes of memory that a worker may have where nobody says: most of this machine's, or of its
   * container's. However many workers there are, since trials must not depend on that.
   */
  public static long most() {
    long all =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return (long) (MOST_OF_A_MACHINE * all);
  }

  /** Bytes that process {@code pid} has in memory now; empty where that cannot be known. */
  public static OptionalLong resident(long pid) {
    return status(pid, "VmRSS:");
  }

  /** As {@link #resident}, without files that it shares with others, such as libraries. */
  public static OptionalLong own(long pid) {
    return status(pid, "RssAnon:");
  }

  /** The most bytes that process {@code pid} ever had in memory. */
  public static OptionalLong mostResident(long pid) {
    return status(pid, "VmHWM:");
  }

  private static OptionalLong status(long pid, String name) {
    return line(Path.of("/proc", String.valueOf(pid), "status"), name);
  }

  /** The number of kilobytes after {@code name}, as bytes. */
  private static OptionalLong line(Path file, String name) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // another system, or the process is gone
    }
  }
}
