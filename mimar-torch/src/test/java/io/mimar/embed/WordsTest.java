package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Of graph2vec and of the path encoding. */
class WordsTest {
  private static final SearchSpace SPACE = ImageSpace.standard();
  private static final Graph2Vec.Options SMALL =
      new Graph2Vec.Options(16, 2, 1_500, 100, 2, 5, 1e-2, 0.025);

  private static Graph diamond(String left, String right) {
    boolean[][] edges = new boolean[4][4];
    edges[0][1] = true;
    edges[0][2] = true;
    edges[1][3] = true;
    edges[2][3] = true;
    return Graph.of(List.of("in", left, right, "out"), edges);
  }

  private static long[] sorted(long[] words) {
    long[] sorted = words.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  @Test
  void isomorphicGraphsHaveTheSameWords() {
    assertArrayEquals(
        sorted(Graph2Vec.words(diamond("a", "b"), "", 2)),
        sorted(Graph2Vec.words(diamond("b", "a"), "", 2)));
    assertEquals(12, Graph2Vec.words(diamond("a", "b"), "", 2).length);
  }

  @Test
  void anAbsentVertexSaysNothingButItsLabel() {
    assertEquals(4 + 2 * 3, Graph2Vec.words(diamond("a", "none"), "none", 2).length);
  }

  @Test
  void theSameSeedsGiveTheSamePoints() {
    List<Architecture> some = List.of(SPACE.random(Seeds.root(7).rng()));
    double[] first = Graph2Vec.fit(SPACE, SMALL, Seeds.root(1)).encode(some)[0];
    double[] second = Graph2Vec.fit(SPACE, SMALL, Seeds.root(1)).encode(some)[0];
    assertArrayEquals(first, second);
  }

  @Test
  void anotherThreadsInstanceHasTheSamePoints() {
    Graph2Vec model = Graph2Vec.fit(SPACE, SMALL, Seeds.root(1));
    List<Architecture> some = List.of(SPACE.random(Seeds.root(7).rng()));
    assertArrayEquals(model.encode(some)[0], model.in(SPACE).encode(some)[0]);
  }

  @Test
  void anArchitectureIsNearerToItselfThanToOthers() {
    Graph2Vec model = Graph2Vec.fit(SPACE, SMALL, Seeds.root(1));
    RandomGenerator rng = Seeds.root(2).rng();
    int nearer = 0;
    for (int i = 0; i < 40; i++) {
      Architecture a = SPACE.random(rng);
      double own = Graph2Vec.cosine(model.infer(a, rng), model.infer(a, rng));
      double other = Graph2Vec.cosine(model.infer(a, rng), model.infer(SPACE.random(rng), rng));
      assertTrue(own > 0.9, "cosine of two points of " + a + " is " + own);
      nearer += own > other + 0.1 ? 1 : 0;
    }
    assertTrue(nearer >= 36, "only " + nearer + " of 40 are clearly nearer to themselves");
  }

  @Test
  void pathsAreSequencesOfOperations() {
    assertEquals(Set.of(List.of("a"), List.of("b")), PathEncoding.paths(diamond("a", "b")));
    assertEquals(Set.of(List.of("a")), PathEncoding.paths(diamond("a", "a")));
  }

  @Test
  void thePathEncodingIsTruncatedAndTheSameForAll() {
    Architecture some = SPACE.random(Seeds.root(7).rng());
    PathEncoding encoding = new PathEncoding(SPACE, 30);
    double[] point = encoding.encode(List.of(some))[0];
    assertEquals(30, point.length);
    assertTrue(Arrays.stream(point).allMatch(v -> v == 0 || v == 1));
    assertArrayEquals(point, new PathEncoding(SPACE, 30).encode(List.of(some))[0]);
  }

  @Test
  void fewPathsCoverLittleOfASpaceOfLongGraphs() {
    double few = new PathEncoding(SPACE, 30).coverage();
    double all = new PathEncoding(SPACE, 1_000_000).coverage();
    assertTrue(few < 0.5, "covers " + few);
    assertEquals(1, all);
  }
}
