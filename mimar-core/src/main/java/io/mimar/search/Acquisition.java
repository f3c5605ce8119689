package io.mimar.search;

import io.mimar.space.Architecture;
import java.util.List;

/** How much each of a batch of candidates is wanted; more is better. */
@FunctionalInterface
public interface Acquisition {

  /**
   * The value of each candidate.
   *
   * @return {@code [B]}
   */
  double[] of(List<Architecture> candidates);
}
