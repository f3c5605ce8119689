package io.mimar.report;

import io.mimar.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places a graph's vertices in layers from top to bottom, few crossings, edges going down only. An
 * edge that passes a layer has an invisible point there, so that it goes around the vertices.
 *
 * <p>Paper: Sugiyama, Tagawa, Toda, Methods for visual understanding of hierarchical system
 * structures, IEEE SMC 1981, doi 10.1109/TSMC.1981.4308636. Differs: layers by longest path,
 * barycentre sweeps, places by repeated averaging.
 */
final class GraphLayout {
  private static final double POINT_WIDTH = 30;
  private static final int SWEEPS = 12;

  private final List<Node> nodes = new ArrayList<>();
  private final List<List<Node>> layers = new ArrayList<>();
  private final List<List<Node>> edges = new ArrayList<>();

  /** A vertex, or the point where a long edge passes a layer. */
  static final class Node {
    final int vertex; // -1 for a point
    final int layer;
    final List<Node> above = new ArrayList<>();
    final List<Node> below = new ArrayList<>();
    private final double width;
    double x;

    private Node(int vertex, int layer, double width) {
      this.vertex = vertex;
      this.layer = layer;
      this.width = width;
    }

    private double width() {
      return width;
    }
  }

  /**
   * Places {@code graph}.
   *
   * @param space how much of a layer a vertex takes, pixels
   */
  GraphLayout(Graph graph, double space) {
    int[] depth = depths(graph);
    for (int v = 0; v < graph.size(); v++) {
      nodes.add(add(v, depth[v], space));
    }
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.inputs(v)) {
        edges.add(connect(nodes.get(u), nodes.get(v)));
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      order(sweep % 2 == 0);
    }
    layers.forEach(GraphLayout::spread);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      straighten(sweep % 2 == 0);
    }
    double left =
        layers.stream().flatMap(List::stream).mapToDouble(GraphLayout::left).min().orElse(0);
    layers.forEach(layer -> layer.forEach(n -> n.x -= left));
  }

  /** The vertices in the graph's order. */
  List<Node> vertices() {
    return nodes;
  }

  /** Each edge as the nodes it goes through. */
  List<List<Node>> edges() {
    return edges;
  }

  int layers() {
    return layers.size();
  }

  double width() {
    return layers.stream()
        .flatMap(List::stream)
        .mapToDouble(n -> n.x + n.width() / 2)
        .max()
        .orElse(0);
  }

  private static double left(Node node) {
    return node.x - node.width() / 2;
  }

  /** The longest way from the input; loose starts sit right below it, the output at the bottom. */
  private static int[] depths(Graph graph) {
    int[] depth = new int[graph.size()];
    for (int v = 1; v < graph.size(); v++) {
      depth[v] = 1 + Arrays.stream(graph.inputs(v)).map(u -> depth[u]).max().orElse(0);
    }
    depth[graph.size() - 1] = Arrays.stream(depth).max().orElse(0);
    return depth;
  }

  private Node add(int vertex, int layer, double width) {
    while (layers.size() <= layer) {
      layers.add(new ArrayList<>());
    }
    Node node = new Node(vertex, layer, width);
    layers.get(layer).add(node);
    return node;
  }

  private List<Node> connect(Node from, Node to) {
    List<Node> way = new ArrayList<>(List.of(from));
    for (int layer = from.layer + 1; layer < to.layer; layer++) {
      way.add(add(-1, layer, POINT_WIDTH));
    }
    way.add(to);
    for (int i = 1; i < way.size(); i++) {
      way.get(i - 1).below.add(way.get(i));
      way.get(i).above.add(way.get(i - 1));
    }
    return way;
  }

  private void order(boolean down) {
    for (int i = 0; i < layers.size(); i++) {
      List<Node> layer = layers.get(down ? i : layers.size() - 1 - i);
      layer.sort(Comparator.comparingDouble(n -> centre(n, down ? n.above : n.below)));
      spread(layer);
    }
  }

  private static void spread(List<Node> layer) {
    double total = layer.stream().mapToDouble(Node::width).sum();
    double x = -total / 2;
    for (Node node : layer) {
      node.x = x + node.width() / 2;
      x += node.width();
    }
  }

  private static double centre(Node node, List<Node> neighbours) {
    return neighbours.stream().mapToDouble(n -> n.x).average().orElse(node.x);
  }

  /** Moves every layer towards its neighbours, keeping order and distance. */
  private void straighten(boolean down) {
    for (int i = 0; i < layers.size(); i++) {
      List<Node> layer = layers.get(down ? i : layers.size() - 1 - i);
      double[] wanted =
          layer.stream().mapToDouble(n -> centre(n, down ? n.above : n.below)).toArray();
      double shift = 0;
      double[] placed = new double[wanted.length];
      for (int k = 0; k < placed.length; k++) {
        double least =
            k == 0
                ? wanted[0]
                : placed[k - 1] + (layer.get(k - 1).width() + layer.get(k).width()) / 2;
        placed[k] = Math.max(wanted[k], least);
        shift += wanted[k] - placed[k];
      }
      for (int k = 0; k < placed.length; k++) {
        layer.get(k).x = placed[k] + shift / placed.length;
      }
    }
  }
}
