package io.mimar.graph;

import io.mimar.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * A cell of fixed vertices, which are sums, with an operation on each edge, as a graph with the
 * operations on its vertices: each edge becomes a vertex that reads the edges ending where it
 * starts.
 *
 * @param vertices how many sums, the first being the input and the last the output
 * @param edges ascending by where they end
 */
public record EdgeGraph(int vertices, List<Edge> edges) {

  /** An edge. */
  public record Edge(int from, int to) {}

  public EdgeGraph {
    edges = List.copyOf(edges);
    for (int e = 0; e < edges.size(); e++) {
      Edge edge = edges.get(e);
      Check.that(0 <= edge.from() && edge.from() < edge.to(), "edge", edge, "upwards");
      Check.that(edge.to() < vertices, "edge", edge, "within " + vertices + " vertices");
      Check.that(e == 0 || edges.get(e - 1).to() <= edge.to(), "edge", edge, "in ascending order");
    }
  }

  /**
   * The graph.
   *
   * @param input the label of the first vertex
   * @param labels the operation of each edge
   * @param output the label of the last vertex
   */
  public Graph of(String input, List<String> labels, String output) {
    int size = edges.size() + 2;
    List<String> all = new ArrayList<>(List.of(input));
    all.addAll(labels);
    all.add(output);
    boolean[][] adjacency = new boolean[size][size];
    for (int e = 0; e < edges.size(); e++) {
      adjacency[0][e + 1] = edges.get(e).from() == 0;
      adjacency[e + 1][size - 1] = edges.get(e).to() == vertices - 1;
      for (int f = 0; f < e; f++) {
        adjacency[f + 1][e + 1] = edges.get(f).to() == edges.get(e).from();
      }
    }
    return Graph.of(all, adjacency);
  }
}
