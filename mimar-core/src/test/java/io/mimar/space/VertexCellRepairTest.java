package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class VertexCellRepairTest {
  private static final ImageSpace SPACE = ImageSpace.standard();

  @Property(tries = 1_000, seed = "1")
  void anyValuesAreValidAfterRepair(@ForAll long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    double density = rng.nextDouble(); // sparse and dense wirings, few and many empty slots
    double identities = rng.nextDouble();
    int[] values =
        SPACE.choices().stream()
            .mapToInt(
                c -> {
                  if (c.size() == 2) {
                    return rng.nextDouble() < density ? 1 : 0;
                  }
                  boolean skip = c.values().contains("skip") && rng.nextDouble() < identities;
                  return skip ? c.values().indexOf("skip") : rng.nextInt(c.size());
                })
            .toArray();
    int[] repaired = SPACE.repair(values);
    assertTrue(SPACE.isValid(repaired), () -> Arrays.toString(values));
    assertArrayEquals(repaired, SPACE.repair(repaired));
  }
}
