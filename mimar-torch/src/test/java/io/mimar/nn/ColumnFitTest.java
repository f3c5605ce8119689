package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.ColumnLayer;
import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is known of a column serves any column. */
class ColumnFitTest {
  private static final int BINS = ColumnLayer.BINS;

  @Property(tries = 300, seed = "1")
  void edgesIncreaseAndSpreadsArePositive(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    float[] column = column(rng);
    ColumnFit fit = ColumnFit.of(column);
    assertEquals(BINS + 1, fit.edges().length);
    for (int i = 0; i < BINS; i++) {
      assertTrue(fit.edges()[i] < fit.edges()[i + 1], Arrays.toString(fit.edges()));
    }
    assertTrue(fit.spread() > 0 && Float.isFinite(fit.spread()));
    assertTrue(Float.isFinite(fit.centre()) && Float.isFinite(fit.edges()[BINS]));
  }

  /** Normal, tied, constant, heavy-tailed, huge, tiny or empty, with gaps. */
  private static float[] column(RandomGenerator rng) {
    float[] column = new float[rng.nextInt(1, 400)];
    int kind = rng.nextInt(8);
    for (int i = 0; i < column.length; i++) {
      double normal = rng.nextGaussian();
      double value =
          switch (kind) {
            case 0 -> normal;
            case 1 -> Math.max(0, rng.nextInt(-20, 60));
            case 2 -> -4e9;
            case 3 -> Math.exp(30 * normal);
            case 4 -> 3e38 * Math.signum(normal);
            case 5 -> 1e-44 * normal;
            case 6 -> 1.6e9 + rng.nextInt(500);
            default -> Double.NaN;
          };
      column[i] = rng.nextInt(5) == 0 ? Float.NaN : (float) value;
    }
    return column;
  }

  @Test
  void manyDifferentNumbersArePartedEvenly() {
    float[] column = new float[3201];
    for (int i = 0; i < column.length; i++) {
      column[i] = i * i;
    }
    float[] edges = ColumnFit.of(column).edges();
    for (int i = 0; i <= BINS; i++) {
      assertEquals(100 * i, Math.sqrt(edges[i]), 1, "edge " + i);
    }
  }

  @Test
  void aNumberOfMostRowsTakesOneEdge() {
    float[] column = new float[1000];
    for (int i = 0; i < 250; i++) {
      column[i] = 1 + i;
    }
    float[] edges = ColumnFit.of(column).edges();
    assertEquals(0, edges[0]);
    for (int i = 1; i <= BINS; i++) {
      assertEquals(i * 250.0 / BINS, edges[i], 4, "edge " + i); // bins of 7 or 8 rows
    }
  }

  @Test
  void fewNumbersAreAllEdges() {
    float[] edges = ColumnFit.of(new float[] {5, 1, 5, 1, 2, Float.NaN}).edges();
    assertEquals(1, edges[0]);
    assertTrue(Arrays.binarySearch(edges, 2) == BINS / 2);
    assertEquals(5, edges[BINS]);
  }

  @Test
  void medianAndQuartilesScale() {
    ColumnFit fit = ColumnFit.of(new float[] {0, 1, 2, 3, 1000});
    assertEquals(2, fit.centre());
    assertEquals(2, fit.spread());
    assertEquals(5, ColumnFit.of(new float[] {0, 0, 0, 0, 0, 0, 0, 10}).spread());
    assertArrayEquals(new float[] {0, 1}, constant());
  }

  private static float[] constant() {
    ColumnFit fit = ColumnFit.of(new float[] {Float.NaN});
    return new float[] {fit.centre(), fit.spread()};
  }
}
