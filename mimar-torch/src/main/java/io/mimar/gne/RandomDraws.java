package io.mimar.gne;

import io.mimar.search.Acquisition;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws from the whole space: the floor of exploration.
 *
 * @param space what is drawn from
 */
record RandomDraws(SearchSpace space) implements Proposer {
  static final String NAME = "random";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng) {
    return IntStream.range(0, count).mapToObj(i -> space.random(rng)).toList();
  }
}
