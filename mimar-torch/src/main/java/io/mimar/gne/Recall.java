package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Problem;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import io.mimar.trial.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The best that another search found, as far as it holds the limits of this one: every other one of
 * the first points, less than half of them, so that a source that misleads costs no more; then
 * candidates, as they are and at one edit.
 */
final class Recall implements Proposer {
  static final String NAME = "source";

  /** Candidates that it brings, before credit. */
  static final int CANDIDATES = 50;

  /** A first point is one of so many of the best that are left, the farthest from what is known. */
  private static final int CHOICE = 10;

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

  /**
   * The next of the first points where it is the source's turn: first the best.
   *
   * @param initial how many first points there are
   * @param design who measures distances
   */
  Optional<Architecture> first(History history, int initial, InitialDesign design) {
    int asked = history.asked();
    if (asked % 2 != 0 || asked / 2 >= initial / 2) {
      return Optional.empty();
    }
    List<Architecture> left =
        best.stream().filter(a -> !history.contains(a)).limit(asked == 0 ? 1 : CHOICE).toList();
    return design.farthest(left, InitialDesign.known(history));
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
