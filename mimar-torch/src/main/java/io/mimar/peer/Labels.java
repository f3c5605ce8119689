package io.mimar.peer;

import io.mimar.objective.Objective;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;

/** Gains of scored trials as numbers that a network learns easily. */
final class Labels {
  private static final double FLAT = 1e-12;
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  private Labels() {}

  /** More is better. */
  static double[] gains(List<Trial> scored, Objective objective) {
    return scored.stream().mapToDouble(t -> objective.gain(t.score().orElseThrow())).toArray();
  }

  /** Gains with mean 0 and deviation 1. */
  static double[] standardised(double[] gains) {
    double mean = Arrays.stream(gains).average().orElse(0);
    double variance = Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).average().orElse(0);
    double deviation = Math.max(FLAT, Math.sqrt(variance));
    return Arrays.stream(gains).map(g -> (g - mean) / deviation).toArray();
  }

  /** Gains from 0.1 for the worst to 0.9 for the best: what a sigmoid reaches. */
  static double[] scaled(double[] gains) {
    double least = Arrays.stream(gains).min().orElse(0);
    double range = Math.max(FLAT, Arrays.stream(gains).max().orElse(0) - least);
    return Arrays.stream(gains).map(g -> LOW + (HIGH - LOW) * (g - least) / range).toArray();
  }
}
