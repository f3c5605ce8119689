package io.mimar.stats;

import io.mimar.Check;

/**
 * A share of successes with its 95 % interval.
 *
 * <p>Paper: Wilson, Probable inference, JASA 1927.
 *
 * @param successes how many
 * @param trials of how many
 */
public record Proportion(int successes, int trials) {
  private static final double Z = 1.959963984540054;

  public Proportion {
    Check.range("trials", trials, 1, Integer.MAX_VALUE);
    Check.range("successes", successes, 0, trials);
  }

  /** The share itself. */
  public double share() {
    return (double) successes / trials;
  }

  /** The lower end of the interval. */
  public double low() {
    return centre() - halfWidth();
  }

  /** The upper end of the interval. */
  public double high() {
    return centre() + halfWidth();
  }

  private double centre() {
    return (share() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
  }

  private double halfWidth() {
    double variance = share() * (1 - share()) / trials + Z * Z / (4.0 * trials * trials);
    return Z * Math.sqrt(variance) / (1 + Z * Z / trials);
  }
}
