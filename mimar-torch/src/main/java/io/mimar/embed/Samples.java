package io.mimar.embed;

import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Unlabelled architectures to learn from: random ones and mutations of them, less one in eight,
 * chosen by its graph, that training never sees.
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

  /** {@code count} architectures of one side of the split. */
  static List<Architecture> draw(
      SearchSpace space, int count, boolean heldBack, RandomGenerator rng) {
    List<Architecture> drawn = new ArrayList<>(count);
    for (int attempt = 0; drawn.size() < count && attempt < count * ATTEMPTS; attempt++) {
      Architecture candidate = space.random(rng);
      for (int edits = rng.nextInt(4); edits > 0; edits--) {
        candidate = space.mutate(candidate, rng);
      }
      if (isHeldBack(candidate) == heldBack) {
        drawn.add(candidate);
      }
    }
    return drawn;
  }
}
