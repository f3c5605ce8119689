package io.mimar.gne;

import io.mimar.Check;
import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.stats.Ranks;
import io.mimar.surrogate.NormalScores;
import java.util.Arrays;
import java.util.List;

/**
 * How well the surrogate foretells the order of architectures it has not seen, from few labels: it
 * learns from random rows of a table and is judged by the others.
 */
public final class SurrogateQuality {
  private static final int REPEATS = 30;

  /** Of many other rows so many are judged. */
  private static final int JUDGED = 3_000;

  private final Problem problem;
  private final List<Architecture> rows;
  private final double[] gains;
  private final Seeds seeds;

  /**
   * Judges by {@code rows}.
   *
   * @param gains what each row is worth, more being better
   * @param seeds what the draws of known rows follow from, the same for every encoder
   */
  public SurrogateQuality(Problem problem, List<Architecture> rows, double[] gains, Seeds seeds) {
    Check.that(rows.size() == gains.length, "gains", gains.length, "one for each row");
    this.problem = problem;
    this.rows = List.copyOf(rows);
    this.gains = gains.clone();
    this.seeds = seeds;
  }

  /**
   * Kendall's tau of prediction and truth.
   *
   * @param labels how many rows were known
   * @param mean over 30 draws of them
   * @param deviation the standard deviation over the draws
   */
  public record Tau(int labels, double mean, double deviation) {}

  /** The quality of a surrogate that sees the points of {@code encoder} and nothing else. */
  public Tau alone(Encoder encoder, int labels) {
    return tau(new Features(problem, encoder, false, false), labels);
  }

  /** The quality of the surrogate of a search, which also sees cheap features and statistics. */
  public Tau inSearch(Encoder encoder, int labels) {
    return tau(new Features(problem, encoder, true, true), labels);
  }

  /** The most labels that leave rows to judge by. */
  public int mostLabels() {
    return rows.size() - 2;
  }

  private Tau tau(Features features, int labels) {
    Check.range("labels", labels, 2, mostLabels());
    double[] tau = new double[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
      int[] order = Shuffle.order(rows.size(), seeds.at("labels", r).rng());
      int[] known = Arrays.copyOf(order, labels);
      int[] others = Arrays.copyOfRange(order, labels, Math.min(order.length, labels + JUDGED));
      tau[r] = Ranks.kendall(predicted(features, known, others), gains(others));
    }
    double mean = Arrays.stream(tau).average().orElseThrow();
    double squares = Arrays.stream(tau).map(t -> (t - mean) * (t - mean)).sum();
    return new Tau(labels, mean, Math.sqrt(squares / (REPEATS - 1)));
  }

  private double[] predicted(Features features, int[] known, int[] others) {
    Surrogate.Posterior posterior =
        features
            .committee()
            .fit(
                features.of(chosen(known)),
                NormalScores.of(gains(known)),
                new double[known.length]);
    return posterior.predict(features.of(chosen(others))).mean();
  }

  private List<Architecture> chosen(int[] which) {
    return Arrays.stream(which).mapToObj(rows::get).toList();
  }

  private double[] gains(int[] which) {
    return Arrays.stream(which).mapToDouble(i -> gains[i]).toArray();
  }
}
