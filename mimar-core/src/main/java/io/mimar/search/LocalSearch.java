package io.mimar.search;

import io.mimar.Check;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Hill climbing: neighbours of the best found since the last restart, moving as soon as one is
 * better; where all neighbours are known, or after {@code patience} of them without progress, it
 * starts anew from the best of some random candidates.
 *
 * <p>Paper: White, Nolen, Savani, Exploring the Loss Landscape in Neural Architecture Search, UAI
 * 2021. Differs: the neighbourhood is sampled, since that of a large space cannot be listed, and so
 * patience ends.
 *
 * @param problem what is searched
 * @param config start and restart
 */
public record LocalSearch(Problem problem, Config config) implements Searcher {
  /** Who proposes a random candidate that a climb may start from. */
  private static final String START = "start";

  /**
   * Start and restart.
   *
   * @param initial random candidates before each climb
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
    Feasible feasible = new Feasible(problem, history);
    return step(history, feasible, rng)
        .map(a -> new Proposal(a, name(), feasible.refused()))
        .or(
            () ->
                feasible.random(history, rng).map(a -> new Proposal(a, START, feasible.refused())));
  }

  /** A new neighbour of the climb's best; empty when it is time to start elsewhere. */
  private Optional<Architecture> step(History history, Feasible feasible, RandomGenerator rng) {
    List<Trial> climb = currentClimb(history.scored());
    boolean starting =
        climb.stream().allMatch(LocalSearch::isStart)
            && climb.size() + history.pending().size() < config.initial();
    if (climb.isEmpty() || starting) {
      return Optional.empty();
    }
    Architecture top = climb.stream().max(order()).orElseThrow().architecture();
    return feasible.draw(history, () -> problem.space().mutate(top, rng));
  }

  /** The trials since the last restart; empty when its best has been the best for too long. */
  private List<Trial> currentClimb(List<Trial> scored) {
    int start = 0;
    int top = 0;
    for (int i = 1; i < scored.size(); i++) {
      boolean restarted = isStart(scored.get(i)) && !isStart(scored.get(i - 1));
      start = restarted ? i : start;
      top = restarted || order().compare(scored.get(i), scored.get(top)) > 0 ? i : top;
    }
    long since = scored.stream().skip(top + 1L).filter(t -> !isStart(t)).count();
    boolean stuck = since >= config.patience();
    return stuck ? List.of() : scored.subList(start, scored.size());
  }

  private Comparator<Trial> order() {
    return History.order(problem.objective());
  }

  private static boolean isStart(Trial trial) {
    return trial.proposer().equals(START);
  }
}
