package io.mimar.search;

import io.mimar.objective.Limit;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * A cost that only a machine can tell. Whoever trains a candidate measures it before, unless
 * earlier measurements foretell clearly what it is.
 *
 * @param limit its name and the most it may be; infinite for no limit
 * @param minimised whether it is an objective, so that a forecast must be close rather than clear
 * @param workload what it is foretold from
 */
public record MeasuredCost(Limit limit, boolean minimised, CostModel workload) {
  /** The forecast of an objective may deviate by so much; as a logarithm. */
  private static final double CLOSE = 0.05;

  /** What {@code trials} foretell; empty where they measured too little. */
  public Optional<Forecast> after(List<Trial> trials) {
    return Forecast.of(limit.cost(), workload, trials);
  }

  /** Whether {@code architecture} must be measured, after what is foretold. */
  public boolean isNeeded(Architecture architecture, Forecast forecast) {
    double most = forecast.most(architecture);
    boolean known = Double.isFinite(most) && most <= limit.most();
    return !known || (minimised && forecast.deviation() > CLOSE);
  }

  /** By how much {@code architecture} most likely exceeds the limit, as a share of it. */
  double excess(Architecture architecture, Forecast forecast) {
    return Double.isInfinite(limit.most())
        ? Double.NEGATIVE_INFINITY
        : forecast.least(architecture) / limit.most() - 1;
  }
}
