package io.mimar.gne;

import io.mimar.gan.ConditionalGan;
import io.mimar.search.Acquisition;
import io.mimar.search.Encoder;
import io.mimar.search.Proposer;
import io.mimar.space.Architecture;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the generator makes when asked for a score above the best at a cost under the limits: of
 * {@link #SURPLUS} times as many points as are wanted, those that the critic finds most real.
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
  private static final int SURPLUS = 4;
  private static final double TEMPERATURE = 0.7;

  /** A point and how real the critic finds it. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Made(double[] point, double realness) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Architecture> propose(
      List<Architecture> elite, Acquisition acquisition, int count, RandomGenerator rng) {
    double[][] wishes = adversary.wishes(best, elite, SURPLUS * count, rng);
    double[][] points = gan.sample(wishes, rng);
    double[][] kept =
        IntStream.range(0, points.length)
            .mapToObj(i -> new Made(points[i], gan.judge(points[i], wishes[i])))
            .sorted(Comparator.comparingDouble(Made::realness).reversed())
            .limit(count)
            .map(Made::point)
            .toArray(double[][]::new);
    return encoder.decode(kept, TEMPERATURE, rng);
  }
}
