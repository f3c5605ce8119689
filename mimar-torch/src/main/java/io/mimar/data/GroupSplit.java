package io.mimar.data;

import io.mimar.random.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Divides rows so that a group is never divided, and classes are as evenly shared as that allows.
 *
 * <p>Greedy: the largest groups first, each goes where the chi-squared distance between the counts
 * of classes that the sets have and those that they should have grows least. When as many groups as
 * empty sets are left, those are filled. Cost: {@code O(rows + groups · sets · classes of a
 * group)}.
 */
final class GroupSplit {
  private final int[] labels;
  private final double[][] wanted; // [set][class]
  private final int[][] held; // [set][class]
  private final int[] setOf;
  private final boolean[] filled;

  private GroupSplit(int[] labels, int classes, double[] shares) {
    this.labels = labels;
    int sets = shares.length + 1;
    wanted = new double[sets][classes];
    held = new int[sets][classes];
    setOf = new int[labels.length];
    filled = new boolean[sets];
    int[] counts = Classes.count(labels, classes);
    for (int set = 0; set < sets; set++) {
      double share = set == 0 ? 1 - Arrays.stream(shares).sum() : shares[set - 1];
      for (int c = 0; c < classes; c++) {
        wanted[set][c] = share * counts[c];
      }
    }
  }

  /**
   * Divides rows into a rest and one set for each share.
   *
   * @param labels the class of each row, in [0, classes)
   * @param groups the group of each row; at least one more group than shares
   * @param shares of each set, together below 1
   * @return the rows of the rest, then of each set, ascending
   */
  static int[][] split(
      int[] labels, int classes, List<String> groups, double[] shares, RandomGenerator rng) {
    var split = new GroupSplit(labels, classes, shares);
    List<int[]> ordered = largestFirst(groups, rng);
    for (int i = 0; i < ordered.size(); i++) {
      split.place(ordered.get(i), ordered.size() - i);
    }
    return StratifiedSplit.collect(split.setOf, shares.length + 1);
  }

  /** The rows of each group, the largest first, equal sizes in random order. */
  private static List<int[]> largestFirst(List<String> groups, RandomGenerator rng) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] groupOf =
        groups.stream().mapToInt(g -> numbers.computeIfAbsent(g, x -> numbers.size())).toArray();
    int[][] rows = rowsOf(groupOf, numbers.size());
    int[] order = Shuffle.order(rows.length, rng);
    List<int[]> ordered = new ArrayList<>();
    for (int group : order) {
      ordered.add(rows[group]);
    }
    ordered.sort(Comparator.comparingInt((int[] r) -> r.length).reversed());
    return ordered;
  }

  private static int[][] rowsOf(int[] groupOf, int groups) {
    int[][] rows = new int[groups][];
    int[] sizes = Classes.count(groupOf, groups);
    for (int g = 0; g < groups; g++) {
      rows[g] = new int[sizes[g]];
    }
    for (int row = groupOf.length - 1; row >= 0; row--) {
      rows[groupOf[row]][--sizes[groupOf[row]]] = row;
    }
    return rows;
  }

  private void place(int[] rows, int groupsLeft) {
    int[][] counts = classCounts(rows);
    boolean fillOnly = groupsLeft <= emptySets();
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int set = 0; set < held.length; set++) {
      double growth = growth(set, counts);
      if (!(fillOnly && filled[set]) && growth < least) {
        best = set;
        least = growth;
      }
    }
    for (int[] count : counts) {
      held[best][count[0]] += count[1];
    }
    for (int row : rows) {
      setOf[row] = best;
    }
    filled[best] = true;
  }

  /** How much {@code sum (held - wanted)^2 / wanted} grows when the set gets the group. */
  private double growth(int set, int[][] counts) {
    double growth = 0;
    for (int[] count : counts) {
      double gap = held[set][count[0]] - wanted[set][count[0]];
      growth += count[1] * (2 * gap + count[1]) / wanted[set][count[0]];
    }
    return growth;
  }

  /** Pairs of class and count. */
  private int[][] classCounts(int[] rows) {
    int[] classes = Arrays.stream(rows).map(row -> labels[row]).sorted().toArray();
    List<int[]> counts = new ArrayList<>();
    for (int c : classes) {
      if (counts.isEmpty() || counts.get(counts.size() - 1)[0] != c) {
        counts.add(new int[] {c, 0});
      }
      counts.get(counts.size() - 1)[1]++;
    }
    return counts.toArray(int[][]::new);
  }

  private int emptySets() {
    int empty = 0;
    for (boolean full : filled) {
      empty += full ? 0 : 1;
    }
    return empty;
  }
}
