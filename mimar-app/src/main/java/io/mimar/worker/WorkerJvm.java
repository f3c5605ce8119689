package io.mimar.worker;

import io.mimar.nn.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * How a worker's JVM is started, here or on another machine: all but Java and the class path.
 *
 * @param nice by how much it stands back for other programs, 0 for not at all
 * @param heapBytes the most that its heap may take; tensors live outside
 */
public record WorkerJvm(int nice, long heapBytes) implements Workforce {
  /**
   * A worker holds the data three times at most, see {@link io.mimar.data.HeapBudget}, and needs
   * room for the rest.
   */
  public static final int TIMES_HELD = 4;

  private static final long LEAST_HEAP = 512 << 20;

  /**
   * With one arena of glibc's allocator, threads wait for each other; more than this gain nothing.
   */
  private static final int MOST_ARENAS = 4;

  /** A worker that is like any other program, for small data. */
  public static final WorkerJvm DEFAULT = new WorkerJvm(0, heap(0));

  /**
   * The bytes of a worker's heap where nobody says otherwise: half of this one, or more where the
   * data need it.
   *
   * @param dataBytes what the numbers of the data take
   */
  public static long heap(long dataBytes) {
    long half = Runtime.getRuntime().maxMemory() / 2;
    return Math.max(LEAST_HEAP, Math.max(half, TIMES_HELD * dataBytes));
  }

  @Override
  public Worker start(Path log, int threads, BiConsumer<Worker, Worker.Said> listener) {
    return WorkerProcess.start(log, this, threads, listener);
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
        "-Xmx" + megabytes(heapBytes) + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-Dlogback.configurationFile=mimar-logback.xml");
  }

  private static long megabytes(long bytes) {
    return (bytes + (1L << 20) - 1) >> 20;
  }

  /**
   * The variables that it needs.
   *
   * @param threads that may train side by side, or work on one operation
   */
  public Map<String, String> environment(int threads) {
    Map<String, String> environment = new TreeMap<>(Engine.environment());
    environment.put("MALLOC_ARENA_MAX", String.valueOf(Math.min(threads, MOST_ARENAS)));
    environment.put("OMP_NUM_THREADS", String.valueOf(threads));
    return environment;
  }
}
