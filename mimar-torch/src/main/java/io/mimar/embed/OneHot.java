package io.mimar.embed;

import io.mimar.search.Encoder;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The plain baseline: one coordinate for each value of each choice, 1 where it is chosen. Decoding
 * takes the largest of each choice.
 */
public final class OneHot implements Encoder.Decoder {
  private final SpaceCode code;

  /** The one-hot code of {@code space}. */
  public OneHot(SearchSpace space) {
    this.code = new SpaceCode(space);
  }

  @Override
  public int dimensions() {
    return code.valuesInAll();
  }

  @Override
  public double[][] encode(List<Architecture> architectures) {
    double[][] points = new double[architectures.size()][dimensions()];
    for (int i = 0; i < points.length; i++) {
      for (int c = 0; c < code.choices(); c++) {
        points[i][code.offset(c) + architectures.get(i).values().get(c)] = 1;
      }
    }
    return points;
  }

  /** The same points without a way back. */
  public Encoder oneWay() {
    OneHot code = this;
    return new Encoder() {
      @Override
      public int dimensions() {
        return code.dimensions();
      }

      @Override
      public double[][] encode(List<Architecture> architectures) {
        return code.encode(architectures);
      }
    };
  }

  @Override
  public List<Architecture> decode(double[][] points, double temperature, RandomGenerator rng) {
    SearchSpace space = code.space();
    return IntStream.range(0, points.length)
        .mapToObj(i -> space.architecture(space.repair(largest(points[i], temperature, rng))))
        .toList();
  }

  private int[] largest(double[] point, double temperature, RandomGenerator rng) {
    int[] values = new int[code.choices()];
    for (int c = 0; c < values.length; c++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < code.values(c); k++) {
        double score = point[code.offset(c) + k] + 0.5 * temperature * rng.nextGaussian();
        if (score > best) {
          best = score;
          values[c] = k;
        }
      }
    }
    return values;
  }
}
