package io.mimar.search;

import io.mimar.Check;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Hill climbing: neighbours of the best found since the last restart, moving as soon as one is
 * better; after {@code patience} neighbours without progress it restarts at random.
 *
 * <p>Paper: White, Nolen, Savani, Exploring the Loss Landscape in Neural Architecture Search, UAI
 * 2021. Differs: the neighbourhood is sampled, since that of a large space cannot be listed.
 *
 * @param problem what is searched
 * @param config start and restart
 */
public record LocalSearch(Problem problem, Config config) implements Searcher {

  /**
   * Start and restart.
   *
   * @param initial random candidates before the first climb
   * @param patience neighbours without progress before a restart
   */
  public record Config(int initial, int patience) {
    /** Suits budgets of some hundred trials. */
    public static final Config DEFAULT = new Config(10, 40);

    public Config {
      Check.range("local.initial", initial, 1, 1_000_000);
      Check.range("local.patience", patience, 1, 1_000_000);
    }
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem);
    List<Trial> climb = currentClimb(history.scored());
    if (climb.isEmpty() || history.asked() < config.initial()) {
      return feasible.random(history, rng).map(a -> proposal(a, feasible));
    }
    Architecture top =
        climb.stream().max(History.order(problem.objective())).orElseThrow().architecture();
    return feasible
        .draw(history, () -> problem.space().mutate(top, rng))
        .or(() -> feasible.random(history, rng))
        .map(a -> proposal(a, feasible));
  }

  /** The trials since the last restart; empty when it is time for one. */
  private List<Trial> currentClimb(List<Trial> scored) {
    int start = 0;
    int top = 0;
    for (int i = 1; i < scored.size(); i++) {
      boolean restarted = i - top > config.patience();
      if (restarted) {
        start = i;
      }
      if (restarted
          || History.order(problem.objective()).compare(scored.get(i), scored.get(top)) > 0) {
        top = i;
      }
    }
    boolean stuck = !scored.isEmpty() && scored.size() - top > config.patience();
    return stuck ? List.of() : scored.subList(start, scored.size());
  }

  private Proposal proposal(Architecture architecture, Feasible feasible) {
    return new Proposal(architecture, name(), feasible.refused());
  }
}
