package io.mimar.space;

import io.mimar.Check;
import io.mimar.graph.EdgeGraph;
import io.mimar.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A cell with fixed vertices and one operation on each edge, vertices being sums: NAS-Bench-201's
 * is {@code new EdgeCell(4, [none, skip, conv1x1, conv3x3, avgpool3x3])}.
 *
 * <p>Paper: Dong, Yang, NAS-Bench-201, ICLR 2020.
 *
 * @param vertices number of sums, input and output included
 * @param operations what an edge may carry
 */
public record EdgeCell(int vertices, List<Operation> operations) implements Cell {
  /** The canonical form of a cell with more edges than this gives may take for ever. */
  private static final int MOST_VERTICES = 8;

  public EdgeCell {
    Check.range("cell vertices", vertices, 2, MOST_VERTICES);
    operations = List.copyOf(operations);
  }

  /** The cell of NAS-Bench-201. */
  public static EdgeCell nasBench201() {
    return new EdgeCell(
        4,
        List.of(
            Operation.NONE,
            Operation.SKIP,
            Operation.CONV1X1,
            Operation.CONV3X3,
            Operation.AVERAGE_POOL));
  }

  /** The sums and the edges between them, in the order of the choices. */
  public EdgeGraph sums() {
    return new EdgeGraph(vertices, edges());
  }

  private List<EdgeGraph.Edge> edges() {
    List<EdgeGraph.Edge> edges = new ArrayList<>();
    for (int to = 1; to < vertices; to++) {
      for (int from = 0; from < to; from++) {
        edges.add(new EdgeGraph.Edge(from, to));
      }
    }
    return edges;
  }

  @Override
  public List<Choice> choices() {
    return edges().stream()
        .map(e -> Choice.of("edge " + e.from() + "-" + e.to(), Operation.labels(operations)))
        .toList();
  }

  @Override
  public int length() {
    return vertices * (vertices - 1) / 2;
  }

  @Override
  public int maxVertices() {
    return edges().size() + 2;
  }

  @Override
  public Graph raw(int[] values) {
    List<String> labels = Arrays.stream(values).mapToObj(v -> operations.get(v).label()).toList();
    return sums().of(INPUT, labels, OUTPUT);
  }

  @Override
  public int[] normalise(int[] values, Graph graph) {
    return values.clone();
  }

  @Override
  public boolean isValid(int[] values) {
    Graph graph = graph(values);
    return graph.inputs(graph.size() - 1).length > 0;
  }

  /** A cell that gives nothing is given a way through, on its direct edge. */
  @Override
  public int[] repair(int[] values) {
    int[] repaired = values.clone();
    if (!isValid(repaired)) {
      repaired[edge(0, vertices - 1)] = way();
    }
    return repaired;
  }

  /** The mildest operation that gives something. */
  private int way() {
    return operations.contains(Operation.SKIP)
        ? operations.indexOf(Operation.SKIP)
        : operations.get(0) == Operation.NONE ? 1 : 0;
  }

  @Override
  public int[] random(RandomGenerator rng) {
    int[] values = new int[edges().size()];
    for (int e = 0; e < values.length; e++) {
      values[e] = rng.nextInt(operations.size());
    }
    return repair(values);
  }

  @Override
  public Optional<int[]> residual() {
    List<Operation> needed = List.of(Operation.NONE, Operation.SKIP, Operation.CONV3X3);
    if (vertices < 3 || !operations.containsAll(needed)) {
      return Optional.empty();
    }
    int[] values = new int[edges().size()];
    Arrays.fill(values, operations.indexOf(Operation.NONE));
    values[edge(0, 1)] = operations.indexOf(Operation.CONV3X3);
    values[edge(1, vertices - 1)] = operations.indexOf(Operation.CONV3X3);
    values[edge(0, vertices - 1)] = operations.indexOf(Operation.SKIP);
    return Optional.of(values);
  }

  private int edge(int from, int to) {
    return edges().indexOf(new EdgeGraph.Edge(from, to));
  }
}
