package io.mimar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.random.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimplifyTest {
  private static final Simplify RULES = new Simplify("none", "skip");

  /** Reads a graph as a function on numbers; an unconnected operation gives zero. */
  private static double evaluate(Graph graph, double input) {
    double[] value = new double[graph.size()];
    boolean[] fed = new boolean[graph.size()];
    value[0] = input;
    fed[0] = true;
    for (int v = 1; v < graph.size(); v++) {
      double sum = 0;
      for (int u : graph.inputs(v)) {
        sum += value[u];
        fed[v] |= fed[u];
      }
      switch (graph.label(v)) {
        case "none" -> fed[v] = false;
        case "a" -> value[v] = fed[v] ? Math.sin(sum) + 2 : 0;
        case "b" -> value[v] = fed[v] ? sum * sum / 50 + 1 : 0;
        default -> value[v] = sum;
      }
    }
    return value[graph.size() - 1];
  }

  @Property(tries = 1_000, seed = "1")
  void theFunctionStays(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int size) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Graph graph = CanonicalTest.random(size, rng);
    Graph simple = RULES.apply(graph);
    for (double x : new double[] {-1.3, 0.2, 2.5}) {
      double expected = evaluate(graph, x);
      assertEquals(expected, evaluate(simple, x), 1e-9 * Math.max(1, Math.abs(expected)));
    }
  }

  @Property(tries = 500, seed = "1")
  void nothingIsLeftToSimplify(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int size) {
    Graph simple = RULES.apply(CanonicalTest.random(size, Seeds.root(seed).rng()));
    assertEquals(simple, RULES.apply(simple));
    assertEquals(0, simple.labels().stream().filter("none"::equals).count());
  }

  @Property(tries = 500, seed = "1")
  void theOrderOfVerticesDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int size) {
    RandomGenerator rng = Seeds.root(seed).rng();
    Graph graph = CanonicalTest.random(size, rng);
    Graph other = graph.permuted(CanonicalTest.topologicalOrder(graph, rng));
    assertEquals(RULES.apply(graph), RULES.apply(other));
  }

  @Test
  void parallelIdentitiesStay() {
    boolean[][] edges = new boolean[3][3];
    edges[0][1] = true;
    edges[1][2] = true;
    edges[0][2] = true; // x + x
    Graph doubled = RULES.apply(Graph.of(List.of("in", "skip", "out"), edges));
    assertEquals("in; skip<0; out<0,1", doubled.toString());
  }
}
