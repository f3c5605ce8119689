package io.mimar.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted in a graph, by hand: in - a, in - a - a, in - a - b. */
class GraphNumbersTest {
  private static final List<String> BOTH = List.of("a", "b");
  private static final Graph GRAPH =
      new Graph(
          List.of("in", "a", "a", "b", "out"),
          List.of(from(), from(0), from(0, 1), from(1), from(2, 3)));

  private static BitSet from(int... vertices) {
    BitSet sources = new BitSet();
    for (int v : vertices) {
      sources.set(v);
    }
    return sources;
  }

  @Test
  void pathStatisticsCountExactly() {
    double[] expected = {2, 1, 2, 1, 3, 5 / 3.0, 2, 4 / 3.0, 1, 1 / 3.0};
    assertEquals(expected.length, PathStatistics.size(2));
    assertArrayEquals(expected, PathStatistics.of(GRAPH, BOTH).all(), 1e-12);
  }

  @Test
  void pairsOfOperationsAreCounted() {
    double[] expected = {
      0, 2, 0, 0, // from the input
      0, 1, 1, 1, // from a
      0, 0, 0, 1, // from b
      0, 0, 0, 0 // from the output
    };
    assertArrayEquals(expected, OperationPairs.of(GRAPH, BOTH));
  }

  @Test
  void edgesOfOtherLabelsArePassedOver() {
    double[] onlyToTheOutput = {0, 0, 0, 0, 0, 1, 0, 0, 0};
    assertArrayEquals(onlyToTheOutput, OperationPairs.of(GRAPH, List.of("b")));
  }
}
