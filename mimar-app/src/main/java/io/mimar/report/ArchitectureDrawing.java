package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.report.CellLayout.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a cell: operations as boxes from top to bottom, data flowing along the lines. */
final class ArchitectureDrawing {
  private static final double MARGIN = 8;
  private static final double BOX_WIDTH = 120;
  private static final double BOX_HEIGHT = 38;
  private static final double LAYER = 74;

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("conv3x3", "convolution 3×3"),
          Map.entry("conv5x5", "convolution 5×5"),
          Map.entry("conv1x1", "convolution 1×1"),
          Map.entry("sep3x3", "separable 3×3"),
          Map.entry("dil3x3", "dilated 3×3"),
          Map.entry("maxpool3x3", "max pool 3×3"),
          Map.entry("avgpool3x3", "mean pool 3×3"),
          Map.entry("skip", "pass on"),
          Map.entry("input", "cell input"),
          Map.entry("cell", "sum = output"));

  private ArchitectureDrawing() {}

  /** The drawing of {@code cell}. */
  static Figure draw(Graph cell) {
    CellLayout layout = new CellLayout(cell);
    double width = layout.width() + 2 * MARGIN;
    double height = (layout.layers() - 1) * LAYER + BOX_HEIGHT + 2 * MARGIN;
    Markup svg = new Markup();
    layout.edges().forEach(e -> svg.empty("path", "class", "edge", "d", path(e)));
    layout.vertices().forEach(n -> box(svg, n, cell));
    return new Figure("cell", "cell", "The cell: " + describe(cell), width, height, svg.toString());
  }

  private static String describe(Graph cell) {
    StringBuilder text = new StringBuilder();
    for (int v = 1; v < cell.size(); v++) {
      text.append(v == 1 ? "" : "; ").append(name(cell.label(v))).append(" of ");
      int[] inputs = cell.inputs(v);
      for (int i = 0; i < inputs.length; i++) {
        text.append(i == 0 ? "" : " and ").append(inputs[i]).append(' ');
        text.append(name(cell.label(inputs[i])));
      }
    }
    return text.toString();
  }

  /** An operation's name for people. */
  static String name(String label) {
    return NAMES.getOrDefault(label, label);
  }

  private static void box(Markup svg, Node node, Graph cell) {
    String label = cell.label(node.vertex);
    double x = node.x + MARGIN - BOX_WIDTH / 2;
    svg.open("g");
    svg.empty(
        "rect",
        "class",
        "box " + kind(label),
        "x",
        x,
        "y",
        top(node),
        "width",
        BOX_WIDTH,
        "height",
        BOX_HEIGHT,
        "rx",
        9.0);
    String name = name(label);
    String shown = name.length() > 17 ? name.substring(0, 16) + "…" : name;
    double middle = top(node) + BOX_HEIGHT / 2 + 4.5;
    svg.leaf("text", shown, "class", "inside mid", "x", node.x + MARGIN, "y", middle);
    svg.leaf("title", name);
    svg.close("g");
  }

  private static String kind(String label) {
    if (label.equals("input") || label.equals("cell") || label.equals("output")) {
      return "ends";
    }
    return List.of("conv", "sep", "dil", "maxpool", "avgpool").stream()
        .filter(label::startsWith)
        .findFirst()
        .map(k -> k.endsWith("pool") ? "pool" : k)
        .orElse("other");
  }

  private static double top(Node node) {
    return MARGIN + node.layer * LAYER;
  }

  /** A smooth way down through the nodes of an edge. */
  private static String path(List<Node> way) {
    StringBuilder path = new StringBuilder();
    Node from = way.get(0);
    double x = from.x + MARGIN;
    double y = top(from) + BOX_HEIGHT;
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
        y += BOX_HEIGHT;
        path.append(String.format(Locale.ROOT, "V%.1f", y));
      }
    }
    return path.toString();
  }
}
