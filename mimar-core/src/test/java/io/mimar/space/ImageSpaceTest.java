package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ImageSpaceTest {
  private static final ImageSpace SPACE = ImageSpace.standard();

  @Property(tries = 300)
  void randomArchitecturesAreValidAndFit(@ForAll long seed) {
    Architecture architecture = SPACE.random(Seeds.root(seed).rng());
    assertTrue(SPACE.isValid(architecture.valueArray()));
    assertTrue(architecture.graph().size() <= SPACE.maxVertices());
    assertTrue(SPACE.vocabulary().containsAll(architecture.graph().labels()));
  }

  @Property(tries = 300)
  void anArchitectureIsWrittenInOneWay(@ForAll long seed) {
    Architecture architecture = SPACE.random(Seeds.root(seed).rng());
    Architecture again = SPACE.architecture(architecture.valueArray());
    assertEquals(architecture.graph(), again.graph());
    assertEquals(architecture.values(), again.values());
    assertEquals(architecture.hash(), again.hash());
  }

  @Property(tries = 300)
  void anyValuesCanBeRepaired(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values = SPACE.choices().stream().mapToInt(c -> rng.nextInt(c.size())).toArray();
    int[] repaired = SPACE.repair(values);
    assertTrue(SPACE.isValid(repaired));
    assertArrayEquals(repaired, SPACE.repair(repaired));
  }

  @Property(tries = 200)
  void mutantsAndChildrenAreValidAndMutantsDiffer(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Architecture mother = SPACE.random(rng);
    Architecture father = SPACE.random(rng);
    assertNotEquals(mother, SPACE.mutate(mother, rng));
    assertEquals(mother, SPACE.mutate(mother, 0, rng));
    assertTrue(SPACE.isValid(SPACE.mutate(mother, 0.3, rng).valueArray()));
    assertTrue(SPACE.isValid(SPACE.crossover(mother, father, rng).valueArray()));
  }

  @Property(tries = 100)
  void networksEndInOneLogitForEachClass(@ForAll long seed) {
    Architecture architecture = SPACE.random(Seeds.root(seed).rng());
    Network network = SPACE.network(architecture, Task.images(new Shape(1, 28, 28), 10));
    assertEquals(Shape.vector(10), network.output());
    Costs costs = Costs.of(network);
    assertTrue(costs.params() > 0 && costs.macs() > 0);
    assertTrue(costs.peakActivations() >= 28 * 28);
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    int[] values = SPACE.random(Seeds.root(3).rng()).valueArray();
    values[0] = 9;
    MimarException error = assertThrows(MimarException.class, () -> SPACE.architecture(values));
    assertTrue(error.getMessage().contains("operation 1 is 9"), error.getMessage());
  }

  @Test
  void tooFewValuesAreNamed() {
    MimarException error = assertThrows(MimarException.class, () -> SPACE.architecture(new int[3]));
    assertTrue(error.getMessage().contains("has 3 values, but must have 50"), error.getMessage());
  }

  @Test
  void aCellWithoutPathIsRefused() {
    MimarException error =
        assertThrows(MimarException.class, () -> SPACE.architecture(new int[50]));
    assertTrue(error.getMessage().contains("no path"), error.getMessage());
  }
}
