package io.mimar.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class VariationTest {
  private static final SearchSpace SPACE = SearcherContract.limited().space();

  @Property(tries = 50)
  void withoutARateNothingChanges(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Architecture mother = SPACE.random(rng);
    Architecture father = SPACE.random(rng);
    assertEquals(mother, Variation.mutate(SPACE, mother, 0, rng));
    assertEquals(mother, Variation.crossover(SPACE, mother, father, 0, rng));
    assertEquals(father, Variation.crossover(SPACE, mother, father, 1, rng));
  }

  @Property(tries = 50)
  void whatComesOutIsValid(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Architecture child = Variation.mutate(SPACE, SPACE.random(rng), 0.3, rng);
    assertTrue(SPACE.isValid(child.valueArray()));
  }
}
