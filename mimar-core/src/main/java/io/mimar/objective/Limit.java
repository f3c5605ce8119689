package io.mimar.objective;

import io.mimar.Check;

/**
 * A hard limit: architectures that cost more are never trained.
 *
 * @param cost the name of the cost: {@code params}
 * @param most the largest value allowed
 */
public record Limit(String cost, double most) {
  public Limit {
    Check.that(cost != null && !cost.isEmpty(), "cost", cost, "the name of a cost");
    Check.that(!Double.isNaN(most), "limit of " + cost, most, "a number");
  }
}
