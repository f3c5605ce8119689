package io.mimar.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The canonical order of a graph: the topological order whose description is smallest, vertex by
 * vertex. Isomorphic graphs have equal canonical forms, and nothing else has.
 *
 * <p>At each place the vertices that are ready compete by (sources among the placed, label). A tie
 * is followed into every branch, but for two kinds that tell nothing new: of twins (same label,
 * same sources, same readers) one stands for all, and an order that describes the graph as the best
 * one does maps the branch in which it left that one onto the one that was followed before. Cost:
 * linear in the usual case; exponential only in graphs with many ties that no symmetry explains.
 *
 * <p>The order is local on purpose: a small edit late in the graph leaves the early places alone,
 * which an order by hash would not.
 */
public final class Canonical {
  private final Graph graph;
  private final int[][] readers;
  private int[] best;
  private List<Key> bestCode;

  private Canonical(Graph graph) {
    this.graph = graph;
    this.readers = new int[graph.size()][];
    for (int u = 0; u < graph.size(); u++) {
      readers[u] = graph.outputs(u);
    }
  }

  /** The canonical form of {@code graph}. */
  public static Graph of(Graph graph) {
    Canonical search = new Canonical(graph);
    search.extend(new int[graph.size()], 0, new ArrayList<>());
    return graph.permuted(search.best);
  }

  /** What a vertex looks like to those already placed. */
  private record Key(String sources, String label) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySources = sources.compareTo(other.sources);
      return bySources != 0 ? bySources : label.compareTo(other.label);
    }
  }

  /**
   * Follows all orders that begin so.
   *
   * @return the place to go on from; one before {@code placed} where what is left of the branch is
   *     the image of one that was followed
   */
  private int extend(int[] order, int placed, List<Key> code) {
    if (placed == order.length) {
      return end(order, code);
    }
    if (best != null && compare(code, bestCode.subList(0, code.size())) > 0) {
      return placed;
    }
    Key smallest = null;
    List<Integer> tied = new ArrayList<>();
    for (int v : ready(order, placed)) {
      Key key = key(v, order, placed);
      int sign = smallest == null ? -1 : key.compareTo(smallest);
      if (sign < 0) {
        smallest = key;
        tied.clear();
      }
      if (sign <= 0 && tied.stream().noneMatch(t -> twins(t, v))) {
        tied.add(v);
      }
    }
    for (int v : tied) {
      order[placed] = v;
      code.add(smallest);
      int next = extend(order, placed + 1, code);
      code.remove(code.size() - 1);
      if (next < placed) {
        return next;
      }
    }
    return placed;
  }

  private int end(int[] order, List<Key> code) {
    int sign = best == null ? -1 : compare(code, bestCode);
    if (sign < 0) {
      best = order.clone();
      bestCode = List.copyOf(code);
    }
    return sign == 0 ? Arrays.mismatch(order, best) : order.length;
  }

  /** Vertices whose sources are all placed; the input comes first and the output last. */
  private List<Integer> ready(int[] order, int placed) {
    if (placed == 0) {
      return List.of(0);
    }
    BitSet done = new BitSet(graph.size());
    for (int i = 0; i < placed; i++) {
      done.set(order[i]);
    }
    int last = graph.size() - 1;
    if (placed == last) {
      return List.of(last);
    }
    List<Integer> ready = new ArrayList<>();
    for (int v = 0; v < last; v++) {
      BitSet missing = (BitSet) graph.sources().get(v).clone();
      missing.andNot(done);
      if (missing.isEmpty() && !done.get(v)) {
        ready.add(v);
      }
    }
    return ready;
  }

  private Key key(int v, int[] order, int placed) {
    StringBuilder sources = new StringBuilder(placed);
    for (int i = 0; i < placed; i++) {
      sources.append(graph.hasEdge(order[i], v) ? '0' : '1'); // early sources come first
    }
    return new Key(sources.toString(), graph.label(v));
  }

  private boolean twins(int a, int b) {
    return graph.label(a).equals(graph.label(b))
        && graph.sources().get(a).equals(graph.sources().get(b))
        && Arrays.equals(readers[a], readers[b]);
  }

  private static int compare(List<Key> a, List<Key> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int sign = a.get(i).compareTo(b.get(i));
      if (sign != 0) {
        return sign;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
