package io.mimar.table;

import io.mimar.graph.Graph;
import io.mimar.graph.Simplify;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Any labelled graph in each row. Its choices are the label of each place between input and output,
 * {@code absent} included, and whether each pair of places is joined.
 *
 * @param adjacencyColumn the column of row-major 0/1 bits
 * @param operationsColumn the column of labels, input first and output last, joined by semicolons
 * @param input the label of the first vertex
 * @param labels what vertices between may carry
 * @param output the label of the last vertex
 * @param places how many vertices lie between in the largest row
 */
public record GraphLayout(
    String adjacencyColumn,
    String operationsColumn,
    String input,
    List<String> labels,
    String output,
    int places)
    implements Layout {
  private static final String ABSENT = "absent";
  private static final String ABSENT_LABEL = "\0absent";
  private static final Simplify PRUNE = new Simplify(ABSENT_LABEL, "\0identity");
  private static final int ROUNDS = 2;

  public GraphLayout {
    labels = List.copyOf(labels);
  }

  /** The layout of rows with these graphs, all of which have the same first and last label. */
  public static GraphLayout of(
      String adjacencyColumn, String operationsColumn, List<Graph> graphs) {
    Set<String> labels = new TreeSet<>();
    int places = 0;
    for (Graph graph : graphs) {
      labels.addAll(graph.labels().subList(1, graph.size() - 1));
      places = Math.max(places, graph.size() - 2);
    }
    Graph first = graphs.get(0);
    return new GraphLayout(
        adjacencyColumn,
        operationsColumn,
        first.label(0),
        List.copyOf(labels),
        first.label(first.size() - 1),
        places);
  }

  @Override
  public String kind() {
    return "graph";
  }

  @Override
  public List<String> columns() {
    return List.of(adjacencyColumn, operationsColumn);
  }

  @Override
  public List<Choice> choices() {
    List<String> operations = new ArrayList<>(List.of(ABSENT));
    operations.addAll(labels);
    List<Choice> choices = new ArrayList<>();
    for (int p = 1; p <= places; p++) {
      choices.add(Choice.of("operation " + p, operations));
    }
    for (int to = 1; to < places + 2; to++) {
      for (int from = 0; from < to; from++) {
        choices.add(Choice.of("edge " + from + "-" + to, List.of("0", "1")));
      }
    }
    return choices;
  }

  @Override
  public List<String> vocabulary() {
    List<String> all = new ArrayList<>(List.of(input));
    all.addAll(labels);
    all.add(output);
    return all;
  }

  @Override
  public List<String> operations() {
    return labels;
  }

  @Override
  public int maxVertices() {
    return places + 2;
  }

  /**
   * The canonical graph that two fields write, without what lies on no way from input to output.
   *
   * @throws BadField when they do not fit together
   */
  static Graph parse(String adjacency, String operations) {
    List<String> labels = List.of(operations.split(";", -1));
    int size = labels.size();
    if (size < 2 || labels.stream().anyMatch(String::isBlank)) {
      throw new BadField(1, "two or more operations joined by ;");
    }
    if (adjacency.length() != size * size || !adjacency.matches("[01]*")) {
      throw new BadField(0, size + " times " + size + " bits 0 or 1, one row after another");
    }
    boolean[][] edges = new boolean[size][size];
    for (int u = 0; u < size; u++) {
      for (int v = 0; v < size; v++) {
        edges[u][v] = adjacency.charAt(u * size + v) == '1';
        if (edges[u][v] && (v == 0 || u == size - 1)) {
          throw new BadField(0, "without an edge from " + u + " to " + v + ": 0 is the input");
        }
      }
    }
    int[] order = forward(edges);
    boolean[][] sorted = new boolean[size][size];
    for (int u = 0; u < size; u++) {
      for (int v = 0; v < size; v++) {
        sorted[u][v] = edges[order[u]][order[v]];
      }
    }
    List<String> moved = Arrays.stream(order).mapToObj(labels::get).toList();
    return PRUNE.apply(Graph.of(moved, sorted));
  }

  /** The vertices in an order in which edges lead forward, the first and the last at the ends. */
  private static int[] forward(boolean[][] edges) {
    int last = edges.length - 1;
    List<Integer> order = new ArrayList<>();
    List<Integer> left = new ArrayList<>(IntStream.range(0, last).boxed().toList());
    while (!left.isEmpty()) {
      Integer next =
          left.stream()
              .filter(v -> left.stream().noneMatch(u -> edges[u][v]))
              .findFirst()
              .orElseThrow(() -> new BadField(0, "free of cycles, unlike vertices " + left));
      order.add(next);
      left.remove(next);
    }
    order.add(last);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int[] values(List<String> fields) {
    return values(parse(fields.get(0), fields.get(1)));
  }

  /** The one way in which this layout writes a canonical graph. */
  public int[] values(Graph graph) {
    int[] values = new int[choices().size()];
    int last = graph.size() - 1;
    for (int v = 1; v < last; v++) {
      values[v - 1] = 1 + labels.indexOf(graph.label(v));
    }
    for (int v = 1; v <= last; v++) {
      int to = v == last ? places + 1 : v;
      for (int u : graph.inputs(v)) {
        values[edge(u, to)] = 1;
      }
    }
    return values;
  }

  @Override
  public List<String> fields(Architecture row) {
    Graph graph = row.graph();
    StringBuilder bits = new StringBuilder();
    for (int u = 0; u < graph.size(); u++) {
      for (int v = 0; v < graph.size(); v++) {
        bits.append(graph.hasEdge(u, v) ? '1' : '0');
      }
    }
    return List.of(bits.toString(), String.join(";", graph.labels()));
  }

  private int edge(int from, int to) {
    return places + to * (to - 1) / 2 + from;
  }

  /** Vertices that are absent, or that lie on no way from input to output, are left out. */
  @Override
  public Graph graph(int[] values) {
    List<String> names = new ArrayList<>(List.of(input));
    for (int p = 0; p < places; p++) {
      names.add(values[p] == 0 ? ABSENT_LABEL : labels.get(values[p] - 1));
    }
    names.add(output);
    boolean[][] edges = new boolean[places + 2][places + 2];
    for (int to = 1; to < places + 2; to++) {
      for (int from = 0; from < to; from++) {
        edges[from][to] = values[edge(from, to)] == 1;
      }
    }
    return PRUNE.apply(Graph.of(names, edges));
  }

  @Override
  public Object key(int[] values, Graph graph) {
    return graph;
  }

  /** Weisfeiler-Lehman words: the label of each vertex with those around it, two rounds deep. */
  @Override
  public List<String> items(int[] values, Graph graph) {
    List<String> items = new ArrayList<>(graph.labels());
    List<String> words = graph.labels();
    for (int r = 0; r < ROUNDS; r++) {
      List<String> before = words;
      words =
          IntStream.range(0, graph.size())
              .mapToObj(v -> Integer.toHexString(around(graph, v, before).hashCode()))
              .toList();
      items.addAll(words);
    }
    return items;
  }

  private static String around(Graph graph, int v, List<String> words) {
    return words.get(v)
        + "<"
        + sorted(graph.inputs(v), words)
        + ">"
        + sorted(graph.outputs(v), words);
  }

  private static List<String> sorted(int[] vertices, List<String> words) {
    return IntStream.of(vertices).mapToObj(words::get).sorted().toList();
  }
}
