package io.mimar.search;

import io.mimar.space.Architecture;

/**
 * Zero-cost proxies: what can be told of an architecture without training it, at the price of some
 * milliseconds. More is meant to be better in each.
 */
@FunctionalInterface
public interface Proxies {

  /**
   * The proxies of {@code architecture}, the same whenever they are asked for.
   *
   * @return {@code [P]}, as many for each architecture; may be infinite; NaN, where there is none,
   *     counts as the worst
   */
  double[] of(Architecture architecture);
}
