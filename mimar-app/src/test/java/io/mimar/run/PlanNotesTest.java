package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.nn.Engine;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class PlanNotesTest {
  private static final Config OWN =
      ConfigLoader.from(Config.DEFAULT).set("executor=in-process").build();

  @Test
  void aProcessThatTrainsItselfIsToldWhatItWasNotStartedWith() {
    List<String> notes = PlanNotes.process(OWN, Map.of(), new Properties());
    assertTrue(notes.stream().anyMatch(n -> n.contains("OPENBLAS_NUM_THREADS=1")), notes + "");
    assertTrue(notes.stream().anyMatch(n -> n.contains("maxphysicalbytes=0")), notes + "");
    assertEquals(List.of(), PlanNotes.process(Config.DEFAULT, Map.of(), new Properties()));
    Properties properties = new Properties();
    properties.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    assertEquals(List.of(), PlanNotes.process(OWN, Engine.environment(), properties));
  }
}
