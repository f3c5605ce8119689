package io.mimar.surrogate;

import io.mimar.Check;
import io.mimar.search.Surrogate;
import java.util.random.RandomGenerator;

/**
 * A Gaussian process with a Matérn 5/2 kernel, one length scale for each group of features, whose
 * hyper-parameters maximise the posterior under log-normal priors, always from the same start.
 *
 * <p>Plain Java and one thread: the same data give the same prediction bit for bit. Cost: {@code
 * O(iterations·N³)} to fit; 15 ms for 100 labels, 0.1 s for 160.
 *
 * <p>The more groups, the less each weighs before there are labels, so that distances do not grow
 * with their number: Hvarfner, Hellsten, Nardi, ICML 2024.
 *
 * @param iterations most steps of L-BFGS
 * @param spread deviation of the log-normal prior of a group's weight: how much labels may say
 */
public record GaussianProcess(int iterations, double spread) implements Surrogate {
  /**
   * For a few broad views: what some tens of labels seem to say of their weights misleads
   * (docs/benchmarks.md).
   */
  public static final GaussianProcess DEFAULT = new GaussianProcess(25, 0.3);

  /** For many single decisions, of which some matter far more than others. */
  public static final GaussianProcess RELEVANCE = new GaussianProcess(25, 2);

  public GaussianProcess {
    Check.range("surrogate.iterations", iterations, 0, 10_000);
    Check.range("surrogate.spread", spread, 0.01, 100);
  }

  /** Fitted hyper-parameters. */
  public static final class Fitted {
    private final Kernel kernel;

    private Fitted(Kernel kernel) {
      this.kernel = kernel;
    }

    /** The model conditioned on labels, which need not be those it was fitted to. */
    public Surrogate.Posterior condition(double[][][] features, double[] labels, double[] noise) {
      return ConditionedProcess.of(kernel, byPoint(features), labels, noise);
    }

    /** As {@link Committee.Fitted#leftOut}. */
    double[] leftOut(double[][][] features, double[] labels, double[] noise) {
      return ConditionedProcess.leftOut(kernel, byPoint(features), labels, noise);
    }

    /** As {@link Committee.Fitted#draws}. */
    double[][] draws(
        double[][][] features,
        double[] labels,
        double[][] noises,
        double[][][] asked,
        RandomGenerator rng) {
      return ConditionedProcess.draws(
          kernel, byPoint(features), labels, noises, byPoint(asked), rng);
    }

    /** What the labels say of {@code trend}, {@code [N]}, as a prior mean. */
    LeaveOneOut leaveOneOut(
        double[][][] features, double[] labels, double[] noise, double[] trend) {
      Cholesky factor = ConditionedProcess.factor(kernel, byPoint(features), noise);
      return LeaveOneOut.of(factor, labels, trend);
    }

    /** {@code [G]}: how much each group of features counts, an inverse squared length scale. */
    public double[] weights() {
      return kernel.weights().clone();
    }
  }

  /**
   * The hyper-parameters that explain the labels best.
   *
   * @param features one matrix {@code [N,F]} for each group
   * @param labels {@code [N]}
   * @param noise {@code [N]}, extra noise as a multiple of the common one
   */
  public Fitted hyperparameters(double[][][] features, double[] labels, double[] noise) {
    MarginalLikelihood objective = new MarginalLikelihood(byPoint(features), labels, noise, spread);
    double[] theta =
        Minimiser.minimise(
            objective, objective.start(), objective.low(), objective.high(), iterations);
    return new Fitted(objective.kernel(theta));
  }

  @Override
  public Surrogate.Posterior fit(double[][][] features, double[] labels, double[] noise) {
    return hyperparameters(features, labels, noise).condition(features, labels, noise);
  }

  /** {@code [G,N,F]} to {@code [N,G,F]}; rows are shared, not copied. */
  static double[][][] byPoint(double[][][] features) {
    double[][][] points = new double[features[0].length][features.length][];
    for (int g = 0; g < features.length; g++) {
      for (int i = 0; i < points.length; i++) {
        points[i][g] = features[g][i];
      }
    }
    return points;
  }
}
