package io.mimar.worker;

import com.sun.management.OperatingSystemMXBean;
import io.mimar.nn.Engine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a worker's JVM is started, here or on another machine: all but Java and the class path.
 *
 * @param nice by how much it stands back for other programs, 0 for not at all
 * @param heapBytes the most that its heap may take; tensors live outside. Empty for a share of this
 *     machine's memory
 */
public record WorkerJvm(int nice, OptionalLong heapBytes) {
  private static final double MOST_OF_A_MACHINE = 0.9;

  /** A worker that is like any other program. */
  public static final WorkerJvm DEFAULT = new WorkerJvm(0, OptionalLong.empty());

  /**
   * Bytes of memory that a worker may have where nobody says: most of this machine's, or of its
   * container's. However many workers there are, since trials must not depend on that.
   */
  public static long memory() {
    long all =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return (long) (MOST_OF_A_MACHINE * all);
  }

  /** The words before {@code java}. */
  public List<String> prefix() {
    return nice == 0 ? List.of() : List.of("nice", "-n", String.valueOf(nice));
  }

  /** The words after {@code java -cp PATH}. */
  public List<String> arguments() {
    List<String> words = new ArrayList<>(flags());
    words.add(WorkerMain.class.getName());
    return words;
  }

  /** The flags of its JVM. */
  public List<String> flags() {
    return List.of(
        "-Xmx" + heapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-Dlogback.configurationFile=mimar-logback.xml");
  }

  /** A worker's heap: half of this one, for which {@link io.mimar.data.HeapBudget} leaves room. */
  private long heapMegabytes() {
    return heapBytes.isPresent()
        ? heapBytes.getAsLong() >> 20
        : Math.max(512, Runtime.getRuntime().maxMemory() / (2 << 20));
  }

  /**
   * The variables that it needs.
   *
   * @param threads how many threads OpenMP may use
   */
  public Map<String, String> environment(int threads) {
    Map<String, String> environment = new TreeMap<>(Engine.environment());
    environment.put("OMP_NUM_THREADS", String.valueOf(threads));
    return environment;
  }
}
