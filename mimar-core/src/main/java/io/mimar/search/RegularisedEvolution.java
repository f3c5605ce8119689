package io.mimar.search;

import io.mimar.Check;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tournament selection among the newest, one mutation, the oldest die.
 *
 * <p>Paper: Real, Aggarwal, Huang, Le, Regularized Evolution for Image Classifier Architecture
 * Search, AAAI 2019, algorithm 1.
 *
 * @param problem what is searched
 * @param config population and tournament
 */
public record RegularisedEvolution(Problem problem, Config config) implements Searcher {

  /**
   * Population and tournament.
   *
   * @param population how many of the newest scored trials are alive; paper: P
   * @param sample the size of a tournament; paper: S
   */
  public record Config(int population, int sample) {
    /**
     * Those of naszilla (White et al.), which suit budgets of some hundred trials. Since nothing is
     * asked twice here, they do better than there.
     */
    public static final Config DEFAULT = new Config(30, 10);

    /** Those of Dong, Yang, NAS-Bench-201, ICLR 2020. */
    public static final Config NAS_BENCH_201 = new Config(10, 3);

    public Config {
      Check.range("evolution.population", population, 2, 1_000_000);
      Check.range("evolution.sample", sample, 1, population);
    }
  }

  @Override
  public String name() {
    return "evolution";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem, history);
    List<Trial> scored = history.scored();
    if (scored.isEmpty() || history.asked() < config.population()) {
      return feasible.random(history, rng).map(a -> proposal(a, feasible)); // fill the population
    }
    List<Trial> alive =
        scored.subList(Math.max(0, scored.size() - config.population()), scored.size());
    return feasible
        .draw(history, () -> problem.space().mutate(tournament(alive, rng), rng))
        .or(() -> feasible.random(history, rng))
        .map(a -> proposal(a, feasible));
  }

  private Architecture tournament(List<Trial> alive, RandomGenerator rng) {
    return rng.ints(config.sample(), 0, alive.size())
        .mapToObj(alive::get)
        .max(History.order(problem.objective()))
        .orElseThrow()
        .architecture();
  }

  private Proposal proposal(Architecture architecture, Feasible feasible) {
    return new Proposal(architecture, name(), feasible.refused());
  }
}
