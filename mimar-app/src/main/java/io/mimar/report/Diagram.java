package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.report.GraphLayout.Node;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Draws graphs: vertices as boxes from top to bottom, data flowing along the lines.
 *
 * @param boxWidth of each box, pixels
 * @param boxHeight of each box, pixels
 * @param gap between two layers, pixels
 */
record Diagram(double boxWidth, double boxHeight, double gap) {
  private static final double MARGIN = 8;
  private static final double BESIDE = 16;
  private static final double LINE = 16;
  private static final double BASE = 4.5; // from the middle of letters to their base
  private static final double LETTER = 7; // on average

  /**
   * A vertex as it is drawn.
   *
   * @param kind its colour, a class of {@code figures.css}
   * @param name in its first line
   * @param more further lines, smaller
   * @param title all of it, for those who point at it
   */
  record Box(String kind, String name, List<String> more, String title) {}

  /** The drawing of {@code graph}, whose vertices look as {@code boxes} say. */
  Figure draw(String name, String title, Graph graph, IntFunction<Box> boxes) {
    GraphLayout layout = new GraphLayout(graph, boxWidth + BESIDE);
    double width = layout.width() + 2 * MARGIN;
    double height = (layout.layers() - 1) * (boxHeight + gap) + boxHeight + 2 * MARGIN;
    Markup svg = new Markup();
    layout.edges().forEach(e -> svg.empty("path", "class", "edge", "d", path(e)));
    layout.vertices().forEach(n -> box(svg, n, boxes.apply(n.vertex)));
    return new Figure(name, "cell", title, width, height, svg.toString());
  }

  private void box(Markup svg, Node node, Box box) {
    double middle = node.x + MARGIN;
    svg.open("g");
    svg.empty(
        "rect",
        "class",
        "box " + box.kind(),
        "x",
        middle - boxWidth / 2,
        "y",
        top(node),
        "width",
        boxWidth,
        "height",
        boxHeight,
        "rx",
        9.0);
    double y = top(node) + (boxHeight - box.more().size() * LINE) / 2 + BASE;
    svg.leaf("text", fitting(box.name()), "class", "inside mid", "x", middle, "y", y);
    for (String line : box.more()) {
      y += LINE;
      svg.leaf("text", fitting(line), "class", "tick mid", "x", middle, "y", y);
    }
    svg.leaf("title", box.title());
    svg.close("g");
  }

  private String fitting(String text) {
    int most = (int) (boxWidth / LETTER);
    return text.length() > most ? text.substring(0, most - 1) + "…" : text;
  }

  private double top(Node node) {
    return MARGIN + node.layer * (boxHeight + gap);
  }

  /** A smooth way down through the nodes of an edge. */
  private String path(List<Node> way) {
    StringBuilder path = new StringBuilder();
    Node from = way.get(0);
    double x = from.x + MARGIN;
    double y = top(from) + boxHeight;
    path.append(ProgressChart.point("M", x, y));
    for (Node node : way.subList(1, way.size())) {
      double nextX = node.x + MARGIN;
      double nextY = top(node);
      double middle = (y + nextY) / 2;
      path.append(
          String.format(
              Locale.ROOT,
              "C%.1f %.1f %.1f %.1f %.1f %.1f",
              x,
              middle,
              nextX,
              middle,
              nextX,
              nextY));
      x = nextX;
      y = nextY;
      if (node.vertex < 0) {
        y += boxHeight;
        path.append(String.format(Locale.ROOT, "V%.1f", y));
      }
    }
    return path.toString();
  }
}
