package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NasBench201Test {
  private final ImageSpace space = ImageSpace.nasBench201();

  /** The published counts: 0.073306 M + 0.028 M a 1x1 and 0.24304 M a 3x3 convolution. */
  @Test
  void parametersAreThePublishedOnes() {
    RandomGenerator rng = Seeds.root(1).rng();
    for (int i = 0; i < 200; i++) {
      int[] values = rng.ints(6, 0, 5).toArray();
      Set<Integer> onPath = pathEdges(values);
      int[] skeleton = {0, 0, 1, 2, 0, 0, 0};
      int[] all = new int[13];
      System.arraycopy(values, 0, all, 0, 6);
      System.arraycopy(skeleton, 0, all, 6, 7);
      if (!space.isValid(all)) {
        continue;
      }
      long ones = onPath.stream().filter(e -> values[e] == 2).count();
      long threes = onPath.stream().filter(e -> values[e] == 3).count();
      Costs costs =
          Costs.of(space.network(space.architecture(all), Task.images(new Shape(3, 32, 32), 10)));
      assertEquals(73_306 + 28_000 * ones + 243_040 * threes, costs.params());
    }
  }

  /** Edges on a path from input to output: the simplified network has no others. */
  private static Set<Integer> pathEdges(int[] values) {
    int[][] paths = {{3}, {0, 4}, {1, 5}, {0, 2, 5}};
    Set<Integer> live = new HashSet<>();
    for (int[] path : paths) {
      boolean open = true;
      for (int edge : path) {
        open &= values[edge] != 0;
      }
      if (open) {
        for (int edge : path) {
          live.add(edge);
        }
      }
    }
    return live;
  }

  /**
   * 15,625 cells compute fewer functions. The benchmark's own rule, which keeps operations on a
   * zero input, counts 6,466; ours drops them.
   */
  @Test
  void functionallyEqualCellsAreOne() {
    Cell cell = EdgeCell.nasBench201();
    Set<String> forms = new HashSet<>();
    int[] values = new int[6];
    for (int code = 0; code < 15_625; code++) {
      for (int e = 0, rest = code; e < 6; e++, rest /= 5) {
        values[e] = rest % 5;
      }
      forms.add(cell.graph(values).toString());
    }
    assertEquals(5_425, forms.size());
  }
}
