package io.mimar.benchmark;

import io.mimar.benchmark.BenchmarkSummary.Point;
import io.mimar.benchmark.BenchmarkSummary.Result;
import io.mimar.report.Figure;
import io.mimar.report.Markup;
import io.mimar.report.Plot;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One curve for each searcher over the queries, in a band: the 95 % interval of the mean. */
final class BandsChart {
  private static final double Z95 = 1.96;
  private static final double MARGIN = 0.04;

  private final BenchmarkSummary summary;
  private final String name;
  private final ToDoubleFunction<Point> mean;
  private final ToDoubleFunction<Point> deviation;

  /**
   * A chart.
   *
   * @param name of what is drawn
   * @param mean over seeds
   * @param deviation over seeds; zero everywhere gives no bands
   */
  BandsChart(
      BenchmarkSummary summary,
      String name,
      ToDoubleFunction<Point> mean,
      ToDoubleFunction<Point> deviation) {
    this.summary = summary;
    this.name = name;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** The chart over all that there is. */
  Figure draw(DoubleFunction<String> text) {
    List<Point> all = points();
    double low = all.stream().mapToDouble(p -> mean.applyAsDouble(p) - half(p)).min().orElse(0);
    double high = all.stream().mapToDouble(p -> mean.applyAsDouble(p) + half(p)).max().orElse(1);
    double margin = MARGIN * (high - low);
    return draw(text, low - margin, high + margin);
  }

  private List<Point> points() {
    return summary.searchers().values().stream().flatMap(r -> r.curve().stream()).toList();
  }

  /** The chart from {@code low} to {@code high}. */
  Figure draw(DoubleFunction<String> text, double low, double high) {
    double[] queries = {points().get(0).queries(), Math.max(2, summary.queries())};
    Plot plot =
        new Plot(
            Figure.name(name),
            name + " of each searcher over the queries",
            queries[0] < queries[1] ? queries : new double[] {0, queries[1]},
            new double[] {low, high});
    plot.frame("queries", name, text);
    List<Map.Entry<String, Result>> entries = List.copyOf(summary.searchers().entrySet());
    for (int i = entries.size() - 1; i >= 0; i--) { // the first on top
      band(plot, entries.get(i).getValue().curve(), i);
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      curve(plot, entries.get(i), i);
    }
    return plot.finish();
  }

  /** Half the interval of the mean. */
  private double half(Point point) {
    return Z95 * deviation.applyAsDouble(point) / Math.sqrt(summary.seeds());
  }

  private void band(Plot plot, List<Point> curve, int number) {
    if (curve.stream().allMatch(p -> half(p) == 0)) {
      return;
    }
    Stream<String> above = curve.stream().map(p -> at(plot, p, half(p)));
    Stream<String> below =
        IntStream.range(0, curve.size())
            .mapToObj(i -> curve.get(curve.size() - 1 - i))
            .map(p -> at(plot, p, -half(p)));
    plot.svg()
        .empty(
            "polygon",
            "class",
            "band s" + number,
            "points",
            Stream.concat(above, below).collect(Collectors.joining(" ")));
  }

  private void curve(Plot plot, Map.Entry<String, Result> entry, int number) {
    String points =
        entry.getValue().curve().stream().map(p -> at(plot, p, 0)).collect(Collectors.joining(" "));
    plot.svg().open("polyline", "class", "line s" + number, "points", points);
    plot.svg().leaf("title", entry.getKey()).close("polyline");
    if (entry.getValue().curve().size() == 1) { // a line of one point would not be seen
      Point only = entry.getValue().last();
      plot.svg()
          .empty(
              "circle",
              "class",
              "dot s" + number,
              "cx",
              plot.x(only.queries()),
              "cy",
              plot.y(mean.applyAsDouble(only)),
              "r",
              4.0);
    }
  }

  private String at(Plot plot, Point point, double above) {
    return Markup.number(plot.x(point.queries()))
        + ","
        + Markup.number(plot.y(mean.applyAsDouble(point) + above));
  }
}
