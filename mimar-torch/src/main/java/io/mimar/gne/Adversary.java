package io.mimar.gne;

import io.mimar.gan.ConditionalGan;
import io.mimar.gan.Examples;
import io.mimar.gan.GanOptions;
import io.mimar.gan.GanTraining;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The GAN of a search. It is trained from scratch on the history up to its last full {@link #STEP}
 * trials, with a stream named by their number, so that it is a function of the history. Before the
 * first of these it knows the trials that the search started from, if any.
 */
final class Adversary {
  static final int STEP = 10;
  private static final int MOST = 256;
  private static final double ABOVE = 0.3;

  private final Features features;
  private final Objective objective;
  private final GanOptions options;
  private final Optional<WarmStart> source;
  private List<Trial> trainedOn = List.of();
  private Trained trained;

  Adversary(
      Features features, Objective objective, GanOptions options, Optional<WarmStart> source) {
    this.features = features;
    this.objective = objective;
    this.options = options;
    this.source = source;
  }

  /** The part of {@code scored} that the GAN is trained on. */
  static List<Trial> checkpoint(List<Trial> scored) {
    return scored.subList(0, scored.size() / STEP * STEP);
  }

  /** A trained GAN and the best label that it knows. */
  record Trained(ConditionalGan gan, double best) {}

  /** The GAN after these trials; empty before the first checkpoint where nothing is known yet. */
  Optional<Trained> after(List<Trial> scored) {
    List<Trial> prefix = checkpoint(scored);
    if (prefix.isEmpty() && source.isEmpty()) {
      return Optional.empty();
    }
    if (trained == null || !prefix.equals(trainedOn)) { // a cache: the same gives the same
      Learner.Examples learned = learned(prefix);
      double best = Arrays.stream(learned.labels()).max().orElse(0);
      RandomGenerator rng = Seeds.root(prefix.size()).at("gan").rng();
      trained = new Trained(train(learned, rng), best);
      trainedOn = List.copyOf(prefix);
    }
    return Optional.of(trained);
  }

  private Learner.Examples learned(List<Trial> prefix) {
    return prefix.isEmpty()
        ? source.orElseThrow().examples(features, MOST)
        : Learner.Examples.of(prefix, Labels.of(prefix, objective), features).best(MOST);
  }

  /** A GAN trained on {@code examples}. */
  ConditionalGan train(Learner.Examples examples, RandomGenerator rng) {
    List<Architecture> architectures = examples.architectures();
    double[][] points = architectures.stream().map(features::point).toArray(double[][]::new);
    double[][] costs = architectures.stream().map(features::costs).toArray(double[][]::new);
    return GanTraining.fit(Examples.of(points, examples.labels(), costs), options, rng);
  }

  /**
   * Wishes: a score above the best, at the cost of one of the elite or the most that the limits
   * allow.
   *
   * @param best the best label
   * @return {@code [count, 1 + costs]}
   */
  double[][] wishes(double best, List<Architecture> elite, int count, RandomGenerator rng) {
    double[] most = features.costLimits();
    List<double[]> wishes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double[] costs = features.costs(elite.get(rng.nextInt(elite.size()))).clone();
      for (int c = 0; c < costs.length; c++) {
        costs[c] = Math.min(costs[c], most[c]);
      }
      wishes.add(Examples.condition(best + ABOVE * Math.abs(rng.nextGaussian()), costs));
    }
    return wishes.toArray(double[][]::new);
  }
}
