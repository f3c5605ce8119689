package io.mimar.table;

import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What a searcher is told instead of an objective's true values, to test that it is robust. */
public enum Transform {
  /** Gaussian noise of a tenth of the interquartile range. */
  NOISE {
    @Override
    double[] apply(double[] values, Seeds seeds) {
      RandomGenerator rng = seeds.at("noise").rng();
      double deviation = NOISE_SHARE * spread(values);
      return Arrays.stream(values).map(v -> v + deviation * rng.nextGaussian()).toArray();
    }
  },
  /** A curve that keeps the order: the cube of the distance from the median. */
  WARP {
    @Override
    double[] apply(double[] values, Seeds seeds) {
      double middle = quantile(values, 0.5);
      double unit = spread(values) > 0 ? spread(values) : 1;
      return Arrays.stream(values).map(v -> Math.pow((v - middle) / unit, 3)).toArray();
    }
  },
  /** The values at random over the rows: nothing can be learned. */
  SHUFFLE {
    @Override
    double[] apply(double[] values, Seeds seeds) {
      RandomGenerator rng = seeds.at("shuffle").rng();
      double[] shuffled = values.clone();
      for (int i = shuffled.length - 1; i > 0; i--) {
        int j = rng.nextInt(i + 1);
        double kept = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = kept;
      }
      return shuffled;
    }
  };

  private static final double NOISE_SHARE = 0.1;

  /**
   * The changed values.
   *
   * @param values one for each row
   * @param seeds of the search: another search hears other noise
   */
  abstract double[] apply(double[] values, Seeds seeds);

  /** Whether the best row by what is told is to be judged by what is told. */
  boolean isTruth() {
    return this == SHUFFLE;
  }

  private static double spread(double[] values) {
    return quantile(values, 0.75) - quantile(values, 0.25);
  }

  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
