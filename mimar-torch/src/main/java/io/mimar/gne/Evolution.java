package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Mutations of the elite at 1 to 3 edits, the better parents more often, and one crossover of two
 * of the elite for every three of them.
 *
 * @param space where children live
 */
record Evolution(SearchSpace space) implements Proposer {
  static final String NAME = "evolution";
  private static final double TO_THE_BEST = 1.5;
  private static final double SECOND_EDIT = 0.4;
  private static final double THIRD_EDIT = 0.15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng) {
    List<Architecture> children = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      children.add(i % 4 == 3 ? crossover(elite, rng) : mutation(elite, rng));
    }
    return children;
  }

  private Architecture mutation(List<Architecture> elite, RandomGenerator rng) {
    double place = Math.pow(rng.nextDouble(), TO_THE_BEST);
    Architecture child = elite.get((int) (place * elite.size()));
    int edits =
        1 + (rng.nextDouble() < SECOND_EDIT ? 1 : 0) + (rng.nextDouble() < THIRD_EDIT ? 1 : 0);
    for (int e = 0; e < edits; e++) {
      child = space.mutate(child, rng);
    }
    return child;
  }

  private Architecture crossover(List<Architecture> elite, RandomGenerator rng) {
    Architecture mother = elite.get(rng.nextInt(elite.size()));
    Architecture father = elite.get(rng.nextInt(elite.size()));
    return space.crossover(mother, father, rng);
  }
}
