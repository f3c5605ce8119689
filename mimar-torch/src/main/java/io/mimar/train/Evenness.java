package io.mimar.train;

import io.mimar.data.Dataset;
import java.util.Arrays;

/** How alike in number classes are. */
public final class Evenness {
  private Evenness() {}

  /** That of the samples to train and to validate on; 1 of amounts. */
  public static double of(Dataset data) {
    return of(data.classCounts());
  }

  /**
   * The variance of the mean of one share for each class, were the samples of classes alike in
   * number, by what it is: 1 for equal ones, near 0 where one class has few of many samples.
   *
   * @param counts samples of each class; those without any are left out
   */
  static double of(int[] counts) {
    double[] present = Arrays.stream(counts).filter(c -> c > 0).asDoubleStream().toArray();
    double inverse = Arrays.stream(present).map(c -> 1 / c).sum();
    double all = Arrays.stream(present).sum();
    return all == 0 ? 1 : Math.min(1, present.length * present.length / (all * inverse));
  }
}
