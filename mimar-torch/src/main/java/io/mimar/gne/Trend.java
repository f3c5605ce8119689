package io.mimar.gne;

import io.mimar.search.Surrogate;
import io.mimar.surrogate.Committee;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the trials of another search foretell, in the measure that the search's own labels bear it
 * out: a prior mean, above which the surrogate learns what is left.
 *
 * <p>How much it weighs is learned from how well each label is foretold from the others with it
 * ({@link io.mimar.surrogate.LeaveOneOut}). What chance may do is taken off first, so that few
 * labels give little weight, and labels that contradict it none: then the surrogate is that of a
 * cold start.
 *
 * <p>Paper: the aim and the comparison of models by the order they foretell are of Feurer, Letham,
 * Bakshy, Scalable Meta-Learning for Bayesian Optimization, 2018. Differs: a mean that is learned
 * above, not an ensemble, so that its scale is free; no samples, since leaving one out has a closed
 * form.
 *
 * @param source what was learned of the other search
 * @param weight above 0
 * @param middle what the source foretells on average where there are labels
 */
record Trend(Surrogate.Posterior source, double weight, double middle) {
  /** In standard deviations: the weight is what is left when so much of the pull is luck. */
  private static final double DOUBT = 1;

  /**
   * The trend that {@code examples} bear out; empty where they do not.
   *
   * @param fitted hyper-parameters that explain the examples without a trend
   */
  static Optional<Trend> of(
      Surrogate.Posterior source, Committee.Fitted fitted, Learner.Examples examples) {
    double[][][] features = examples.features();
    double[] foretold = source.predict(features).mean();
    double middle = Arrays.stream(foretold).average().orElse(0);
    double[] trend = Arrays.stream(foretold).map(f -> f - middle).toArray();
    double weight =
        fitted.leaveOneOut(features, examples.labels(), examples.noise(), trend).weight(DOUBT);
    return weight > 0 ? Optional.of(new Trend(source, weight, middle)) : Optional.empty();
  }

  /** {@code [B]}: the prior mean. */
  private double[] mean(double[][][] features) {
    double[] foretold = source.predict(features).mean();
    return Arrays.stream(foretold).map(f -> weight * (f - middle)).toArray();
  }

  /** {@code examples} with what is left of their labels. */
  Learner.Examples without(Learner.Examples examples) {
    double[] left = examples.labels().clone();
    subtract(left, mean(examples.features()));
    return new Learner.Examples(
        examples.architectures(), left, examples.noise(), examples.source());
  }

  private static void subtract(double[] from, double[] what) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= what[i];
    }
  }

  /** The whole model, where {@code rest} has learned {@link #without what is left}. */
  Surrogate.Posterior with(Surrogate.Posterior rest) {
    return new Whole(this, rest);
  }

  private record Whole(Trend trend, Surrogate.Posterior rest) implements Surrogate.Posterior {

    @Override
    public Surrogate.Prediction predict(double[][][] features) {
      Surrogate.Prediction left = rest.predict(features);
      double[] mean = trend.mean(features);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += left.mean()[i];
      }
      return new Surrogate.Prediction(mean, left.deviation());
    }

    @Override
    public Surrogate.Posterior believing(double[][][] features) {
      return new Whole(trend, rest.believing(features));
    }
  }
}
