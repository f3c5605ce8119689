package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
