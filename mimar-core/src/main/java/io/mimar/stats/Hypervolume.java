package io.mimar.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The area that points of two objectives, both to be minimised, dominate up to a reference point.
 *
 * <p>Paper: Zitzler, Thiele, Multiobjective Optimization Using Evolutionary Algorithms: A
 * Comparative Case Study, PPSN 1998, doi 10.1007/BFb0056872. Cost: {@code O(n log n)}.
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * The area.
   *
   * @param points {@code [n, 2]}; what is no better than the reference adds nothing
   * @param reference {@code [2]}, the worst corner
   */
  public static double of(List<double[]> points, double[] reference) {
    double area = 0;
    double lowest = reference[1];
    for (double[] point : byFirst(points)) {
      if (point[0] < reference[0] && point[1] < lowest) {
        area += (reference[0] - point[0]) * (lowest - point[1]);
        lowest = point[1];
      }
    }
    return area;
  }

  /** The points that no other dominates, ascending by the first objective; of equals one. */
  public static List<double[]> front(List<double[]> points) {
    double[] lowest = {Double.POSITIVE_INFINITY};
    return Arrays.stream(byFirst(points))
        .filter(
            point -> {
              boolean better = point[1] < lowest[0];
              lowest[0] = Math.min(lowest[0], point[1]);
              return better;
            })
        .toList();
  }

  private static double[][] byFirst(List<double[]> points) {
    return points.stream()
        .sorted(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]))
        .toArray(double[][]::new);
  }
}
