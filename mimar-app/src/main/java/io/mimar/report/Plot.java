package io.mimar.report;

import java.util.List;
import java.util.function.DoubleFunction;

/** The frame of a chart: grid, axes, names. Colours are classes that the page's style fills. */
public final class Plot {
  private static final double WIDTH = 960;
  private static final double HEIGHT = 340;
  private static final double LEFT = 62;
  private static final double RIGHT = 18;
  private static final double TOP = 34;
  private static final double BOTTOM = 44;
  private static final int X_TICKS = 8;

  private final Markup svg = new Markup();
  private final String name;
  private final String title;
  private final Scale x;
  private final Scale y;

  /**
   * A frame of a chart.
   *
   * @param name of its file
   * @param title what it shows, for those who cannot see it
   * @param xRange from and to
   * @param yRange from and to
   */
  public Plot(String name, String title, double[] xRange, double[] yRange) {
    this.name = name;
    this.title = title;
    x = Scale.of(xRange[0], xRange[1], LEFT, WIDTH - RIGHT);
    y = Scale.of(yRange[0], yRange[1], HEIGHT - BOTTOM, TOP);
  }

  /** The pixel of a value on the horizontal axis. */
  public double x(double value) {
    return x.at(value);
  }

  /** The pixel of a value on the vertical axis. */
  public double y(double value) {
    return y.at(value);
  }

  /** What is drawn on. */
  public Markup svg() {
    return svg;
  }

  /** Draws grid and names; call it first, so that the data lie on top. */
  public void frame(String xName, String yName, DoubleFunction<String> yText) {
    DoubleFunction<String> whole = x -> x == Math.rint(x) ? Format.count(Math.round(x)) : "";
    frame(xName, x.ticks(X_TICKS), whole, yName, yText);
  }

  /**
   * As {@link #frame(String, String, DoubleFunction)}, where what lies on the horizontal axis are
   * logarithms to the base of 10, and {@code xText} tells of one.
   */
  public void powerFrame(
      String xName, DoubleFunction<String> xText, String yName, DoubleFunction<String> yText) {
    frame(xName, x.powerTicks(X_TICKS), xText, yName, yText);
  }

  private void frame(
      String xName,
      List<Double> xTicks,
      DoubleFunction<String> xText,
      String yName,
      DoubleFunction<String> yText) {
    for (double tick : y.ticks(5)) {
      svg.empty(
          "line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y(tick), "y2", y(tick));
      svg.leaf("text", yText.apply(tick), "class", "tick end", "x", LEFT - 8, "y", y(tick) + 4);
    }
    for (double tick : xTicks) {
      String text = xText.apply(tick);
      if (!text.isEmpty()) {
        svg.leaf("text", text, "class", "tick mid", "x", x(tick), "y", HEIGHT - BOTTOM + 18);
      }
    }
    double foot = HEIGHT - BOTTOM;
    svg.empty("line", "class", "axis", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", foot, "y2", foot);
    svg.leaf("text", xName, "class", "tick mid", "x", (LEFT + WIDTH - RIGHT) / 2, "y", HEIGHT - 6);
    svg.leaf("text", yName, "class", "tick", "x", 0.0, "y", 13.0);
  }

  /** The finished drawing. */
  public Figure finish() {
    return new Figure(name, "chart", title, WIDTH, HEIGHT, svg.toString());
  }
}
