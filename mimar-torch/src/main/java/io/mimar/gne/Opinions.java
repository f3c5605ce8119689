package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.search.Surrogate;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which surrogate an ask listens to: the committee, and now and then, while the best so far stands
 * still, one that does not see path statistics. These pay much on some tables and mislead on
 * others, and the few labels of a search do not tell which (docs/benchmarks.md); a turn now and
 * then costs little where they pay.
 */
final class Opinions {
  /** One ask in so many is the second opinion's … */
  private static final int TURN = 3;

  /** … once so many scored trials came after the best. */
  private static final int STILL = 4;

  private final Objective objective;
  private final Learner first;
  private final Optional<Learner> second;

  /** Opinions on what {@code features} show, formed by {@code source} too where there is one. */
  Opinions(
      Features features, Objective objective, Enrichment augmentation, Optional<WarmStart> source) {
    this.objective = objective;
    this.first = new Learner(features.committee(), features, objective, augmentation, source);
    this.second =
        features
            .committeeWithoutPaths()
            .map(committee -> new Learner(committee, features, objective, augmentation, source));
  }

  /** The surrogate to listen to after {@code history}, which has a scored trial. */
  Surrogate.Posterior after(History history) {
    return (isSecondsTurn(history, objective) ? second.orElse(first) : first).fit(history);
  }

  /** Whether the next ask is the second opinion's, where there is one. */
  static boolean isSecondsTurn(History history, Objective objective) {
    return history.asked() % TURN == TURN - 1 && standsStill(history.scored(), objective) >= STILL;
  }

  /** How many trials there were after the best. */
  private static int standsStill(List<Trial> scored, Objective objective) {
    Comparator<Trial> order = History.order(objective);
    int best = 0;
    for (int i = 1; i < scored.size(); i++) {
      best = order.compare(scored.get(i), scored.get(best)) > 0 ? i : best;
    }
    return scored.size() - 1 - best;
  }
}
