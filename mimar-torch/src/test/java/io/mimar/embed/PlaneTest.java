package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlaneTest {
  /** Two clouds, points of even and of odd numbers. */
  private static double[][] clouds(int count) {
    RandomGenerator rng = Seeds.root(3).rng();
    double[][] points = new double[count][8];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < points[i].length; d++) {
        points[i][d] = rng.nextGaussian() + (i % 2) * 12;
      }
    }
    return points;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  private static void assertCloudsStayApart(Plane plane) {
    double within = 0;
    double between = 0;
    for (int i = 0; i + 3 < plane.places().length; i++) {
      within += distance(plane.places()[i], plane.places()[i + 2]);
      between += distance(plane.places()[i], plane.places()[i + 3]);
    }
    assertTrue(between > 2 * within, between + " between, " + within + " within");
  }

  @Test
  void manyPointsAreMappedByUmapTheSameEachTime() {
    Plane plane = Plane.of(clouds(120), 5);
    assertEquals("UMAP", plane.method());
    assertEquals(120, plane.places().length);
    assertCloudsStayApart(plane);
    Plane again = Plane.of(clouds(120), 5);
    for (int i = 0; i < 120; i++) {
      assertArrayEquals(plane.places()[i], again.places()[i]);
    }
  }

  @Test
  void fewPointsAreProjected() {
    Plane plane = Plane.of(clouds(12), 5);
    assertTrue(plane.method().startsWith("the two main directions ("), plane.method());
    assertCloudsStayApart(plane);
    assertEquals(1, Plane.of(clouds(1), 5).places().length);
  }

  @Test
  void equalPointsAreNoReasonToFail() {
    double[][] equal = new double[60][8];
    for (double[] place : Plane.of(equal, 1).places()) {
      assertTrue(Double.isFinite(place[0]) && Double.isFinite(place[1]));
    }
  }
}
