package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextSpaceTest {
  private static final TextSpace SPACE = new TextSpace();
  private static final List<Task> TASKS =
      List.of(
          new Task(new Input.Tokens(45, 9_800, 110, 1 << 18), new Output.Classes(2)),
          new Task(new Input.Tokens(256, 20_002, 2_048, 1 << 20), new Output.Classes(20)),
          new Task(new Input.Tokens(1, 2, 1, 2), new Output.Classes(2)),
          new Task(new Input.Tokens(7, 30, 12, 1 << 10), new Output.Amount()));

  @Property(tries = 300, seed = "1")
  void everyArchitectureIsANetworkForEveryText(@ForAll long seed) {
    Architecture architecture = SPACE.random(Seeds.root(seed).rng());
    for (Task task : TASKS) {
      Network network = SPACE.network(architecture, task);
      assertEquals(Shape.vector(task.output().size()), network.output());
      assertTrue(Costs.of(network).params() > 0);
    }
    Regime regime = SPACE.regime(architecture).orElseThrow();
    assertEquals(Regime.Optimiser.ADAMW, regime.optimiser());
    assertEquals(0, regime.mixup());
  }

  @Property(tries = 300, seed = "1")
  void whatDoesNotMatterChangesNothing(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values = SPACE.random(rng).valueArray();
    Architecture architecture = SPACE.architecture(values);
    for (int c = 0; c < values.length; c++) {
      int[] other = values.clone();
      other[c] = (values[c] + 1) % SPACE.choices().get(c).size();
      Architecture edited = SPACE.architecture(other);
      if (SPACE.matters(c, values)) {
        assertNotEquals(architecture, edited, SPACE.choices().get(c).name());
      } else {
        assertEquals(architecture, edited, SPACE.choices().get(c).name());
        assertEquals(architecture.values(), edited.values());
      }
    }
  }

  @Property(tries = 300, seed = "1")
  void whatMattersChangesTheNetworkOrItsTraining(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values = SPACE.random(rng).valueArray();
    Architecture architecture = SPACE.architecture(values);
    for (int c = 0; c < values.length; c++) {
      if (SPACE.matters(c, values)) {
        int[] other = values.clone();
        other[c] = (values[c] + 1) % SPACE.choices().get(c).size();
        Architecture edited = SPACE.architecture(other);
        boolean same =
            SPACE.regime(architecture).equals(SPACE.regime(edited))
                && SPACE
                    .network(architecture, TASKS.get(1))
                    .equals(SPACE.network(edited, TASKS.get(1)));
        assertTrue(!same, SPACE.choices().get(c).name() + " of " + architecture);
      }
    }
  }

  @Test
  void aBagOfLogitsIsNothingButItsTable() {
    Network network = network(Map.of("branches", "bag", "bag size", "logits", "terms", "1/8"));
    assertEquals(2 * 32_768, Costs.of(network).params());
    assertEquals(0, Costs.of(network).macs());
  }

  @Test
  void ofManyClassesTermsShareTheirNumbers() {
    Task task = new Task(new Input.Tokens(5, 100, 9, 1 << 20), new Output.Classes(5_000));
    Network network = TextSpace.linear(task);
    assertEquals(5_000 << 11, Costs.of(network).params());
    assertEquals(new SequenceLayer.Fold(1 << 11), network.nodes().get(1).layer());
  }

  @Test
  void smallMembersKnowWordsAndTerms() {
    Network network =
        network(
            Map.of(
                "branches",
                "both",
                "bag size",
                "logits",
                "terms",
                "1/32",
                "words",
                "512",
                "word" + " size",
                "16",
                "encoder",
                "parallel"));
    assertTrue(Costs.of(network).params() < 30_000, "" + Costs.of(network));
  }

  private static Network network(Map<String, String> chosen) {
    int[] values =
        SPACE.choices().stream()
            .mapToInt(c -> Math.max(0, c.values().indexOf(chosen.getOrDefault(c.name(), ""))))
            .toArray();
    return SPACE.network(SPACE.architecture(values), TASKS.get(0));
  }

  @Test
  void imagesAreRefused() {
    Architecture any = SPACE.random(Seeds.root(1).rng());
    Task images = Task.images(new Shape(1, 8, 8), 2);
    MimarException error = assertThrows(MimarException.class, () -> SPACE.network(any, images));
    assertTrue(error.getMessage().contains("must be texts"), error.getMessage());
  }
}
