package io.mimar.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Numbers that say what a graph's input-output paths hold, from which accuracy is well predicted:
 * counts of operations; longest, shortest, mean path and the number of paths; for each operation
 * the largest and the mean count on a path. Exact by dynamic programming, so no path is listed.
 * Cost: {@code O(edges · operations)}.
 */
public final class PathStatistics {
  private PathStatistics() {}

  /** How many numbers {@link #of} gives for so many operations. */
  public static int size(int operations) {
    return 3 * operations + 4;
  }

  /**
   * The statistics of {@code graph}.
   *
   * @param operations the labels that count; others (input, output, identity) are passed over
   * @return counts {@code [K]}, then longest, shortest, number, mean of paths, then {@code [K,2]}
   *     largest and mean count of each operation on a path; all zero without a path
   */
  public static double[] of(Graph graph, List<String> operations) {
    int last = graph.size() - 1;
    double[] paths = pathsTo(graph);
    List<Double> result = new ArrayList<>();
    for (String operation : operations) {
      result.add((double) graph.labels().stream().filter(operation::equals).count());
    }
    double[] length = onPath(graph, operations::contains, paths);
    double[] shortest = shortestTo(graph, operations::contains);
    boolean connected = paths[last] > 0;
    result.add(connected ? length[0] : 0);
    result.add(connected ? shortest[last] : 0);
    result.add(paths[last]);
    result.add(connected ? length[1] : 0);
    for (String operation : operations) {
      double[] own = onPath(graph, operation::equals, paths);
      result.add(connected ? own[0] : 0);
      result.add(connected ? own[1] : 0);
    }
    return result.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] pathsTo(Graph graph) {
    double[] paths = new double[graph.size()];
    paths[0] = 1;
    for (int v = 1; v < graph.size(); v++) {
      for (int u : graph.inputs(v)) {
        paths[v] += paths[u];
      }
    }
    return paths;
  }

  /** Largest and mean count, over input-output paths, of vertices whose label counts. */
  private static double[] onPath(Graph graph, Predicate<String> counts, double[] paths) {
    int last = graph.size() - 1;
    double[] most = new double[graph.size()];
    double[] total = new double[graph.size()];
    for (int v = 1; v <= last; v++) {
      double own = v < last && counts.test(graph.label(v)) ? 1 : 0;
      for (int u : graph.inputs(v)) {
        if (paths[u] > 0) {
          most[v] = Math.max(most[v], most[u]);
          total[v] += total[u];
        }
      }
      most[v] += own;
      total[v] += own * paths[v];
    }
    return new double[] {most[last], paths[last] > 0 ? total[last] / paths[last] : 0};
  }

  private static double[] shortestTo(Graph graph, Predicate<String> counts) {
    int last = graph.size() - 1;
    double[] least = new double[graph.size()];
    for (int v = 1; v <= last; v++) {
      double own = v < last && counts.test(graph.label(v)) ? 1 : 0;
      double smallest = Double.POSITIVE_INFINITY;
      for (int u : graph.inputs(v)) {
        smallest = Math.min(smallest, least[u]);
      }
      least[v] = smallest + own;
    }
    return least;
  }
}
