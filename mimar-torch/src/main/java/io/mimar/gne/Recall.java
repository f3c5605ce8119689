package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Problem;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The best that another search found, as far as it holds the limits of this one: the first point
 * that the search asks for, and no other of the space-filling start, so that a source that misleads
 * costs no more; then candidates, as they are and at one edit.
 */
final class Recall implements Proposer {
  static final String NAME = "source";

  /** Candidates that it brings, before credit. */
  static final int CANDIDATES = 50;

  private final List<Architecture> best;
  private final SearchSpace space;

  /** What {@code source} recalls for {@code problem}. */
  Recall(WarmStart source, Problem problem) {
    this.best = source.best().stream().filter(problem::isFeasible).limit(CANDIDATES).toList();
    this.space = problem.space();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The first point: the best, where there is one. */
  Optional<Architecture> first() {
    return best.stream().findFirst();
  }

  @Override
  public List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng) {
    List<Architecture> candidates =
        new ArrayList<>(best.subList(0, Math.min(count / 2, best.size())));
    while (!best.isEmpty() && candidates.size() < count) {
      candidates.add(space.mutate(best.get(rng.nextInt(best.size())), rng));
    }
    return candidates;
  }
}
