package io.mimar.gne;

import java.util.Arrays;

/**
 * Turns labels of the surrogate, which are normal scores, back into gains: by the trials, which
 * have both. Between two of them it is a line, beyond the first and the last their gain.
 *
 * @param labels {@code [K]}, ascending
 * @param gains {@code [K]}, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package, not written to
record ScoreScale(double[] labels, double[] gains) {

  /**
   * The scale of a search.
   *
   * @param labels {@code [N]} of the trials, in the order of {@code gains}
   * @param gains {@code [N]} of the trials
   */
  static ScoreScale of(double[] labels, double[] gains) {
    return new ScoreScale(
        Arrays.stream(labels).sorted().toArray(), Arrays.stream(gains).sorted().toArray());
  }

  /** The gain at {@code label}. */
  double gain(double label) {
    int above = 0;
    while (above < labels.length && labels[above] < label) {
      above++;
    }
    if (above == 0 || above == labels.length) {
      return gains[Math.min(above, labels.length - 1)];
    }
    double width = labels[above] - labels[above - 1];
    double share = (label - labels[above - 1]) / width;
    return gains[above - 1] + share * (gains[above] - gains[above - 1]);
  }
}
