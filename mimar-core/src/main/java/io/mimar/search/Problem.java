package io.mimar.search;

import io.mimar.Check;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.SearchSpace;
import io.mimar.trial.Tradeoff;
import java.util.List;
import java.util.Optional;

/**
 * What is searched, for what, under which limits.
 *
 * @param space the architectures
 * @param costs what they cost
 * @param limits what they may cost
 * @param objective what is improved
 * @param minimised names of costs that are to be small as well
 * @param measured a cost that is measured, if there is one
 */
public record Problem(
    SearchSpace space,
    CostModel costs,
    List<Limit> limits,
    Objective objective,
    List<String> minimised,
    Optional<MeasuredCost> measured) {

  public Problem {
    limits = List.copyOf(limits);
    minimised = List.copyOf(minimised);
    for (Limit limit : limits) {
      Check.that(
          costs.names().contains(limit.cost()), "limit", limit.cost(), "one of " + costs.names());
    }
  }

  /** A problem of one objective, all of whose costs are known before. */
  public Problem(SearchSpace space, CostModel costs, List<Limit> limits, Objective objective) {
    this(space, costs, limits, objective, List.of(), Optional.empty());
  }

  /** The same with other {@code costs}, which give the same values. */
  public Problem withCosts(CostModel other) {
    return new Problem(space, other, limits, objective, minimised, measured);
  }

  /** The same for a searcher that is told something else than the score. */
  public Problem withObjective(Objective other) {
    return new Problem(space, costs, limits, other, minimised, measured);
  }

  /** All that is to be improved. */
  public Tradeoff tradeoff() {
    return new Tradeoff(objective, minimised);
  }

  /** Whether {@code architecture} holds every limit. */
  public boolean isFeasible(Architecture architecture) {
    return excess(architecture) <= 0;
  }

  /**
   * By how much the worst limit is exceeded, as a share of it (of 1 where it is 0); at most 0 when
   * all hold.
   */
  public double excess(Architecture architecture) {
    double[] own = costs.of(architecture);
    double worst = Double.NEGATIVE_INFINITY;
    for (Limit limit : limits) {
      double cost = own[costs.names().indexOf(limit.cost())];
      double unit = limit.most() == 0 ? 1 : Math.abs(limit.most());
      worst = Math.max(worst, (cost - limit.most()) / unit);
    }
    return worst;
  }
}
