package io.mimar.gne;

import io.mimar.gan.ConditionalGan;
import io.mimar.search.Acquisition;
import io.mimar.search.Encoder;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the generator makes when asked for a score above the best at a cost under the limits.
 *
 * @param adversary who wishes
 * @param gan the trained generator
 * @param encoder what decodes its points
 * @param best the best label it was trained with
 */
record GeneratedPoints(
    Adversary adversary, ConditionalGan gan, Encoder.Decoder encoder, double best)
    implements Proposer {
  static final String NAME = "generator";
  private static final double TEMPERATURE = 0.7;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng) {
    double[][] wishes = adversary.wishes(best, elite, count, rng);
    return encoder.decode(gan.sample(wishes, rng), TEMPERATURE, rng);
  }
}
