package io.mimar.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MotifsTest {
  private static final String FEEDS = " feeds ";

  /** Up to the share of those without it, which is what the documentation says of it. */
  @Test
  void aDifferenceIsTheShapleyValueOfTheMotifAsTheOnlyPlayer() {
    ImageSpace space = ImageSpace.standard();
    RandomGenerator rng = Seeds.root(3).rng();
    List<Architecture> architectures =
        IntStream.range(0, 400).mapToObj(i -> space.random(rng)).toList();
    double[] gains = rng.doubles(architectures.size()).toArray();
    Motifs motifs = new Motifs(space, architectures);
    double[] differences = motifs.differences(gains);
    double random = Arrays.stream(gains).average().orElseThrow();
    int compared = 0;
    for (int m = 0; m < differences.length; m++) {
      String[] ends = motifs.names().get(m).split(FEEDS);
      if (ends.length == 2 && space.operations().containsAll(List.of(ends))) {
        int[] with =
            IntStream.range(0, gains.length)
                .filter(i -> feeds(architectures.get(i).graph(), ends[0], ends[1]))
                .toArray();
        double own = Arrays.stream(with).mapToDouble(i -> gains[i]).average().orElseThrow();
        double without = 1 - (double) with.length / gains.length;
        assertEquals(own - random, without * differences[m], 1e-12, motifs.names().get(m));
        compared++;
      }
    }
    assertTrue(compared > 10, "so few patterns show nothing: " + compared);
  }

  private static boolean feeds(Graph graph, String from, String to) {
    return IntStream.range(1, graph.size() - 1)
        .filter(v -> graph.label(v).equals(to))
        .anyMatch(v -> Arrays.stream(graph.inputs(v)).anyMatch(u -> graph.label(u).equals(from)));
  }
}
