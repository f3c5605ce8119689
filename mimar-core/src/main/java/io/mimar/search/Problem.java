package io.mimar.search;

import io.mimar.Check;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.SearchSpace;
import java.util.List;

/**
 * What is searched, for what, under which limits.
 *
 * @param space the architectures
 * @param costs what they cost
 * @param limits what they may cost
 * @param objective what is improved
 */
public record Problem(SearchSpace space, CostModel costs, List<Limit> limits, Objective objective) {

  public Problem {
    limits = List.copyOf(limits);
    for (Limit limit : limits) {
      Check.that(
          costs.names().contains(limit.cost()), "limit", limit.cost(), "one of " + costs.names());
    }
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
