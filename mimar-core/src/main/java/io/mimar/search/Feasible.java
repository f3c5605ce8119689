package io.mimar.search;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws candidates until one holds the limits and is new, counting what the limits refuse. Where
 * random draws hardly ever hold them, it walks there by edits that cost less.
 */
public final class Feasible {
  private static final int DRAWS = 300;
  private static final int EDITS = 2_000;

  /** A walk ends after so many edits that bring it no nearer. */
  private static final int STUCK = 500;

  private final Problem problem;
  private int refused;

  /** A fresh count for one ask. */
  public Feasible(Problem problem) {
    this.problem = problem;
  }

  /** Candidates refused by the limits so far. */
  public int refused() {
    return refused;
  }

  /** Whether {@code architecture} holds the limits; one that does not is counted. */
  public boolean accepts(Architecture architecture) {
    boolean holds = problem.isFeasible(architecture);
    refused += holds ? 0 : 1;
    return holds;
  }

  /**
   * The first of {@link #DRAWS} draws that holds the limits and is new to {@code history}.
   *
   * @return empty when none is
   */
  public Optional<Architecture> draw(History history, Supplier<Architecture> source) {
    for (int i = 0; i < DRAWS; i++) {
      Architecture candidate = source.get();
      if (!history.contains(candidate) && accepts(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** As {@link #draw} from the whole space, walking to the limits where draws do not reach them. */
  public Optional<Architecture> random(History history, RandomGenerator rng) {
    return draw(history, () -> problem.space().random(rng))
        .or(() -> draw(history, () -> problem.space().mutate(walk(rng), rng)));
  }

  /** A random architecture brought under the limits by edits that reduce the excess. */
  private Architecture walk(RandomGenerator rng) {
    Architecture current = problem.space().random(rng);
    double excess = problem.excess(current);
    int nearer = 0;
    for (int i = 0; i < EDITS && excess > 0 && i - nearer < STUCK; i++) {
      Architecture next = problem.space().mutate(current, rng);
      double nextExcess = problem.excess(next);
      if (nextExcess <= excess) {
        nearer = nextExcess < excess ? i : nearer;
        current = next;
        excess = nextExcess;
      }
    }
    return current;
  }

  /**
   * Checks, before anything is trained, that the limits leave something to search.
   *
   * @throws MimarException when no architecture within reach holds them
   */
  public static void require(Problem problem, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem);
    Architecture smallest = feasible.walk(rng);
    for (int i = 0; i < 4 && !problem.isFeasible(smallest); i++) {
      Architecture other = feasible.walk(rng);
      smallest = problem.excess(other) < problem.excess(smallest) ? other : smallest;
    }
    if (problem.isFeasible(smallest)) {
      return;
    }
    double[] costs = problem.costs().of(smallest);
    for (Limit limit : problem.limits()) {
      double cost = costs[problem.costs().names().indexOf(limit.cost())];
      if (cost > limit.most()) {
        throw new MimarException(
            String.format(
                "limit of %s is %.0f, but the smallest architecture found in space %s has %.0f",
                limit.cost(), limit.most(), problem.space().name(), cost),
            "Allow at least that many, or search a space with smaller networks.");
      }
    }
  }
}
