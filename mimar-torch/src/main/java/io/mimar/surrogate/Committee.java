package io.mimar.surrogate;

import io.mimar.random.Seeds;
import io.mimar.search.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gaussian processes that see different groups of features; what they say is averaged, mean and
 * deviation alike, so that the upper confidence bound is the average of theirs. Each has its own
 * hyper-parameters. It errs less than one process that sees all groups: docs/benchmarks.md.
 *
 * @param process what each member is
 * @param views for each member the numbers of the groups that it sees
 */
public record Committee(GaussianProcess process, List<List<Integer>> views) implements Surrogate {

  public Committee {
    views = views.stream().map(List::copyOf).toList();
  }

  /** Fitted hyper-parameters, one set for each member. */
  public static final class Fitted {
    private final List<List<Integer>> views;
    private final List<GaussianProcess.Fitted> members;

    private Fitted(List<List<Integer>> views, List<GaussianProcess.Fitted> members) {
      this.views = views;
      this.members = members;
    }

    /** The members conditioned on labels, which need not be those they were fitted to. */
    public Surrogate.Posterior condition(double[][][] features, double[] labels, double[] noise) {
      List<Surrogate.Posterior> all = new ArrayList<>();
      for (int m = 0; m < views.size(); m++) {
        all.add(members.get(m).condition(seen(views.get(m), features), labels, noise));
      }
      return new Averaged(views, all);
    }

    /** What each label is foretold to be from all others, {@code [N]}. */
    public double[] leftOut(double[][][] features, double[] labels, double[] noise) {
      double[] foretold = new double[labels.length];
      for (int m = 0; m < views.size(); m++) {
        double[] own = members.get(m).leftOut(seen(views.get(m), features), labels, noise);
        Arrays.setAll(foretold, i -> foretold[i] + own[i] / views.size());
      }
      return foretold;
    }

    /**
     * The mean at points, then functions drawn from the committee as it is after the labels: means
     * of one of each member. So they spread less than {@link Surrogate.Prediction#deviation} says,
     * which is for curiosity, and hold the truth as often as they should (docs/benchmarks.md).
     *
     * @param noises {@code [R,N]}, the extra noise of the labels, the first for the mean, the
     *     others for a drawn function each
     * @param asked one matrix {@code [B,F]} for each group
     * @param seeds which functions; the same for all points that are compared
     * @return {@code [R,B]}
     */
    public double[][] draws(
        double[][][] features,
        double[] labels,
        double[][] noises,
        double[][][] asked,
        Seeds seeds) {
      double[][] draws = new double[noises.length][asked[0].length];
      for (int m = 0; m < views.size(); m++) {
        List<Integer> view = views.get(m);
        double[][] own =
            members
                .get(m)
                .draws(
                    seen(view, features),
                    labels,
                    noises,
                    seen(view, asked),
                    seeds.at("member", m).rng());
        for (int r = 0; r < draws.length; r++) {
          for (int b = 0; b < draws[r].length; b++) {
            draws[r][b] += own[r][b] / views.size();
          }
        }
      }
      return draws;
    }

    /** What the labels say of {@code trend}, {@code [N]}, as a prior mean: the members' mean. */
    public LeaveOneOut leaveOneOut(
        double[][][] features, double[] labels, double[] noise, double[] trend) {
      return LeaveOneOut.mean(
          IntStream.range(0, views.size())
              .mapToObj(
                  m ->
                      members
                          .get(m)
                          .leaveOneOut(seen(views.get(m), features), labels, noise, trend))
              .toList());
    }
  }

  /** The hyper-parameters of each member that explain the labels best, as seen by it. */
  public Fitted hyperparameters(double[][][] features, double[] labels, double[] noise) {
    return new Fitted(
        views,
        views.stream()
            .map(view -> process.hyperparameters(seen(view, features), labels, noise))
            .toList());
  }

  @Override
  public Surrogate.Posterior fit(double[][][] features, double[] labels, double[] noise) {
    return hyperparameters(features, labels, noise).condition(features, labels, noise);
  }

  private static double[][][] seen(List<Integer> view, double[][][] features) {
    return view.stream().map(g -> features[g]).toArray(double[][][]::new);
  }

  private record Averaged(List<List<Integer>> views, List<Surrogate.Posterior> members)
      implements Surrogate.Posterior {

    @Override
    public Surrogate.Prediction predict(double[][][] features) {
      double[] mean = new double[features[0].length];
      double[] deviation = new double[mean.length];
      for (int m = 0; m < members.size(); m++) {
        Surrogate.Prediction own = members.get(m).predict(seen(views.get(m), features));
        for (int i = 0; i < mean.length; i++) {
          mean[i] += own.mean()[i] / members.size();
          deviation[i] += own.deviation()[i] / members.size();
        }
      }
      return new Surrogate.Prediction(mean, deviation);
    }

    @Override
    public Surrogate.Posterior believing(double[][][] features) {
      List<Surrogate.Posterior> more = new ArrayList<>();
      for (int m = 0; m < members.size(); m++) {
        more.add(members.get(m).believing(seen(views.get(m), features)));
      }
      return new Averaged(views, more);
    }
  }
}
