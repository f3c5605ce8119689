package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.gne.Gne;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GNE's settings from the command line; what is refused stands in BenchUsageTest. */
final class GneSettingsTest {

  @Test
  void withoutAnyTheyAreTheDefaults() {
    assertEquals(Gne.Config.DEFAULT, GneSettings.of(List.of()));
  }

  @Test
  void theLastOfAKeyHolds() {
    assertEquals(7, GneSettings.of(List.of("gne.pool=5", "gne.pool=7")).pool());
    assertEquals(40, GneSettings.of(List.of(" gne.generator = 40")).generator());
  }

  @Test
  void offIsZeroOrFalseAsTheKeyNeeds() {
    Gne.Config config =
        GneSettings.of(List.of("gne.swarm=off", "gne.embedding=off", "gne.augmentation=off"));
    assertEquals(0, config.swarm());
    assertEquals(Gne.Encoding.OFF, config.embedding());
    assertEquals(Gne.Augmentation.OFF, config.augmentation());
  }

  @Test
  void namesOfPartsMayBeSmall() {
    assertEquals(
        Gne.Encoding.GRAPH2VEC, GneSettings.of(List.of("gne.embedding=graph2vec")).embedding());
    assertEquals(
        Gne.Augmentation.GATED, GneSettings.of(List.of("gne.augmentation=gated")).augmentation());
  }
}
