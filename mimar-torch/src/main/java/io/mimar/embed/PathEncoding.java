package io.mimar.embed;

import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The truncated path encoding: one coordinate for each of the most frequent sequences of operations
 * on a way from input to output, 1 where an architecture has it.
 *
 * <p>Paper: White, Neiswanger, Savani, BANANAS: Bayesian Optimization with Neural Architectures for
 * Neural Architecture Search, AAAI 2021, section 4. Differs: how frequent a path is in random
 * architectures is counted in a sample, so that any space has one.
 */
public final class PathEncoding implements Encoder {
  private static final int SAMPLE = 1_000;

  /** Of a graph with more paths the first so many are read. */
  private static final int MOST_PATHS = 5_000;

  private final SearchSpace space;
  private final double coverage;
  private final Map<List<String>, Integer> places = new HashMap<>(); // looked up only

  /**
   * The encoding of {@code space}.
   *
   * @param paths how many are kept
   */
  public PathEncoding(SearchSpace space, int paths) {
    this.space = space;
    RandomGenerator rng = Seeds.root(0).at("path encoding").rng(); // the same for all searches
    List<Set<List<String>>> sample =
        Stream.generate(() -> paths(space.written(space.random(rng)))).limit(SAMPLE).toList();
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    sample.forEach(own -> own.forEach(p -> counts.merge(p, 1, Integer::sum)));
    counts.entrySet().stream()
        .sorted(Comparator.comparingInt((Map.Entry<?, Integer> e) -> -e.getValue()))
        .limit(paths)
        .forEach(e -> places.put(e.getKey(), places.size()));
    this.coverage =
        sample.stream().filter(own -> own.stream().anyMatch(places::containsKey)).count()
            / (double) SAMPLE;
  }

  /** The share of random architectures that have a kept path: near 0 where paths say nothing. */
  public double coverage() {
    return coverage;
  }

  @Override
  public int dimensions() {
    return places.size();
  }

  @Override
  public double[][] encode(List<Architecture> architectures) {
    return architectures.stream().map(this::encode).toArray(double[][]::new);
  }

  private double[] encode(Architecture architecture) {
    double[] point = new double[places.size()];
    for (List<String> path : paths(space.written(architecture))) {
      Integer place = places.get(path);
      if (place != null) {
        point[place] = 1;
      }
    }
    return point;
  }

  /** The sequences of labels between input and output, each once. */
  static Set<List<String>> paths(Graph graph) {
    Set<List<String>> found = new LinkedHashSet<>();
    walk(graph, 0, new ArrayList<>(), found);
    return found;
  }

  private static void walk(Graph graph, int at, List<String> so, Set<List<String>> found) {
    for (int next : graph.outputs(at)) {
      if (found.size() >= MOST_PATHS) {
        return;
      }
      if (next == graph.size() - 1) {
        found.add(List.copyOf(so));
      } else {
        so.add(graph.label(next));
        walk(graph, next, so, found);
        so.remove(so.size() - 1);
      }
    }
  }
}
