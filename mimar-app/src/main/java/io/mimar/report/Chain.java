package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.report.Blueprint.Skeleton;
import io.mimar.report.Blueprint.Stage;
import io.mimar.store.DataSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way of a sample through the skeleton, step by step with shapes and parameters. */
final class Chain {
  private Chain() {}

  /**
   * The steps of {@code graph}; empty for a graph without a skeleton.
   *
   * @param network its network, where it is known
   */
  static List<Step> of(Graph graph, Optional<DataSummary> data, Optional<Network> network) {
    Optional<Skeleton> skeleton = Blueprint.of(graph).skeleton();
    if (skeleton.isEmpty()) {
      return List.of();
    }
    int stages = skeleton.get().stages().size();
    List<Part> parts =
        network.map(Chain::split).filter(split -> split.size() == stages + 2).orElse(List.of());
    List<Step> steps = new ArrayList<>();
    String pixels = data.map(d -> text(shape(d))).orElse("");
    steps.add(new Step(0, "input", "one sample", pixels, "", List.of()));
    int part = 0;
    String stem = "convolution 3×3, step " + skeleton.get().stride();
    steps.add(step(part, "stem", stem, parts));
    for (Stage stage : skeleton.get().stages()) {
      part++;
      String cells = stage.depth() == 1 ? "1 cell" : stage.depth() + " cells in a row";
      String half = part == 1 ? "" : ", at half the resolution";
      String name = "stage " + part;
      steps.add(step(part, name, cells + " of " + stage.width() + " channels" + half, parts));
    }
    int classes = data.map(d -> d.classes().size()).orElse(0);
    String told = classes == 0 ? "" : ", " + classes + " classes";
    steps.add(step(part + 1, "head", "mean over the map, linear layer" + told, parts));
    return steps;
  }

  private static Step step(int index, String name, String detail, List<Part> parts) {
    String shape = parts.isEmpty() ? "" : text(parts.get(index).shape());
    String params = parts.isEmpty() ? "" : Format.count(parts.get(index).params());
    return new Step(index + 1, name, detail, shape, params, List.of(index));
  }

  /** A shape for people. */
  static String text(Shape shape) {
    return shape.channels() + " × " + shape.height() + " × " + shape.width();
  }

  private static Shape shape(DataSummary data) {
    return new Shape(data.channels(), data.height(), data.width());
  }

  // ---- shapes and parameters, from the network itself

  private record Part(Shape shape, long params) {}

  /**
   * Stem, stages and head: the stem ends with the first normalisation, stages where the resolution
   * changes; empty where there is no mean over the map.
   */
  private static List<Part> split(Network network) {
    List<Network.Node> nodes = network.nodes();
    int mean = 0;
    while (mean < nodes.size() && !(nodes.get(mean).layer() instanceof Layer.GlobalAverage)) {
      mean++;
    }
    int head = mean - 2; // the last normalisation and ReLU belong to no cell
    if (mean == nodes.size() || head < 2) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>(List.of(part(nodes.subList(0, 2))));
    int start = 2;
    for (int i = start + 1; i <= head; i++) {
      if (i == head || nodes.get(i).out().height() != nodes.get(i - 1).out().height()) {
        parts.add(part(nodes.subList(start, i)));
        start = i;
      }
    }
    parts.add(part(nodes.subList(head, nodes.size())));
    return parts;
  }

  private static Part part(List<Network.Node> nodes) {
    long params = nodes.stream().mapToLong(Network.Node::params).sum();
    return new Part(nodes.get(nodes.size() - 1).out(), params);
  }
}
