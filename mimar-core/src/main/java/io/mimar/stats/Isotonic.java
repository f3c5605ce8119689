package io.mimar.stats;

/** The sequence that never falls and is nearest to a given one: pool adjacent violators. */
public final class Isotonic {
  private Isotonic() {}

  /**
   * The least-squares fit to {@code values} among sequences that do not fall.
   *
   * <p>Paper: Ayer, Brunk, Ewing, Reid, Silverman, An Empirical Distribution Function for Sampling
   * with Incomplete Information, Annals of Mathematical Statistics 1955.
   *
   * @return {@code [N]}
   */
  public static double[] fit(double[] values) {
    double[] level = new double[values.length];
    int[] size = new int[values.length];
    int blocks = 0;
    for (double value : values) {
      level[blocks] = value;
      size[blocks] = 1;
      blocks++;
      while (blocks > 1 && level[blocks - 2] > level[blocks - 1]) {
        int both = size[blocks - 2] + size[blocks - 1];
        level[blocks - 2] =
            (level[blocks - 2] * size[blocks - 2] + level[blocks - 1] * size[blocks - 1]) / both;
        size[blocks - 2] = both;
        blocks--;
      }
    }
    double[] fit = new double[values.length];
    for (int block = 0, at = 0; block < blocks; block++) {
      for (int i = 0; i < size[block]; i++) {
        fit[at++] = level[block];
      }
    }
    return fit;
  }
}
