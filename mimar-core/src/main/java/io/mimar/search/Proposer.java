package io.mimar.search;

import io.mimar.space.Architecture;
import java.util.List;
import java.util.random.RandomGenerator;

/** Finds candidates for the acquisition to choose from. */
public interface Proposer {

  /** The name under which its successes are counted. */
  String name();

  /**
   * About {@code count} candidates; they may break limits or be known.
   *
   * @param elite the best architectures so far, best first, never empty
   * @param acquisition how much a candidate is wanted
   */
  List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng);
}
