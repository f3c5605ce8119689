package io.mimar.peer;

import io.mimar.search.Feasible;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import io.mimar.trial.History;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * New feasible mutations of given parents. A mutation has as many of the space's own edits as of
 * {@code places} independent ones are changed with probability {@code rate}, and at least one: the
 * published mutations of a NAS-Bench-201 cell, in a form that serves any space.
 *
 * @param space where they live
 * @param history what is not new
 * @param feasible counts what the limits refuse
 */
record Mutants(SearchSpace space, History history, Feasible feasible, int places, double rate) {

  /**
   * Tries {@code tries} mutations of each parent, one parent after another, but of no further
   * parent when there are {@code enough}.
   */
  List<Architecture> of(List<Architecture> parents, int tries, int enough, RandomGenerator rng) {
    Set<Architecture> found = new LinkedHashSet<>();
    for (Architecture parent : parents) {
      if (found.size() >= enough) {
        break;
      }
      for (int i = 0; i < tries; i++) {
        Architecture mutant = mutate(parent, rng);
        if (!history.contains(mutant) && !found.contains(mutant) && feasible.accepts(mutant)) {
          found.add(mutant);
        }
      }
    }
    return List.copyOf(found);
  }

  private Architecture mutate(Architecture parent, RandomGenerator rng) {
    int edits = 0;
    while (edits == 0) {
      edits = (int) rng.doubles(places).filter(p -> p < rate).count();
    }
    Architecture mutant = parent;
    for (int e = 0; e < edits; e++) {
      mutant = space.mutate(mutant, rng);
    }
    return mutant;
  }
}
