package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.MimarException;
import io.mimar.process.Memory;
import io.mimar.process.NativeHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class EngineTest {

  @Test
  void everyMissingSettingIsNamedWithItsRemedy() {
    List<Engine.MissingSetting> missing = Engine.missingSettings(Map.of(), new Properties());
    assertTrue(missing.stream().anyMatch(m -> m.name().equals("OPENBLAS_NUM_THREADS")));
    assertTrue(missing.stream().allMatch(m -> m.remedy().endsWith(".")));
  }

  @Test
  void nothingIsMissingWhereAllIsSet() {
    Properties properties = new Properties();
    properties.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    assertEquals(List.of(), Engine.missingSettings(Engine.environment(), properties));
  }

  @Test
  void whatTheAllocatorIsToldForOthersStays() {
    String ours = Engine.environment(Map.of()).get("GLIBC_TUNABLES");
    assertEquals("glibc.malloc.hugetlb=1", ours);
    String both = "glibc.malloc.check=1:" + ours;
    String own = "glibc.malloc.hugetlb=0:glibc.malloc.check=1";
    for (String inherited : List.of("glibc.malloc.check=1", both, own)) {
      Map<String, String> environment = Engine.environment(Map.of("GLIBC_TUNABLES", inherited));
      assertEquals(inherited.equals(own) ? own : both, environment.get("GLIBC_TUNABLES"));
      Properties properties = new Properties();
      properties.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
      assertEquals(List.of(), Engine.missingSettings(environment, properties));
    }
  }

  /** The settings have it kept, which is fast while one network trains. */
  @Test
  void whatTheAllocatorKeepsIsGivenBackWhenAsked() {
    assumeTrue(
        Runtime.version().compareTo(Runtime.Version.parse("17.0.9")) >= 0,
        "SKIPPED: this Java does not trim the native heap");
    AtomicLong now = new AtomicLong();
    NativeHeap heap = new NativeHeap(now::get);
    List<Pointer> blocks = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      Pointer block = Pointer.malloc(1 << 16);
      blocks.add(Pointer.memset(block, 1, 1 << 16));
    }
    blocks.forEach(Pointer::free);
    long kept = resident();
    assertFalse(heap.trim(), "not within ten seconds of the last time");
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertTrue(heap.trim());
    assertTrue(kept - resident() > 200 << 20, () -> "of " + kept + " too many stay");
  }

  private static long resident() {
    return Memory.resident(ProcessHandle.current().pid()).orElseThrow();
  }

  @Test
  void theDeviceIsWhatThereIs() {
    Engine.start(1);
    assertEquals(1, Engine.threads());
    assertEquals(Device.CPU, Engine.resolve(Device.CPU));
    assertEquals(Engine.hasCuda() ? Device.CUDA : Device.CPU, Engine.resolve(Device.AUTO));
    if (!Engine.hasCuda()) {
      assertThrows(MimarException.class, () -> Engine.resolve(Device.CUDA));
    }
    assertThrows(MimarException.class, () -> Device.parse("gpu"));
  }
}
