package io.mimar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CanonicalTest {
  private static final List<String> OPERATIONS = List.of("a", "b", "skip", "none");

  @Property(tries = 500, seed = "1")
  void isomorphicGraphsHaveOneForm(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int size) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Graph graph = random(size, rng);
    assertEquals(Canonical.of(graph), Canonical.of(graph.permuted(topologicalOrder(graph, rng))));
  }

  @Property(tries = 500, seed = "1")
  void canonicalFormIsAFixedPoint(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int size) {
    Graph form = Canonical.of(random(size, Seeds.root(seed).rng()));
    assertEquals(form, Canonical.of(form));
  }

  @Property(tries = 500, seed = "1")
  void anotherLabelIsAnotherForm(@ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int size) {
    Graph graph = random(size, Seeds.root(seed).rng());
    List<String> labels = new ArrayList<>(graph.labels());
    labels.set(1, "other");
    assertNotEquals(Canonical.of(graph), Canonical.of(new Graph(labels, graph.sources())));
  }

  @Test
  void manyTwinsTakeNoTime() {
    int size = 40;
    boolean[][] edges = new boolean[size][size];
    for (int v = 1; v < size - 1; v++) {
      edges[0][v] = true;
      edges[v][size - 1] = true;
    }
    List<String> labels = new ArrayList<>(java.util.Collections.nCopies(size, "a"));
    Graph graph = Graph.of(labels, edges);
    assertEquals(Canonical.of(graph), graph);
  }

  /** The same small graph several times side by side: many orders describe the whole alike. */
  @Property(tries = 300, seed = "1")
  void symmetricGraphsHaveOneForm(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 4) int copies,
      @ForAll @IntRange(min = 1, max = 4) int size) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Graph graph = repeated(copies, size, rng);
    Graph form = Canonical.of(graph);
    for (int i = 0; i < 5; i++) {
      assertEquals(form, Canonical.of(graph.permuted(topologicalOrder(graph, rng))));
    }
  }

  /** Copies of one random graph between an input and an output, and some edges across them. */
  private static Graph repeated(int copies, int size, RandomGenerator rng) {
    int all = copies * size + 2;
    boolean[][] edges = new boolean[all][all];
    String[] labels = new String[all];
    labels[0] = "in";
    labels[all - 1] = "out";
    for (int v = 0; v < size; v++) {
      String label = OPERATIONS.get(rng.nextInt(2));
      boolean reads = rng.nextBoolean();
      boolean written = rng.nextBoolean();
      for (int c = 0; c < copies; c++) {
        int place = 1 + c * size + v;
        labels[place] = label;
        edges[0][place] = reads;
        edges[place][all - 1] = written;
      }
      for (int u = 0; u < v; u++) {
        boolean joined = rng.nextBoolean();
        for (int c = 0; c < copies; c++) {
          edges[1 + c * size + u][1 + c * size + v] = joined;
        }
      }
    }
    for (int across = rng.nextInt(3); across > 0; across--) {
      edges[1 + rng.nextInt(size)][1 + size + rng.nextInt(size)] = true;
    }
    return Graph.of(List.of(labels), edges);
  }

  /** 12 chains a-b side by side: 479 million orders describe the graph alike. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyEqualChainsTakeNoTime() {
    int chains = 12;
    int size = 2 * chains + 2;
    boolean[][] edges = new boolean[size][size];
    String[] labels = new String[size];
    labels[0] = "in";
    labels[size - 1] = "out";
    for (int c = 0; c < chains; c++) {
      int first = 2 * c + 1;
      labels[first] = "a";
      labels[first + 1] = "b";
      edges[0][first] = true;
      edges[first][first + 1] = true;
      edges[first + 1][size - 1] = true;
    }
    Graph graph = Graph.of(List.of(labels), edges);
    RandomGenerator rng = Seeds.root(1).rng();
    assertEquals(Canonical.of(graph), Canonical.of(graph.permuted(topologicalOrder(graph, rng))));
  }

  static Graph random(int size, RandomGenerator rng) {
    boolean[][] edges = new boolean[size][size];
    String[] labels = new String[size];
    Arrays.setAll(labels, v -> OPERATIONS.get(rng.nextInt(OPERATIONS.size())));
    labels[0] = "in";
    labels[size - 1] = "out";
    for (int v = 1; v < size; v++) {
      for (int u = 0; u < v; u++) {
        edges[u][v] = rng.nextDouble() < 0.4;
      }
    }
    return Graph.of(List.of(labels), edges);
  }

  /** A random order of the vertices in which every edge still leads forward. */
  static int[] topologicalOrder(Graph graph, RandomGenerator rng) {
    List<Integer> order = new ArrayList<>(List.of(0));
    while (order.size() < graph.size() - 1) {
      List<Integer> ready = new ArrayList<>();
      for (int v = 1; v < graph.size() - 1; v++) {
        if (!order.contains(v) && Arrays.stream(graph.inputs(v)).allMatch(order::contains)) {
          ready.add(v);
        }
      }
      order.add(ready.get(rng.nextInt(ready.size())));
    }
    order.add(graph.size() - 1);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
