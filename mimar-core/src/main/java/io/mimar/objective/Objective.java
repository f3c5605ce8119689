package io.mimar.objective;

import java.util.Comparator;
import java.util.Locale;

/**
 * The number a search improves.
 *
 * @param metric its name: {@code accuracy}
 * @param direction whether more or less is better
 */
public record Objective(String metric, Direction direction) {

  /** Which way is better. */
  public enum Direction {
    MAXIMIZE,
    MINIMIZE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The share of validation samples classified right, in [0, 1]. */
  public static final Objective ACCURACY = new Objective("accuracy", Direction.MAXIMIZE);

  /** {@code score} turned so that more is better. */
  public double gain(double score) {
    return direction == Direction.MAXIMIZE ? score : -score;
  }

  /** Whether {@code a} is strictly better than {@code b}. */
  public boolean isBetter(double a, double b) {
    return gain(a) > gain(b);
  }

  /** Orders scores from worst to best. */
  public Comparator<Double> order() {
    return Comparator.comparingDouble(this::gain);
  }
}
