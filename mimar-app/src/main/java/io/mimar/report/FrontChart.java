package io.mimar.report;

import io.mimar.config.CostText;
import io.mimar.objective.Objective;
import io.mimar.trial.Outcome;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Score against a cost: each scored trial a dot, a ring around those of the front. */
final class FrontChart {
  /** With more dots than this they have no words of their own. */
  private static final int MAX_TITLES = 1_500;

  private final List<Trial> trials;
  private final List<Trial> front;
  private final Drawn drawn;
  private final Tradeoff tradeoff;
  private final Measure measure;

  FrontChart(List<Trial> trials, Tradeoff tradeoff, Measure measure) {
    this.trials = trials.stream().filter(t -> t.score().isPresent()).toList();
    this.front = Drawn.spread(tradeoff.front(trials), Drawn.MOST_KEPT);
    Set<Integer> members = Drawn.numbers(front);
    this.drawn = Drawn.of(this.trials, t -> members.contains(t.number()));
    this.tradeoff = tradeoff;
    this.measure = measure;
  }

  /** Whether there is nothing to draw. */
  boolean isEmpty() {
    return front.isEmpty();
  }

  /** What is not drawn, as a sentence; empty text for nothing. */
  String caption() {
    boolean early = trials.stream().anyMatch(t -> t.outcome() == Outcome.STOPPED);
    String left = drawn.caption("up to " + Format.count(Drawn.MOST_KEPT) + " of the front");
    return ("Ringed: those that no other beats."
            + (early ? " Hollow: stopped after less training; the worst lie on the edge. " : " ")
            + left)
        .strip();
  }

  /** The chart of one of the minimised costs; its axis is logarithmic. */
  Figure draw(String cost) {
    double[] costs = trials.stream().mapToDouble(t -> place(t, cost)).sorted().toArray();
    double[] scores = ProgressChart.range(trials, tradeoff.objective());
    boolean up = tradeoff.objective().direction() == Objective.Direction.MAXIMIZE;
    for (Trial member : front) { // the cheap end of a front may be weak
      double score = member.score().orElseThrow();
      scores[up ? 0 : 1] = up ? Math.min(scores[0], score) : Math.max(scores[1], score);
    }
    String name = CostText.name(cost);
    Plot plot =
        new Plot(
            "front-" + Figure.name(name),
            "Front: " + measure.name() + " against " + name,
            new double[] {costs[0], costs[costs.length - 1]},
            scores);
    plot.powerFrame(
        name,
        power -> CostText.of(cost, Math.pow(10, power)),
        measure.name() + " on the validation split",
        measure::text);
    dots(plot, cost, Outcome.STOPPED);
    dots(plot, cost, Outcome.COMPLETE);
    line(plot, cost);
    for (Trial member : front) {
      double y = plot.y(member.score().orElseThrow());
      plot.svg().ring(x(plot, member, cost), y);
    }
    return plot.finish();
  }

  private static double place(Trial trial, String cost) {
    return Math.log10(Math.max(1e-9, trial.cost(cost).orElseThrow()));
  }

  private static double x(Plot plot, Trial trial, String cost) {
    return plot.x(place(trial, cost));
  }

  private void dots(Plot plot, String cost, Outcome outcome) {
    String kind = outcome.name().toLowerCase(Locale.ROOT);
    for (Trial trial : drawn.trials()) {
      if (trial.outcome() != outcome) {
        continue;
      }
      double score = trial.score().orElseThrow();
      double y = plot.y(score);
      double x = x(plot, trial, cost);
      if (trials.size() > MAX_TITLES) {
        plot.svg().empty("circle", "class", kind, "cx", x, "cy", y, "r", 2.5);
        continue;
      }
      String words = measure.text(score) + ", " + CostText.of(trial, cost);
      plot.svg().open("circle", "class", kind, "cx", x, "cy", y, "r", 4.0);
      plot.svg().leaf("title", "trial " + trial.number() + ", " + words).close("circle");
    }
  }

  /** The stairs of what is reached below a cost, where it is the only one. */
  private void line(Plot plot, String cost) {
    if (tradeoff.minimised().size() > 1) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Trial member : front) {
      double x = x(plot, member, cost);
      double y = plot.y(member.score().orElseThrow());
      path.append(
          path.isEmpty()
              ? ProgressChart.point("M", x, y)
              : String.format(Locale.ROOT, "H%.1fV%.1f", x, y));
    }
    plot.svg().empty("path", "class", "best", "d", path.toString());
  }
}
