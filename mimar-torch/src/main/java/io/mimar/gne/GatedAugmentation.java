package io.mimar.gne;

import io.mimar.gan.ConditionalGan;
import io.mimar.gan.Examples;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.stats.Ranks;
import io.mimar.surrogate.Committee;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Synthetic labelled points from the GAN, decoded to real architectures and labelled by the score
 * they were made for, with extra noise. In {@link Gne.Augmentation#GATED} they are used only where
 * cross-validation says so: the GAN is trained without the left-out trials, and their order must be
 * predicted better with synthetic points than without.
 *
 * <p>Decided anew at each checkpoint of the {@link Adversary}; a function of the history.
 */
final class GatedAugmentation implements Enrichment {
  private static final int SYNTHETIC = 40;
  private static final double EXTRA_NOISE = 20;
  private static final int FOLDS = 3;
  private static final int JUDGED = 120;
  private static final double MARGIN = 0.005;

  private final Gne.Augmentation mode;
  private final Adversary adversary;
  private final Features features;
  private final Encoder.Decoder encoder;
  private final Objective objective;
  private List<Trial> decidedOn = List.of();
  private boolean open;

  GatedAugmentation(
      Gne.Augmentation mode,
      Adversary adversary,
      Features features,
      Encoder.Decoder encoder,
      Objective objective) {
    this.mode = mode;
    this.adversary = adversary;
    this.features = features;
    this.encoder = encoder;
    this.objective = objective;
  }

  @Override
  public Learner.Examples extend(Learner.Examples examples, List<Trial> scored) {
    List<Trial> prefix = Adversary.checkpoint(scored);
    if (prefix.isEmpty() || (mode == Gne.Augmentation.GATED && !isOpen(prefix))) {
      return examples;
    }
    ConditionalGan gan = adversary.after(prefix).orElseThrow().gan();
    RandomGenerator rng = Seeds.root(prefix.size()).at("augmentation").rng();
    return examples.plus(synthetic(gan, examples, rng));
  }

  private boolean isOpen(List<Trial> prefix) {
    if (!prefix.equals(decidedOn)) { // a cache: the same prefix gives the same again
      open = decide(prefix);
      decidedOn = List.copyOf(prefix);
    }
    return open;
  }

  private boolean decide(List<Trial> prefix) {
    Learner.Examples all =
        Learner.Examples.of(prefix, Labels.of(prefix, objective), features).best(JUDGED);
    double[] without = new double[all.size()];
    double[] with = new double[all.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int own = fold;
      int[] train = rows(all.size(), i -> i % FOLDS != own);
      int[] test = rows(all.size(), i -> i % FOLDS == own);
      judge(all, train, test, Seeds.root(prefix.size()).at("fold", fold), without, with);
    }
    return Ranks.spearman(with, all.labels()) > Ranks.spearman(without, all.labels()) + MARGIN;
  }

  private void judge(
      Learner.Examples all, int[] train, int[] test, Seeds seeds, double[] without, double[] with) {
    Learner.Examples known = all.select(train);
    ConditionalGan gan = adversary.train(known, seeds.at("gan").rng());
    Learner.Examples more = known.plus(synthetic(gan, known, seeds.at("points").rng()));
    Committee.Fitted fitted =
        features.committee().hyperparameters(known.features(), known.labels(), known.noise());
    double[][][] left = all.select(test).features();
    Surrogate.Posterior plain = fitted.condition(known.features(), known.labels(), known.noise());
    Surrogate.Posterior richer = fitted.condition(more.features(), more.labels(), more.noise());
    double[] plainMean = plain.predict(left).mean();
    double[] richerMean = richer.predict(left).mean();
    for (int i = 0; i < test.length; i++) {
      without[test[i]] = plainMean[i];
      with[test[i]] = richerMean[i];
    }
  }

  private Learner.Examples synthetic(
      ConditionalGan gan, Learner.Examples like, RandomGenerator rng) {
    List<double[]> conditions = new ArrayList<>(SYNTHETIC);
    double[] labels = new double[SYNTHETIC];
    for (int i = 0; i < SYNTHETIC; i++) {
      int row = rng.nextInt(like.size());
      labels[i] = like.labels()[row];
      conditions.add(Examples.condition(labels[i], features.costs(like.architectures().get(row))));
    }
    double[][] points = gan.sample(conditions.toArray(double[][]::new), rng);
    List<Architecture> decoded = encoder.decode(points, 0, rng);
    double[] noise = new double[SYNTHETIC];
    Arrays.fill(noise, EXTRA_NOISE);
    return new Learner.Examples(decoded, labels, noise, features);
  }

  private static int[] rows(int size, IntPredicate of) {
    return IntStream.range(0, size).filter(of).toArray();
  }
}
