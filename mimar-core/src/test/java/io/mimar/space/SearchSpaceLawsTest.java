package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds in every built-in space. */
class SearchSpaceLawsTest {
  @Provide
  Arbitrary<SearchSpace> spaces() {
    return Arbitraries.of(
        ImageSpace.standard(),
        ImageSpace.nasBench201(),
        new MobileSpace(),
        new TabularSpace(),
        new TextSpace(),
        new SeriesSpace());
  }

  @Property(tries = 2_000, seed = "1")
  void anArchitectureIsValidAndWrittenInOneWay(
      @ForAll("spaces") SearchSpace space, @ForAll long seed) {
    Architecture architecture = space.random(Seeds.root(seed).rng());
    assertTrue(space.isValid(architecture.valueArray()));
    assertTrue(architecture.graph().size() <= space.maxVertices());
    assertTrue(space.vocabulary().containsAll(architecture.graph().labels()));
    Architecture again = space.architecture(architecture.valueArray());
    assertEquals(architecture, again);
    assertEquals(architecture.graph(), again.graph());
    assertEquals(architecture.values(), again.values());
    assertEquals(architecture.hash(), again.hash());
  }

  @Property(tries = 2_000, seed = "1")
  void anyValuesCanBeRepaired(@ForAll("spaces") SearchSpace space, @ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int[] values = space.choices().stream().mapToInt(c -> rng.nextInt(c.size())).toArray();
    int[] repaired = space.repair(values);
    assertTrue(space.isValid(repaired));
    assertArrayEquals(repaired, space.repair(repaired));
  }

  @Property(tries = 1_000, seed = "1")
  void mutantsAndChildrenAreValidAndMutantsDiffer(
      @ForAll("spaces") SearchSpace space, @ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Architecture mother = space.random(rng);
    Architecture father = space.random(rng);
    Architecture mutant = space.mutate(mother, rng);
    assertNotEquals(mother, mutant);
    assertEquals(mutant.values(), space.architecture(mutant.valueArray()).values());
    assertEquals(mother, space.mutate(mother, 0, rng));
    assertTrue(space.isValid(space.mutate(mother, 0.3, rng).valueArray()));
    assertTrue(space.isValid(space.crossover(mother, father, rng).valueArray()));
  }
}
