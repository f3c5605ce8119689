package io.mimar.surrogate;

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
     * The means of labels under each of several noises, at little more than the cost of one.
     *
     * @param noises {@code [R,N]}
     * @param asked one matrix {@code [B,F]} for each group
     * @return {@code [R,B]}
     */
    public double[][] means(
        double[][][] features, double[] labels, double[][] noises, double[][][] asked) {
      double[][] means = new double[noises.length][asked[0].length];
      for (int m = 0; m < views.size(); m++) {
        List<Integer> view = views.get(m);
        double[][] own =
            members.get(m).means(seen(view, features), labels, noises, seen(view, asked));
        for (int r = 0; r < means.length; r++) {
          for (int b = 0; b < means[r].length; b++) {
            means[r][b] += own[r][b] / views.size();
          }
        }
      }
      return means;
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
