package io.mimar.report;

import io.mimar.explain.Explanation;
import java.util.List;

/** What things are worth: a bar for each, with a whisker over its interval. */
final class WhiskerChart {
  private static final double WIDTH = 960;
  private static final double NAMES = 330;
  private static final double NUMBERS = 90;
  private static final double ROW = 24;
  private static final double BAR = 12;
  private static final double PAD = 6;

  private final String name;
  private final String title;
  private final List<Bar> bars;
  private final Measure measure;
  private final Scale scale;

  /** Something and what it is worth. */
  record Bar(String name, Explanation.Gain gain) {}

  /**
   * A chart of {@code bars}, which are not empty.
   *
   * @param name of its file
   * @param title what it shows
   */
  WhiskerChart(String name, String title, List<Bar> bars, Measure measure) {
    this.name = name;
    this.title = title;
    this.bars = bars;
    this.measure = measure;
    double low = bars.stream().mapToDouble(b -> b.gain().interval().low()).min().orElse(0);
    double high = bars.stream().mapToDouble(b -> b.gain().interval().high()).max().orElse(0);
    this.scale = Scale.of(Math.min(0, low), Math.max(0, high), NAMES, WIDTH - NUMBERS);
  }

  /** The chart. */
  Figure draw() {
    double height = ROW * bars.size() + 2 * PAD;
    Markup svg = new Markup();
    double zero = scale.at(0);
    for (int i = 0; i < bars.size(); i++) {
      row(svg, bars.get(i), PAD + ROW * (i + 0.5), zero);
    }
    svg.empty("line", "class", "axis", "x1", zero, "x2", zero, "y1", 0.0, "y2", height);
    return new Figure(name, "chart", title, WIDTH, height, svg.toString());
  }

  private void row(Markup svg, Bar one, double middle, double zero) {
    double end = scale.at(one.gain().mean());
    double low = scale.at(one.gain().interval().low());
    double high = scale.at(one.gain().interval().high());
    svg.leaf("text", one.name(), "class", "tick end", "x", NAMES - 14, "y", middle + 4);
    svg.empty(
        "rect",
        "class",
        one.gain().mean() < 0 ? "loss" : "gain",
        "x",
        Math.min(zero, end),
        "y",
        middle - BAR / 2,
        "width",
        Math.abs(end - zero),
        "height",
        BAR);
    svg.empty("line", "class", "whisker", "x1", low, "x2", high, "y1", middle, "y2", middle);
    svg.leaf(
        "text",
        ExplanationWords.signed(one.gain().mean(), measure),
        "class",
        "tick end",
        "x",
        WIDTH - 8,
        "y",
        middle + 4);
  }
}
