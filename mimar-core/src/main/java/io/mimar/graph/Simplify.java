package io.mimar.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Rewrites a graph into the smallest one that computes the same: vertices that give nothing
 * (absent) go, vertices that pass their input on (identity) are contracted, and what cannot be
 * reached from the input or does not reach the output goes.
 *
 * <p>A vertex computes its operation on the sum of its sources. Contraction can make two paths
 * between a pair of vertices; since {@code x + x} is not {@code x}, every path beyond the first
 * stays as an identity vertex of its own. The result is unique up to order, and {@link Canonical}
 * settles the order.
 *
 * @param absent the label of a vertex that gives zero
 * @param identity the label of a vertex that gives its input
 */
public record Simplify(String absent, String identity) {

  /** Above this many parallel paths a graph is refused rather than written out. */
  private static final int MAX_PARALLEL = 64;

  /**
   * The canonical form of what {@code graph} computes; input and output stay, unconnected when
   * nothing leads from one to the other.
   */
  public Graph apply(Graph graph) {
    long[][] paths = contracted(graph);
    return Canonical.of(expand(graph, paths, alive(paths)));
  }

  /**
   * How many vertices {@link #apply} gives, without the cost of writing them out; 0 when nothing
   * leads from the input to the output.
   */
  public long size(Graph graph) {
    long[][] paths = contracted(graph);
    BitSet alive = alive(paths);
    long size = 0;
    long edges = 0;
    for (int v = alive.nextSetBit(0); v >= 0; v = alive.nextSetBit(v + 1)) {
      size++;
      for (int u = alive.nextSetBit(0); u >= 0 && u < v; u = alive.nextSetBit(u + 1)) {
        edges += paths[u][v];
        size += Math.max(0, paths[u][v] - 1);
      }
    }
    return edges == 0 ? 0 : size;
  }

  private long[][] contracted(Graph graph) {
    int size = graph.size();
    long[][] paths = new long[size][size];
    for (int v = 0; v < size; v++) {
      for (int u : graph.inputs(v)) {
        paths[u][v] = isAbsent(graph, u) || isAbsent(graph, v) ? 0 : 1;
      }
    }
    for (int v = 1; v < size - 1; v++) {
      if (graph.label(v).equals(identity)) {
        contract(paths, v);
      }
    }
    return paths;
  }

  private boolean isAbsent(Graph graph, int v) {
    return v > 0 && v < graph.size() - 1 && graph.label(v).equals(absent);
  }

  private static void contract(long[][] paths, int v) {
    for (int u = 0; u < v; u++) {
      for (int w = v + 1; w < paths.length; w++) {
        paths[u][w] = Math.min(MAX_PARALLEL, paths[u][w] + paths[u][v] * paths[v][w]);
      }
    }
    for (int u = 0; u < paths.length; u++) {
      paths[u][v] = 0;
      paths[v][u] = 0;
    }
  }

  /** Vertices on a path from input to output; input and output themselves always. */
  private static BitSet alive(long[][] paths) {
    int last = paths.length - 1;
    BitSet reached = new BitSet();
    reached.set(0);
    for (int v = 1; v <= last; v++) {
      for (int u = 0; u < v; u++) {
        reached.set(v, reached.get(v) || (paths[u][v] > 0 && reached.get(u)));
      }
    }
    BitSet useful = new BitSet();
    useful.set(last);
    for (int u = last - 1; u >= 0; u--) {
      for (int v = u + 1; v <= last; v++) {
        useful.set(u, useful.get(u) || (paths[u][v] > 0 && useful.get(v)));
      }
    }
    reached.and(useful);
    reached.set(0);
    reached.set(last);
    return reached;
  }

  private Graph expand(Graph graph, long[][] paths, BitSet alive) {
    List<String> labels = new ArrayList<>();
    List<BitSet> sources = new ArrayList<>();
    int[] place = new int[graph.size()];
    Arrays.fill(place, -1);
    for (int v = alive.nextSetBit(0); v >= 0; v = alive.nextSetBit(v + 1)) {
      BitSet own = new BitSet();
      for (int u = alive.nextSetBit(0); u >= 0 && u < v; u = alive.nextSetBit(u + 1)) {
        if (paths[u][v] > 0) {
          own.set(place[u]);
        }
        for (long extra = 1; extra < paths[u][v]; extra++) {
          BitSet through = new BitSet();
          through.set(place[u]);
          labels.add(identity);
          sources.add(through);
          own.set(labels.size() - 1);
        }
      }
      place[v] = labels.size();
      labels.add(graph.label(v));
      sources.add(own);
    }
    return new Graph(labels, sources);
  }
}
