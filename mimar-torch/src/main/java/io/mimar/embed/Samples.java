package io.mimar.embed;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Unlabelled architectures to learn from: random ones and mutations of them, less one in eight,
 * chosen by its graph, that training never sees. Where a space is so small that all would be held
 * back, none is.
 */
final class Samples {
  private static final int HELD_BACK = 8;
  private static final int ATTEMPTS = 50;

  private Samples() {}

  /** Whether training never sees this architecture. */
  static boolean isHeldBack(Architecture architecture) {
    int hash = architecture.graph().toString().hashCode(); // fixed by the language
    return Math.floorMod((hash * 0x9e3779b9) >>> 8, HELD_BACK) == 0;
  }

  /**
   * {@code count} architectures of one side of the split.
   *
   * @param heldBack which side; few or none are on the side of those that are held back where the
   *     space is small
   */
  static List<Architecture> draw(
      SearchSpace space, int count, boolean heldBack, RandomGenerator rng) {
    if (isSplit(space)) {
      return draw(space, count, a -> isHeldBack(a) == heldBack, rng);
    }
    return heldBack ? List.of() : draw(space, count, a -> true, rng);
  }

  /** Whether anything is left to train on. */
  private static boolean isSplit(SearchSpace space) {
    return !draw(space, 1, a -> !isHeldBack(a), Seeds.root(0).at("split").rng()).isEmpty();
  }

  private static List<Architecture> draw(
      SearchSpace space, int count, Predicate<Architecture> wanted, RandomGenerator rng) {
    List<Architecture> drawn = new ArrayList<>(count);
    for (int attempt = 0; drawn.size() < count && attempt < count * ATTEMPTS; attempt++) {
      Architecture candidate = space.random(rng);
      for (int edits = rng.nextInt(4); edits > 0; edits--) {
        candidate = space.mutate(candidate, rng);
      }
      if (wanted.test(candidate)) {
        drawn.add(candidate);
      }
    }
    return drawn;
  }
}
