package io.mimar.surrogate;

import io.mimar.stats.Ranks;

/**
 * Gauss-rank labels: what standard normal draws of the same order would be, standardised. Only the
 * order of the scores counts, so that the surrogate is the same under any monotone change of the
 * metric.
 */
public final class NormalScores {
  private NormalScores() {}

  /**
   * The labels of {@code values}, more being better; equal values get equal labels.
   *
   * @return {@code [N]} with mean 0 and deviation 1, all 0 where the values are equal
   */
  public static double[] of(double[] values) {
    double[] ranks = Ranks.of(values);
    double[] scores = new double[values.length];
    double mean = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = quantile((ranks[i] + 0.5) / scores.length);
      mean += scores[i] / scores.length;
    }
    double variance = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] -= mean;
      variance += scores[i] * scores[i] / scores.length;
    }
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = deviation > 1e-9 ? scores[i] / deviation : 0;
    }
    return scores;
  }

  /**
   * The standard normal quantile.
   *
   * <p>Paper: Acklam's rational approximation, relative error below 1.2e-9.
   *
   * @param p in (0, 1)
   */
  static double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    if (p < 0.02425) {
      double q = Math.sqrt(-2 * Math.log(p));
      return (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q
                              - 2.549732539343734)
                          * q
                      + 4.374664141464968)
                  * q
              + 2.938163982698783)
          / ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q
                      + 3.754408661907416)
                  * q
              + 1);
    }
    double q = p - 0.5;
    double r = q * q;
    return (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r
                            + 138.3577518672690)
                        * r
                    - 30.66479806614716)
                * r
            + 2.506628277459239)
        * q
        / (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r
                            + 66.80131188771972)
                        * r
                    - 13.28068155288572)
                * r
            + 1);
  }
}
