package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.report.Diagram.Box;
import java.util.List;
import java.util.Map;

/** Draws a cell: its operations, and how data flow between them. */
final class CellDrawing {
  private static final Diagram DIAGRAM = new Diagram(120, 38, 36);

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

  private CellDrawing() {}

  /** The drawing of {@code cell}. */
  static Figure draw(Graph cell) {
    return DIAGRAM.draw("cell", "The cell: " + describe(cell), cell, v -> box(cell.label(v)));
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

  private static Box box(String label) {
    return new Box(kind(label), name(label), List.of(), name(label));
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
}
