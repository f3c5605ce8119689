package io.mimar.report;

import io.mimar.store.Resource;
import io.mimar.trial.Epoch;
import io.mimar.trial.Trial;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;

/** How the best trials learned: validation score over epochs or folds, the best one in colour. */
public final class CurvesChart {
  private final List<Trial> trials;
  private final int highlighted;
  private final Measure measure;
  private final Resource resource;

  /**
   * A chart of the curves of {@code trials}.
   *
   * @param highlighted the number of the trial in colour
   * @param resource what trials are given piece by piece
   */
  public CurvesChart(List<Trial> trials, int highlighted, Measure measure, Resource resource) {
    this.trials = trials.stream().filter(t -> points(t).size() > 1).toList();
    this.highlighted = highlighted;
    this.measure = measure;
    this.resource = resource;
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return trials.isEmpty();
  }

  /** The chart. */
  public Figure draw() {
    DoubleSummaryStatistics scores =
        trials.stream()
            .flatMap(t -> points(t).stream())
            .collect(Collectors.summarizingDouble(Epoch::score));
    int pieces = trials.stream().mapToInt(t -> t.result().epochs()).max().orElse(2);
    double margin = 0.06 * (scores.getMax() - scores.getMin());
    Plot plot =
        new Plot(
            "curves",
            (trials.size() == 1 ? "Learning curve: " : "Learning curves of the best trials: ")
                + measure.name()
                + (resource == Resource.FOLD ? ", the mean after each fold" : " after each epoch"),
            new double[] {1, Math.max(2, pieces)},
            new double[] {scores.getMin() - margin, scores.getMax() + margin});
    plot.frame(
        resource == Resource.FOLD
            ? "fold (a training on the other folds)"
            : "epoch (pass over the training data)",
        measure.name(),
        measure::text);
    trials.stream().filter(t -> t.number() != highlighted).forEach(t -> curve(plot, t, "curve"));
    trials.stream()
        .filter(t -> t.number() == highlighted)
        .forEach(t -> curve(plot, t, "highlight"));
    return plot.finish();
  }

  private static List<Epoch> points(Trial trial) {
    return trial.result().curve().stream().filter(e -> Double.isFinite(e.score())).toList();
  }

  private static void curve(Plot plot, Trial trial, String kind) {
    String path =
        points(trial).stream()
            .map(e -> Markup.number(plot.x(e.epoch())) + "," + Markup.number(plot.y(e.score())))
            .collect(Collectors.joining(" "));
    plot.svg().open("polyline", "class", kind, "points", path);
    plot.svg().leaf("title", "trial " + trial.number()).close("polyline");
  }
}
