package io.mimar.explain;

import io.mimar.graph.Graph;
import io.mimar.graph.OperationPairs;
import io.mimar.graph.PathStatistics;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Small patterns in the graphs of architectures: which operation feeds which, and how long the
 * longest path is. Unlike a component, a motif is at no certain place.
 *
 * <p>Motifs are no players of a game together: each follows from the decisions at all places, and
 * most coalitions of them are no architecture. So each is told by itself, as a difference; times
 * the share of architectures without it, that is the Shapley value of the motif as the only player.
 */
public final class Motifs {
  /** A motif tells something where this share of the architectures has it, and this has it not. */
  private static final double LEAST_SHARE = 0.02;

  private final Map<String, boolean[]> present = new LinkedHashMap<>();

  /** The motifs of {@code architectures}, random ones of {@code space}. */
  public Motifs(SearchSpace space, List<Architecture> architectures) {
    if (!space.isStructured()) {
      return; // a chain of decisions: its pairs are no patterns
    }
    List<String> operations = space.operations();
    List<String> kinds = new ArrayList<>(List.of("the input"));
    kinds.addAll(operations);
    kinds.add("the output");
    double[][] pairs = new double[architectures.size()][];
    double[] longest = new double[architectures.size()];
    for (int i = 0; i < pairs.length; i++) {
      Graph graph = architectures.get(i).graph();
      pairs[i] = OperationPairs.of(graph, operations);
      longest[i] = PathStatistics.of(graph, operations).lengths()[0];
    }
    for (int from = 0; from < kinds.size(); from++) {
      for (int to = 0; to < kinds.size(); to++) {
        int pair = from * kinds.size() + to;
        add(kinds.get(from) + " feeds " + kinds.get(to), i -> pairs[i][pair] > 0, pairs.length);
      }
    }
    int most = (int) Arrays.stream(longest).max().orElse(0);
    for (int length = 1; length <= most; length++) {
      int least = length;
      String name = "a path of " + length + (length == 1 ? " operation" : " operations or more");
      add(name, i -> longest[i] >= least, pairs.length);
    }
  }

  private void add(String name, IntPredicate has, int count) {
    boolean[] own = new boolean[count];
    for (int i = 0; i < count; i++) {
      own[i] = has.test(i);
    }
    double share = IntStream.range(0, count).filter(i -> own[i]).count() / (double) count;
    if (share >= LEAST_SHARE && share <= 1 - LEAST_SHARE) {
      present.put(name, own);
    }
  }

  /** What the motifs are, as words. */
  public List<String> names() {
    return List.copyOf(present.keySet());
  }

  /**
   * How much more architectures score that have each of {@link #names} than those that have it not.
   * That is a difference between architectures, not what adding the motif to one would bring.
   *
   * @param gains {@code [N]} of the architectures
   */
  public double[] differences(double[] gains) {
    return present.values().stream().mapToDouble(own -> difference(own, gains)).toArray();
  }

  private static double difference(boolean[] present, double[] gains) {
    double with = 0;
    double without = 0;
    int count = 0;
    for (int i = 0; i < present.length; i++) {
      if (present[i]) {
        with += gains[i];
        count++;
      } else {
        without += gains[i];
      }
    }
    return with / count - without / (present.length - count);
  }
}
