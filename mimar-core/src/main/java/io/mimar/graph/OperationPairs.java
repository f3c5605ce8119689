package io.mimar.graph;

import java.util.List;

/**
 * How often data flow from one operation straight into another: what surrounds an operation, which
 * counts of operations alone do not tell. Input and output are kinds of vertices too.
 */
public final class OperationPairs {
  private OperationPairs() {}

  /**
   * The edges of {@code graph} by what they join.
   *
   * @param operations the labels that count; edges of others are passed over
   * @return {@code [(K+2)·(K+2)]}, edges from (row) the input, an operation or the output to
   *     (column) the same
   */
  public static double[] of(Graph graph, List<String> operations) {
    int kinds = operations.size() + 2;
    double[] edges = new double[kinds * kinds];
    for (int v = 1; v < graph.size(); v++) {
      int to = kind(graph, v, operations);
      for (int u : graph.inputs(v)) {
        int from = kind(graph, u, operations);
        if (from >= 0 && to >= 0) {
          edges[from * kinds + to]++;
        }
      }
    }
    return edges;
  }

  /** 0 the input, then the operations, last the output; -1 for a label that does not count. */
  private static int kind(Graph graph, int v, List<String> operations) {
    if (v == 0) {
      return 0;
    }
    if (v == graph.size() - 1) {
      return operations.size() + 1;
    }
    int operation = operations.indexOf(graph.label(v));
    return operation < 0 ? -1 : operation + 1;
  }
}
