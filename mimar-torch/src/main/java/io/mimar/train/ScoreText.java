package io.mimar.train;

import java.util.Locale;

/** A score as a person reads it. */
public final class ScoreText {
  private ScoreText() {}

  /** Four decimals, or four digits where those would say nothing or too much. */
  public static String of(double score) {
    double size = Math.abs(score);
    boolean plain = score == 0 || (size >= 0.001 && size < 100_000);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.4g", score);
  }
}
