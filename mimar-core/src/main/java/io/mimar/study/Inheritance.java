package io.mimar.study;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whose weights a candidate starts from: of the best trials that it sees, the one whose choices
 * differ least from its own, if few do. It need not be the trial that the candidate was made from,
 * which not every proposer knows. That depends on what the candidate sees alone, and so on seed and
 * lag.
 *
 * <p>Paper: Real, Moore, Selle et al., Large-Scale Evolution of Image Classifiers, ICML 2017.
 *
 * @param objective by which trials are the best
 * @param pool how many of the best may be a parent
 */
public record Inheritance(Objective objective, int pool) {
  /** Weights are kept of so many. */
  public static final int POOL = 32;

  /** One in so many choices may differ. */
  private static final int LIKE = 4;

  public Inheritance {
    Check.range("inheritance.pool", pool, 1, 100_000);
  }

  /**
   * Those of {@code trials} that may be a parent, the best first. Who is not among them is not
   * among those of more trials either.
   */
  public List<Trial> parents(List<Trial> trials) {
    return trials.stream()
        .filter(t -> t.outcome() == Outcome.COMPLETE)
        .sorted(History.order(objective).reversed())
        .limit(pool)
        .toList();
  }

  /** The parent of {@code child} where it sees {@code trials}; of equals the best. */
  Optional<Trial> parent(Architecture child, List<Trial> trials) {
    return parents(trials).stream()
        .filter(t -> LIKE * differences(child, t.architecture()) <= child.values().size())
        .min(Comparator.comparingInt(t -> differences(child, t.architecture())));
  }

  private static int differences(Architecture a, Architecture b) {
    int differences = 0;
    for (int i = 0; i < a.values().size(); i++) {
      differences += a.values().get(i).equals(b.values().get(i)) ? 0 : 1;
    }
    return differences;
  }
}
