package io.mimar.table;

import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What a searcher is told instead of an objective's true values, to test that it is robust. */
public enum Transform {
  /** Gaussian noise of a tenth of the interquartile range, another with each query. */
  NOISE {
    @Override
    public Told apply(double[] values, Seeds seeds) {
      double deviation = NOISE_SHARE * spread(values);
      return (row, query) ->
          values[row] + deviation * seeds.at("noise", query).rng().nextGaussian();
    }
  },
  /** A curve that keeps the order: the cube of the distance from the median. */
  WARP {
    @Override
    public Told apply(double[] values, Seeds seeds) {
      double middle = quantile(values, 0.5);
      double unit = spread(values) > 0 ? spread(values) : 1;
      return (row, query) -> Math.pow((values[row] - middle) / unit, 3);
    }
  },
  /** The values at random over the rows: nothing can be learned. */
  SHUFFLE {
    @Override
    public Told apply(double[] values, Seeds seeds) {
      RandomGenerator rng = seeds.at("shuffle").rng();
      int[] order = Shuffle.order(values.length, rng);
      return (row, query) -> values[order[row]];
    }
  };

  private static final double NOISE_SHARE = 0.1;

  /**
   * What is told instead of {@code values}.
   *
   * @param values one for each row; not copied
   * @param seeds of the search: another search is told otherwise
   */
  public abstract Told apply(double[] values, Seeds seeds);

  /** Whether a search is to be judged by what it was told rather than by the true values. */
  public boolean isTruth() {
    return this == SHUFFLE;
  }

  private static double spread(double[] values) {
    return quantile(values, 0.75) - quantile(values, 0.25);
  }

  /**
   * The value below which a share of {@code values} lies: one of them, the nearest in rank.
   *
   * @param share in [0, 1]
   */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
