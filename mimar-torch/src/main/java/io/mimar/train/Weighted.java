package io.mimar.train;

/** A metric of an evaluation whose samples may count several times or not at all. */
@FunctionalInterface
interface Weighted {
  /**
   * The metric's value.
   *
   * @param times how often each sample counts, once in all at least
   */
  double of(int[] times);

  /**
   * The mean of what each sample gives.
   *
   * @param own one number for each sample
   */
  static Weighted mean(double[] own) {
    return times -> {
      double sum = 0;
      long count = 0;
      for (int i = 0; i < times.length; i++) {
        sum += times[i] * own[i];
        count += times[i];
      }
      return sum / count;
    };
  }
}
