package io.mimar.report;

import io.mimar.objective.Objective;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** How the search went: each trial a dot by its outcome, and the best so far as a line. */
final class ProgressChart {
  /** With more dots than this they have no words of their own. */
  private static final int MAX_TITLES = 1_500;

  /** The share of worst scores that may lie at the chart's foot, so that the good ones spread. */
  private static final double CUT = 0.1;

  private final List<Trial> trials;
  private final List<Trial> improvements;
  private final Drawn drawn;
  private final Objective objective;
  private final Measure measure;
  private final Optional<Trial> chosen;

  ProgressChart(List<Trial> trials, Objective objective, Measure measure, Optional<Trial> chosen) {
    this.trials = trials;
    this.improvements = Drawn.spread(improvements(trials, objective), Drawn.MOST_KEPT);
    Set<Integer> best = Drawn.numbers(improvements);
    this.drawn = Drawn.of(trials, t -> best.contains(t.number()));
    this.objective = objective;
    this.measure = measure;
    this.chosen = chosen.filter(t -> t.score().isPresent());
  }

  /** The trials that were the best when they completed. */
  private static List<Trial> improvements(List<Trial> trials, Objective objective) {
    List<Trial> improvements = new ArrayList<>();
    double best = Double.NaN;
    for (Trial trial : trials) {
      if (trial.outcome() == Outcome.COMPLETE) {
        double score = trial.score().orElseThrow();
        if (improvements.isEmpty() || objective.isBetter(score, best)) {
          improvements.add(trial);
          best = score;
        }
      }
    }
    return improvements;
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
    dots(plot, t -> t.score().isEmpty());
    dots(plot, t -> t.outcome() == Outcome.STOPPED);
    line(plot);
    dots(plot, t -> t.outcome() == Outcome.COMPLETE);
    chosen.ifPresent(t -> plot.svg().ring(plot.x(t.number()), plot.y(t.score().orElseThrow())));
    return plot.finish();
  }

  /** What is not drawn, or not where it is, in sentences; empty text for nothing. */
  String caption() {
    String below =
        below() == 0
            ? ""
            : Format.plural(below(), "score")
                + " far from the best"
                + (trials.stream().anyMatch(t -> t.score().isEmpty())
                    ? " and trials without a score lie"
                    : (below() == 1 ? " lies" : " lie"))
                + " on the chart’s edge.";
    String left =
        drawn.caption(
            "up to " + Format.count(Drawn.MOST_KEPT) + " that were the best when they completed");
    boolean early = trials.stream().anyMatch(t -> t.outcome() == Outcome.STOPPED);
    String marks =
        (chosen.isPresent() ? "Ringed: the chosen one." : "")
            + (early ? " Hollow: what those had that were stopped, after less training." : "");
    return String.join(" ", marks, below, left).strip().replaceAll(" +", " ");
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
    for (Trial trial : improvements) {
      double x = plot.x(trial.number());
      double y = plot.y(trial.score().orElseThrow());
      path.append(
          path.isEmpty() ? point("M", x, y) : String.format(Locale.ROOT, "H%.1fV%.1f", x, y));
    }
    if (!path.isEmpty()) {
      path.append(String.format(Locale.ROOT, "H%.1f", plot.x(trials.size() - 1.0)));
      plot.svg().empty("path", "class", "best", "d", path.toString());
    }
  }

  static String point(String command, double x, double y) {
    return String.format(Locale.ROOT, "%s%.1f %.1f", command, x, y);
  }

  private void dots(Plot plot, Predicate<Trial> which) {
    drawn.trials().stream().filter(which).forEach(t -> dot(plot, t));
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
