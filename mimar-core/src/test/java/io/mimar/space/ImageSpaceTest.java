package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ImageSpaceTest {
  private static final ImageSpace SPACE = ImageSpace.standard();

  @Property(tries = 100, seed = "1")
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
