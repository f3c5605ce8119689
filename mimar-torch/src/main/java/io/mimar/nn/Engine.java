package io.mimar.nn;

import io.mimar.Check;
import io.mimar.MimarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch as a whole: loading it, its threads, its devices, and the settings of the process
 * without which it is slower, up to 100 times (docs/adr: engine).
 *
 * <p>The natives unpack about 560 MB to JavaCPP's cache on the first start.
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
      torch.globalContext().setUserEnabledNNPACK(false); // absent on many processors; it then warns
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new MimarException(
          "libtorch's natives do not load on " + Loader.getPlatform() + ": " + e.getMessage(),
          "Build for this platform (-Djavacpp.platform=...) and leave 1 GB free in ~/.javacpp.",
          e);
    }
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
    boolean jemalloc = environment.getOrDefault("LD_PRELOAD", "").contains("jemalloc");
    List<MissingSetting> missing = new ArrayList<>();
    for (Setting setting : SETTINGS) {
      boolean matters =
          !setting.allocator() || (Loader.getPlatform().startsWith("linux") && !jemalloc);
      if (matters && !setting.isIn(environment)) {
        missing.add(new MissingSetting(setting.name(), setting.remedy()));
      }
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

  /**
   * A variable that must be in the environment before Java starts.
   *
   * @param name its name
   * @param value its value
   * @param allocator whether it is glibc's allocator's
   * @param cost what it costs when missing
   */
  private record Setting(String name, String value, boolean allocator, String cost) {
    /** Whether it is there: the one value, or, of several between colons, one of that name. */
    boolean isIn(Map<String, String> environment) {
      String there = environment.getOrDefault(name, "");
      return name.equals(TUNABLES) ? there.contains(HUGE_PAGES + "=") : there.equals(value);
    }

    /** The value to set beside what {@code environment} has for another program's sake. */
    String beside(Map<String, String> environment) {
      String there = environment.getOrDefault(name, "");
      if (!name.equals(TUNABLES) || there.isEmpty()) {
        return value;
      }
      return isIn(environment) ? there : there + ":" + value;
    }

    String remedy() {
      return "Export " + name + "=" + value + " before Java starts: " + cost + " without it.";
    }
  }

  /** Has the allocator ask for huge pages, where the system gives them to those who ask. */
  private static final String TUNABLES = "GLIBC_TUNABLES";

  private static final String HUGE_PAGES = "glibc.malloc.hugetlb";

  private static final String SLOW_CONVOLUTIONS = "convolutions run 2 to 6 times slower";

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("OPENBLAS_NUM_THREADS", "1", false, "up to 100 times slower beside others"),
          new Setting("OMP_WAIT_POLICY", "PASSIVE", false, "threads on a busy machine spin"),
          new Setting("MALLOC_MMAP_THRESHOLD_", "1073741824", true, SLOW_CONVOLUTIONS),
          new Setting("MALLOC_TRIM_THRESHOLD_", "4294967296", true, SLOW_CONVOLUTIONS),
          new Setting("MALLOC_ARENA_MAX", "1", true, SLOW_CONVOLUTIONS),
          new Setting(TUNABLES, HUGE_PAGES + "=1", true, "large batches run a twentieth slower"));

  /** The environment that a process that trains must be started with: docs/adr/0003. */
  public static Map<String, String> environment() {
    return environment(System.getenv());
  }

  /** The same for the child of a process that has {@code inherited}. */
  static Map<String, String> environment(Map<String, String> inherited) {
    return SETTINGS.stream()
        .collect(Collectors.toMap(Setting::name, setting -> setting.beside(inherited)));
  }
}
