package io.mimar.table;

import io.mimar.graph.EdgeGraph;
import io.mimar.graph.Graph;
import io.mimar.graph.Simplify;
import io.mimar.space.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A cell of fixed vertices with one operation on each edge. Rows that compute the same share a
 * graph and stay different rows.
 *
 * @param cell the vertices and edges
 * @param columns the column that holds each edge's operation
 * @param labels what an edge may carry
 * @param absent the label of an edge that gives nothing, where there is one
 * @param identity the label of an edge that passes its input on, where there is one
 */
public record EdgesLayout(
    EdgeGraph cell,
    List<String> columns,
    List<String> labels,
    Optional<String> absent,
    Optional<String> identity)
    implements Layout {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  /** No operation is called so. */
  private static final String NONE = "\0";

  public EdgesLayout {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
  }

  @Override
  public String kind() {
    return "edges";
  }

  @Override
  public List<Choice> choices() {
    return cell.edges().stream()
        .map(e -> Choice.of("edge " + e.from() + "-" + e.to(), labels))
        .toList();
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
    return cell.edges().size() + 2;
  }

  @Override
  public Graph graph(int[] values) {
    return new Simplify(absent.orElse(NONE), identity.orElse(NONE)).apply(written(values));
  }

  @Override
  public Graph written(int[] values) {
    return cell.of(INPUT, Arrays.stream(values).mapToObj(labels::get).toList(), OUTPUT);
  }
}
