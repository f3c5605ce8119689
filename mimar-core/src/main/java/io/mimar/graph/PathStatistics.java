package io.mimar.graph;

import java.util.List;
import java.util.function.Predicate;

/**
 * Numbers that say what a graph's input-output paths hold, from which accuracy is well predicted.
 * Exact by dynamic programming, so no path is listed. Cost: {@code O(edges · operations)}.
 *
 * @param counts {@code [K]}, vertices with each operation
 * @param lengths longest, shortest, number and mean length of the paths; all 0 without a path
 * @param most {@code [K]}, the largest count of each operation on a path
 * @param mean {@code [K]}, its mean count over the paths
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by those who compute features
public record PathStatistics(double[] counts, double[] lengths, double[] most, double[] mean) {

  /** How many numbers {@link #all} gives for so many operations. */
  public static int size(int operations) {
    return 3 * operations + 4;
  }

  /**
   * The statistics of {@code graph}.
   *
   * @param operations the labels that count; others (input, output, identity) are passed over
   */
  public static PathStatistics of(Graph graph, List<String> operations) {
    int last = graph.size() - 1;
    double[] paths = pathsTo(graph);
    double[] counts =
        operations.stream()
            .mapToDouble(o -> graph.labels().stream().filter(o::equals).count())
            .toArray();
    double[] most = new double[operations.size()];
    double[] mean = new double[operations.size()];
    if (paths[last] == 0) {
      return new PathStatistics(counts, new double[4], most, mean);
    }
    for (int k = 0; k < operations.size(); k++) {
      double[] own = onPath(graph, operations.get(k)::equals, paths);
      most[k] = own[0];
      mean[k] = own[1];
    }
    double[] length = onPath(graph, operations::contains, paths);
    double shortest = shortestTo(graph, operations::contains)[last];
    return new PathStatistics(
        counts, new double[] {length[0], shortest, paths[last], length[1]}, most, mean);
  }

  /** Counts, lengths, then for each operation its largest and its mean count. */
  public double[] all() {
    double[] all = new double[size(counts.length)];
    System.arraycopy(counts, 0, all, 0, counts.length);
    System.arraycopy(lengths, 0, all, counts.length, lengths.length);
    for (int k = 0, at = counts.length + lengths.length; k < most.length; k++) {
      all[at++] = most[k];
      all[at++] = mean[k];
    }
    return all;
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
