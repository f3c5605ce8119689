package io.mimar.table;

import io.mimar.graph.Graph;
import io.mimar.graph.Simplify;
import io.mimar.space.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cell of fixed vertices, which are sums, with one operation on each edge. Rows that compute the
 * same share a graph and stay different rows.
 *
 * @param vertices how many, the first being the input and the last the output
 * @param edges where they lead and the columns that hold their operations
 * @param labels what an edge may carry
 * @param absent the label of an edge that gives nothing, where there is one
 * @param identity the label of an edge that passes its input on, where there is one
 */
public record EdgesLayout(
    int vertices,
    List<Edge> edges,
    List<String> labels,
    Optional<String> absent,
    Optional<String> identity)
    implements Layout {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  /** No operation is called so. */
  private static final String NONE = "\0";

  /** An edge and its column. */
  public record Edge(int from, int to, String column) {}

  public EdgesLayout {
    edges = List.copyOf(edges);
    labels = List.copyOf(labels);
  }

  @Override
  public String kind() {
    return "edges";
  }

  @Override
  public List<String> columns() {
    return edges.stream().map(Edge::column).toList();
  }

  @Override
  public List<Choice> choices() {
    return edges.stream().map(e -> Choice.of("edge " + e.from() + "-" + e.to(), labels)).toList();
  }

  @Override
  public List<String> vocabulary() {
    List<String> all = new ArrayList<>(List.of(INPUT, OUTPUT));
    all.addAll(labels);
    return all;
  }

  @Override
  public List<String> operations() {
    return labels.stream()
        .filter(l -> !absent.equals(Optional.of(l)) && !identity.equals(Optional.of(l)))
        .toList();
  }

  @Override
  public int maxVertices() {
    return edges.size() + 2;
  }

  @Override
  public int[] values(List<String> fields) {
    return IntStream.range(0, edges.size())
        .map(e -> ChoicesLayout.index(labels, fields.get(e), e))
        .toArray();
  }

  @Override
  public Graph graph(int[] values) {
    return new Simplify(absent.orElse(NONE), identity.orElse(NONE)).apply(written(values));
  }

  /** Each edge becomes a vertex that reads the edges ending where it starts. */
  @Override
  public Graph written(int[] values) {
    int[] order = byTarget();
    int size = edges.size() + 2;
    List<String> names = new ArrayList<>(List.of(INPUT));
    boolean[][] adjacency = new boolean[size][size];
    for (int i = 0; i < order.length; i++) {
      Edge edge = edges.get(order[i]);
      names.add(labels.get(values[order[i]]));
      adjacency[0][i + 1] = edge.from() == 0;
      adjacency[i + 1][size - 1] = edge.to() == vertices - 1;
      for (int j = 0; j < i; j++) {
        adjacency[j + 1][i + 1] = edges.get(order[j]).to() == edge.from();
      }
    }
    names.add(OUTPUT);
    return Graph.of(names, adjacency);
  }

  /** The edges so that each comes after those it reads. */
  private int[] byTarget() {
    return IntStream.range(0, edges.size())
        .boxed()
        .sorted((a, b) -> Integer.compare(edges.get(a).from(), edges.get(b).from()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public Object key(int[] values, Graph graph) {
    return Arrays.stream(values).boxed().toList();
  }

  @Override
  public List<String> items(int[] values, Graph graph) {
    return IntStream.range(0, values.length).mapToObj(e -> e + "=" + values[e]).toList();
  }
}
