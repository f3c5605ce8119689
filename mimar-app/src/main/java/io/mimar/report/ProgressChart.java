package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** How the search went: each trial a dot by its outcome, and the best so far as a line. */
final class ProgressChart {
  /** With more dots than this they have no words of their own. */
  private static final int MAX_TITLES = 1_500;

  /** The share of worst scores that may lie at the chart's foot, so that the good ones spread. */
  private static final double CUT = 0.1;

  private final List<Trial> trials;
  private final Objective objective;
  private final Measure measure;

  ProgressChart(List<Trial> trials, Objective objective, Measure measure) {
    this.trials = trials;
    this.objective = objective;
    this.measure = measure;
  }

  /** The chart. */
  Figure draw() {
    Plot plot =
        new Plot(
            "progress",
            "Progress of the search: " + measure.name() + " of each trial and the best so far",
            new double[] {0, Math.max(1, trials.size() - 1)},
            range());
    plot.frame("trial", measure.name() + " on the validation split", measure::text);
    trials.stream().filter(t -> t.score().isEmpty()).forEach(t -> dot(plot, t));
    trials.stream().filter(t -> t.outcome() == Outcome.STOPPED).forEach(t -> dot(plot, t));
    line(plot);
    trials.stream().filter(t -> t.outcome() == Outcome.COMPLETE).forEach(t -> dot(plot, t));
    return plot.finish();
  }

  /** How many scores lie below what is shown. */
  long below() {
    double[] range = range();
    return scores().filter(s -> s < range[0] || s > range[1]).count();
  }

  private DoubleStream scores() {
    return trials.stream().flatMapToDouble(t -> t.score().stream());
  }

  private double[] range() {
    return range(trials, objective);
  }

  /** From and to of what is shown of the scores of {@code trials}. */
  static double[] range(List<Trial> trials, Objective objective) {
    double[] sorted = trials.stream().flatMapToDouble(t -> t.score().stream()).sorted().toArray();
    if (sorted.length == 0) {
      return new double[] {0, 1};
    }
    int cut = (int) (CUT * (sorted.length - 1));
    boolean up = objective.direction() == Objective.Direction.MAXIMIZE;
    double low = sorted[up ? cut : 0];
    double high = sorted[up ? sorted.length - 1 : sorted.length - 1 - cut];
    double margin = 0.06 * (high - low);
    return new double[] {low - margin, high + margin};
  }

  private void line(Plot plot) {
    StringBuilder path = new StringBuilder();
    double best = Double.NaN;
    for (Trial trial : trials) {
      if (trial.outcome() != Outcome.COMPLETE) {
        continue;
      }
      double score = trial.score().orElseThrow();
      if (path.isEmpty()) {
        path.append(point("M", plot.x(trial.number()), plot.y(score)));
      } else if (objective.isBetter(score, best)) {
        path.append(String.format(Locale.ROOT, "H%.1f", plot.x(trial.number())));
        path.append(String.format(Locale.ROOT, "V%.1f", plot.y(score)));
      } else {
        continue;
      }
      best = score;
    }
    if (!path.isEmpty()) {
      path.append(String.format(Locale.ROOT, "H%.1f", plot.x(trials.size() - 1.0)));
      plot.svg().empty("path", "class", "best", "d", path.toString());
    }
  }

  static String point(String command, double x, double y) {
    return String.format(Locale.ROOT, "%s%.1f %.1f", command, x, y);
  }

  private void dot(Plot plot, Trial trial) {
    double x = plot.x(trial.number());
    double y = plot.y(trial.score().orElse(worst()));
    String kind = trial.outcome().name().toLowerCase(Locale.ROOT);
    double radius = trials.size() > 400 ? 2.5 : 4;
    if (trials.size() > MAX_TITLES) {
      plot.svg().empty("circle", "class", kind, "cx", x, "cy", y, "r", radius);
      return;
    }
    String score =
        trial.score().isPresent() ? ", " + measure.text(trial.score().getAsDouble()) : "";
    plot.svg().open("circle", "class", kind, "cx", x, "cy", y, "r", radius);
    plot.svg().leaf("title", "trial " + trial.number() + ", " + kind + score).close("circle");
  }

  private double worst() {
    return objective.direction() == Objective.Direction.MAXIMIZE
        ? Double.NEGATIVE_INFINITY
        : Double.POSITIVE_INFINITY;
  }
}
