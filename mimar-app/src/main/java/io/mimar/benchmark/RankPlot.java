package io.mimar.benchmark;

import io.mimar.report.Figure;
import io.mimar.report.Markup;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mean place of each searcher with its 95 % interval, the best on top. */
final class RankPlot {
  private static final double WIDTH = 960;
  private static final double LEFT = 110;
  private static final double RIGHT = 70;
  private static final double TOP = 28;
  private static final double ROW = 26;
  private static final double Z95 = 1.96;

  private final BenchmarkSummary summary;
  private final List<String> numbered;

  RankPlot(BenchmarkSummary summary) {
    this.summary = summary;
    this.numbered = List.copyOf(summary.ranks().keySet());
  }

  /** The plot. */
  Figure draw() {
    List<Map.Entry<String, Double>> ranks =
        summary.ranks().entrySet().stream()
            .sorted(Comparator.comparingDouble(Map.Entry::getValue))
            .toList();
    double height = TOP + ROW * ranks.size() + 8;
    Markup svg = new Markup();
    for (int place = 1; place <= ranks.size(); place++) {
      double x = x(place);
      svg.empty("line", "class", "grid", "x1", x, "x2", x, "y1", TOP - 8, "y2", height - 4);
      svg.leaf("text", "" + place, "class", "tick mid", "x", x, "y", TOP - 14);
    }
    for (int i = 0; i < ranks.size(); i++) {
      row(svg, ranks.get(i), TOP + ROW * (i + 0.5));
    }
    return new Figure(
        "ranks", "chart", "Mean rank of each searcher, 1 is best", WIDTH, height, svg.toString());
  }

  private void row(Markup svg, Map.Entry<String, Double> rank, double y) {
    double half = Z95 * summary.rankErrors().get(rank.getKey());
    String kind = " s" + numbered.indexOf(rank.getKey());
    svg.leaf("text", rank.getKey(), "class", "end", "x", LEFT - 14, "y", y + 4);
    double from = x(Math.max(1, rank.getValue() - half));
    double to = x(Math.min(numbered.size(), rank.getValue() + half));
    svg.empty("line", "class", "line" + kind, "x1", from, "x2", to, "y1", y, "y2", y);
    svg.empty("circle", "class", "dot" + kind, "cx", x(rank.getValue()), "cy", y, "r", 6.0);
    String text = String.format(Locale.ROOT, "%.2f", rank.getValue());
    svg.leaf("text", text, "class", "tick", "x", WIDTH - RIGHT + 20, "y", y + 4);
  }

  private double x(double place) {
    double span = Math.max(1, numbered.size() - 1);
    return LEFT + (place - 1) / span * (WIDTH - LEFT - RIGHT);
  }
}
