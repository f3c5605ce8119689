package io.mimar.search;

import io.mimar.stats.Pareto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points of several objectives, all to be minimised, in the order of non-dominated fronts. Cost:
 * {@code O(objectives · points²)}.
 *
 * <p>Paper: Deb, Pratap, Agarwal, Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm:
 * NSGA-II, IEEE Trans. Evol. Comput. 2002, doi 10.1109/4235.996017, sections III-A and III-B.
 *
 * @param rank for each point the number of its front, 0 for what nothing dominates
 * @param crowding for each point how far its neighbours in its front lie apart; infinite at the
 *     ends of each objective
 */
@SuppressWarnings("ArrayRecordComponent") // made for one use, read once
public record Fronts(int[] rank, double[] crowding) {

  /**
   * The fronts of {@code points}.
   *
   * @param points {@code [points, objectives]}
   */
  public static Fronts of(double[][] points) {
    int[] rank = rank(points);
    double[] crowding = new double[points.length];
    int fronts = Arrays.stream(rank).max().orElse(-1) + 1;
    for (int f = 0; f < fronts; f++) {
      int front = f;
      crowd(points, IntStream.range(0, rank.length).filter(i -> rank[i] == front), crowding);
    }
    return new Fronts(rank, crowding);
  }

  /** From best to worst: by front, then the less crowded first; paper: ≺n. */
  public Comparator<Integer> order() {
    return Comparator.<Integer>comparingInt(i -> rank[i])
        .thenComparing(Comparator.<Integer>comparingDouble(i -> crowding[i]).reversed());
  }

  /** All points from best to worst; of equals the earlier first. */
  public List<Integer> sorted() {
    return IntStream.range(0, rank.length).boxed().sorted(order()).toList();
  }

  /** Peels off one front after another. */
  private static int[] rank(double[][] points) {
    int[] rank = new int[points.length];
    int[] dominators = new int[points.length]; // paper: n_p
    List<List<Integer>> dominated = new ArrayList<>(); // paper: S_p
    for (int p = 0; p < points.length; p++) {
      dominated.add(new ArrayList<>());
      for (int q = 0; q < points.length; q++) {
        if (Pareto.dominates(points[p], points[q])) {
          dominated.get(p).add(q);
        } else if (Pareto.dominates(points[q], points[p])) {
          dominators[p]++;
        }
      }
    }
    List<Integer> front =
        IntStream.range(0, points.length).filter(p -> dominators[p] == 0).boxed().toList();
    for (int f = 0; !front.isEmpty(); f++) {
      List<Integer> next = new ArrayList<>();
      for (int p : front) {
        rank[p] = f;
        for (int q : dominated.get(p)) {
          if (--dominators[q] == 0) {
            next.add(q);
          }
        }
      }
      front = next;
    }
    return rank;
  }

  private static void crowd(double[][] points, IntStream members, double[] crowding) {
    List<Integer> front = members.boxed().toList();
    for (int m = 0; m < points[front.get(0)].length; m++) {
      int objective = m;
      List<Integer> along =
          front.stream().sorted(Comparator.comparingDouble(i -> points[i][objective])).toList();
      int last = along.size() - 1;
      double least = points[along.get(0)][m];
      double range = points[along.get(last)][m] - least;
      crowding[along.get(0)] = Double.POSITIVE_INFINITY;
      crowding[along.get(last)] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < last && range > 0; i++) {
        crowding[along.get(i)] +=
            (points[along.get(i + 1)][m] - points[along.get(i - 1)][m]) / range;
      }
    }
  }
}
