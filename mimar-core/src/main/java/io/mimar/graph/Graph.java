package io.mimar.graph;

import io.mimar.Check;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An immutable directed acyclic graph with labelled vertices in topological order: the first is the
 * input, the last the output. Any architecture of any space is one of these.
 *
 * @param labels the operation of each vertex
 * @param sources for each vertex the vertices it reads, all with smaller numbers
 */
public record Graph(List<String> labels, List<BitSet> sources) {

  public Graph {
    labels = List.copyOf(labels);
    sources = sources.stream().map(Graph::copy).toList();
    Check.that(labels.size() >= 2, "vertices", labels.size(), "at least 2 (input and output)");
    Check.that(
        labels.size() == sources.size(), "source sets", sources.size(), "one for each vertex");
    for (int v = 0; v < sources.size(); v++) {
      Check.that(
          sources.get(v).length() <= v,
          "sources of vertex " + v,
          sources.get(v),
          "vertices before it");
    }
  }

  /**
   * A graph from an adjacency matrix.
   *
   * @param labels the operation of each vertex
   * @param edges {@code [V,V]}, {@code edges[u][v]} true for an edge u to v, upper triangular
   */
  public static Graph of(List<String> labels, boolean[][] edges) {
    int size = labels.size();
    Check.that(edges.length == size, "adjacency rows", edges.length, "" + size);
    BitSet[] sources = new BitSet[size];
    for (int v = 0; v < size; v++) {
      sources[v] = new BitSet(size);
      for (int u = 0; u < size; u++) {
        sources[v].set(u, edges[u][v]);
      }
    }
    return new Graph(labels, Arrays.asList(sources));
  }

  /** How many vertices there are. */
  public int size() {
    return labels.size();
  }

  /** The operation of vertex {@code v}. */
  public String label(int v) {
    return labels.get(v);
  }

  /** Whether an edge leads from {@code u} to {@code v}. */
  public boolean hasEdge(int u, int v) {
    return sources.get(v).get(u);
  }

  /** The vertices that {@code v} reads, ascending. */
  public int[] inputs(int v) {
    BitSet read = sources.get(v);
    int[] inputs = new int[read.cardinality()];
    for (int i = 0, u = read.nextSetBit(0); u >= 0; i++, u = read.nextSetBit(u + 1)) {
      inputs[i] = u;
    }
    return inputs;
  }

  /** The vertices that read {@code u}, ascending. */
  public int[] outputs(int u) {
    return IntStream.range(u + 1, size()).filter(v -> hasEdge(u, v)).toArray();
  }

  /** How many edges there are. */
  public int edges() {
    return sources.stream().mapToInt(BitSet::cardinality).sum();
  }

  /**
   * The same graph with its vertices in another topological order.
   *
   * @param order {@code order[i]} is the old number of the new vertex {@code i}
   */
  public Graph permuted(int[] order) {
    int[] place = new int[size()];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    BitSet[] moved = new BitSet[size()];
    for (int i = 0; i < order.length; i++) {
      BitSet set = new BitSet(size());
      sources.get(order[i]).stream().forEach(u -> set.set(place[u]));
      moved[i] = set;
    }
    return new Graph(Arrays.stream(order).mapToObj(labels::get).toList(), Arrays.asList(moved));
  }

  /**
   * One line that says all: {@code input; conv3x3<0; output<0,1}. Two graphs have the same text
   * when they are equal vertex by vertex; see {@link Canonical} for equality up to order.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(labels.get(0));
    for (int v = 1; v < size(); v++) {
      text.append("; ").append(labels.get(v));
      String separator = "<";
      for (int u : inputs(v)) {
        text.append(separator).append(u);
        separator = ",";
      }
    }
    return text.toString();
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }
}
