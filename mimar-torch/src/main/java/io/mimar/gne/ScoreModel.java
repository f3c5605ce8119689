package io.mimar.gne;

import io.mimar.Check;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.stats.Ranks;
import io.mimar.surrogate.Committee;
import io.mimar.surrogate.NormalScores;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What a search's surrogate expects of any architecture of the space, in the unit of the score:
 * what explanations read. Trials that were stopped early are seen as they would have ended ({@link
 * FullGains}): a search may rank them below all others, but how bad they are matters here. It is
 * the mean of the opinions that the search hears in turn, which tells components' worth better than
 * either (docs/benchmarks.md). How sure it is shows in resamples: functions drawn from it, each
 * after a Bayesian bootstrap of the trials.
 *
 * <p>Paper: Rubin, The Bayesian Bootstrap, Annals of Statistics 1981.
 */
public final class ScoreModel {
  /** Fewer scored trials say nothing about anything. */
  public static final int LEAST = 5;

  private static final int BATCH = 2_000;
  private static final double LEAST_WEIGHT = 1e-4;

  private final Features features;
  private final Learner.Examples examples;
  private final List<Committee.Fitted> opinions;
  private final ScoreScale scale;
  private final double[][] noises;
  private final Seeds seeds;

  /**
   * Learns from trials.
   *
   * @param problem what was searched
   * @param encoder the encoding of its space
   * @param scored trials that have a score, at least {@link #LEAST}
   * @param resamples how many
   */
  public ScoreModel(
      Problem problem, Encoder encoder, List<Trial> scored, int resamples, Seeds seeds) {
    Check.range("scored trials to explain", scored.size(), LEAST, Integer.MAX_VALUE);
    this.features =
        new Features(problem.withCosts(new CachedCosts(problem.costs())), encoder, true, true);
    double[] gains = FullGains.of(scored, problem.objective());
    double[] labels = NormalScores.of(gains);
    this.scale = ScoreScale.of(labels, gains);
    Learner.Examples all = Learner.Examples.of(scored, labels, features);
    this.examples = all.best(Learner.MOST);
    Learner.Examples few = all.best(Learner.SMALL);
    this.opinions =
        Stream.concat(Stream.of(features.committee()), features.committeeWithoutPaths().stream())
            .map(c -> c.hyperparameters(few.features(), few.labels(), few.noise()))
            .toList();
    this.seeds = seeds;
    this.noises = new double[1 + resamples][examples.size()];
    for (int r = 1; r <= resamples; r++) {
      RandomGenerator rng = seeds.at("resample", r).rng();
      Arrays.setAll(noises[r], i -> 1 / Math.max(LEAST_WEIGHT, rng.nextExponential()) - 1);
    }
  }

  /** The mean of the opinions, then means of functions drawn from each. */
  private double[][] draws(double[][][] known, double[][][] asked) {
    double[][] draws = new double[noises.length][asked[0].length];
    for (int o = 0; o < opinions.size(); o++) {
      double[][] own =
          opinions.get(o).draws(known, examples.labels(), noises, asked, seeds.at("opinion", o));
      for (int r = 0; r < draws.length; r++) {
        for (int i = 0; i < draws[r].length; i++) {
          draws[r][i] += own[r][i] / opinions.size();
        }
      }
    }
    return draws;
  }

  /** How many resamples there are. */
  public int resamples() {
    return noises.length - 1;
  }

  /**
   * How well the order of the trials, after all epochs, is foretold where each is left out in turn:
   * Spearman's rank correlation.
   */
  public double agreement() {
    double[] foretold = new double[examples.size()];
    for (Committee.Fitted opinion : opinions) {
      double[] own = opinion.leftOut(examples.features(), examples.labels(), noises[0]);
      Arrays.setAll(foretold, i -> foretold[i] + own[i]);
    }
    return Ranks.spearman(foretold, examples.labels());
  }

  /**
   * What is expected of {@code architectures}.
   *
   * @return {@code [1+R,N]}, by the trials as they are, then by each resample: the score as it
   *     would be after all epochs, turned so that more is better
   */
  public double[][] gains(List<Architecture> architectures) {
    double[][] gains = new double[noises.length][architectures.size()];
    double[][][] known = examples.features();
    for (int from = 0; from < architectures.size(); from += BATCH) {
      int to = Math.min(architectures.size(), from + BATCH);
      double[][][] asked = features.of(architectures.subList(from, to));
      double[][] labels = draws(known, asked);
      for (int r = 0; r < gains.length; r++) {
        for (int i = from; i < to; i++) {
          gains[r][i] = scale.gain(labels[r][i - from]);
        }
      }
    }
    return gains;
  }
}
