package io.mimar.search;

import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes of an architecture value by value, each with a probability, as genetic algorithms do. */
public final class Variation {
  private Variation() {}

  /**
   * {@code parent} with each value drawn anew among the others with probability {@code rate}; the
   * parent itself where none is.
   */
  public static Architecture mutate(
      SearchSpace space, Architecture parent, double rate, RandomGenerator rng) {
    List<Choice> choices = space.choices();
    int[] values = parent.valueArray();
    boolean changed = false;
    for (int c = 0; c < values.length; c++) {
      int size = choices.get(c).size();
      if (size > 1 && rng.nextDouble() < rate) {
        values[c] = (values[c] + 1 + rng.nextInt(size - 1)) % size;
        changed = true;
      }
    }
    return changed ? space.architecture(space.repair(values)) : parent;
  }

  /** {@code mother} with each value taken from {@code father} with probability {@code rate}. */
  public static Architecture crossover(
      SearchSpace space,
      Architecture mother,
      Architecture father,
      double rate,
      RandomGenerator rng) {
    int[] values = mother.valueArray();
    for (int c = 0; c < values.length; c++) {
      if (rng.nextDouble() < rate) {
        values[c] = father.values().get(c);
      }
    }
    return space.architecture(space.repair(values));
  }
}
