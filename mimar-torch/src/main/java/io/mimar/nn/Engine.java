package io.mimar.nn;

import io.mimar.Check;
import io.mimar.MimarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch as a whole: loading it, its threads, its devices, and the settings of the process
 * without which it is 2 to 100 times slower (docs/adr: engine).
 *
 * <p>The natives unpack about 445 MB to JavaCPP's cache on the first start.
 */
public final class Engine {

  /** The version of libtorch's Java binding that this build was made for. */
  public static final String VERSION = "libtorch 2.10.0 (bytedeco 1.5.13)";

  private Engine() {}

  /**
   * A setting of the process that is missing.
   *
   * @param name the environment variable or the system property
   * @param remedy what to do, as a sentence
   */
  public record MissingSetting(String name, String remedy) {}

  /**
   * Loads the natives and fixes the threads of one operation; OpenBLAS always gets one.
   *
   * @param threads threads of one operation, 1 in a worker
   * @throws MimarException when the natives do not load on this platform
   */
  public static void start(int threads) {
    Check.range("threads", threads, 1, 1024);
    try {
      Loader.load(torch.class);
      openblas.blas_set_num_threads(1);
      torch.set_num_threads(threads);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new MimarException(
          "libtorch's natives do not load on " + Loader.getPlatform() + ": " + e.getMessage(),
          "Build for this platform (-Djavacpp.platform=...) and leave 1 GB free in ~/.javacpp.",
          e);
    }
  }

  /** Loads the natives once, so that they are unpacked: what the launcher does after a build. */
  public static void main(String[] arguments) {
    start(1);
  }

  /** Threads of one operation. */
  public static int threads() {
    return torch.get_num_threads();
  }

  /** Whether a CUDA device can be used. Untested on a GPU. */
  public static boolean hasCuda() {
    return torch.cuda_is_available();
  }

  /**
   * The device to use for a wish.
   *
   * @return {@link Device#CPU} or {@link Device#CUDA}
   * @throws MimarException when CUDA is wished and there is none
   */
  public static Device resolve(Device wish) {
    if (wish == Device.CUDA && !hasCuda()) {
      throw new MimarException(
          "device is cuda, but this build or machine has no CUDA device",
          "Use --device auto, or build with -Pcuda on a machine with an NVIDIA driver.");
    }
    return wish == Device.CPU || !hasCuda() ? Device.CPU : Device.CUDA;
  }

  /**
   * The settings that this process should have been started with and was not.
   *
   * @param environment as of {@link System#getenv()}
   * @param properties as of {@link System#getProperties()}
   */
  public static List<MissingSetting> missingSettings(
      Map<String, String> environment, Properties properties) {
    List<MissingSetting> missing = new ArrayList<>();
    if (!"1".equals(environment.get("OPENBLAS_NUM_THREADS"))) {
      missing.add(exported("OPENBLAS_NUM_THREADS", "1", "up to 100 times slower beside others"));
    }
    boolean linux = Loader.getPlatform().startsWith("linux");
    boolean jemalloc = environment.getOrDefault("LD_PRELOAD", "").contains("jemalloc");
    if (linux && !jemalloc) {
      RECOMMENDED_ALLOCATOR.forEach(
          (name, value) -> {
            if (!environment.containsKey(name)) {
              missing.add(exported(name, value, "convolutions run 2 to 6 times slower"));
            }
          });
    }
    if (!"0".equals(properties.getProperty("org.bytedeco.javacpp.maxphysicalbytes"))) {
      missing.add(
          new MissingSetting(
              "org.bytedeco.javacpp.maxphysicalbytes",
              "Start Java with -Dorg.bytedeco.javacpp.maxphysicalbytes=0: small steps run slower"
                  + " without it."));
    }
    return List.copyOf(missing);
  }

  /** glibc's allocator, told to keep what it has. */
  public static final Map<String, String> RECOMMENDED_ALLOCATOR =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "1073741824",
          "MALLOC_TRIM_THRESHOLD_", "4294967296",
          "MALLOC_ARENA_MAX", "1");

  private static MissingSetting exported(String name, String value, String cost) {
    return new MissingSetting(
        name, "Export " + name + "=" + value + " before Java starts: " + cost + " without it.");
  }
}
