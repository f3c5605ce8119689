package io.mimar.worker;

import io.mimar.nn.Engine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a worker's JVM is started, here or on another machine: all but Java and the class path. */
public final class WorkerJvm {
  private WorkerJvm() {}

  /** The words after {@code java -cp PATH}. */
  public static List<String> arguments() {
    return List.of(
        "-Xmx" + maxHeapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-Dlogback.configurationFile=mimar-logback.xml",
        WorkerMain.class.getName());
  }

  /** A worker's heap: it holds the data twice for a moment, tensors live outside. */
  private static long maxHeapMegabytes() {
    return Math.max(512, Runtime.getRuntime().maxMemory() / (2 << 20));
  }

  /**
   * The variables that it needs.
   *
   * @param threads how many threads OpenMP may use
   */
  public static Map<String, String> environment(int threads) {
    Map<String, String> environment = new TreeMap<>(Engine.environment());
    environment.put("OMP_NUM_THREADS", String.valueOf(threads));
    return environment;
  }
}
