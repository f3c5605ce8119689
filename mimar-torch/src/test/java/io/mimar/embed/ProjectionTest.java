package io.mimar.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final double CLOSE = 1e-6; // of power iteration

  @Test
  void aPlaneInSpaceIsFoundWhole() {
    SplittableRandom rng = new SplittableRandom(1);
    double[] first = {0.6, 0, 0.8, 0};
    double[] second = {0, 1, 0, 0};
    double[][] points = new double[200][4];
    for (double[] point : points) {
      double a = 3 * rng.nextGaussian();
      double b = rng.nextGaussian();
      for (int d = 0; d < 4; d++) {
        point[d] = 5 + a * first[d] + b * second[d];
      }
    }
    Projection projection = Projection.of(points);
    assertEquals(1, projection.share()[0] + projection.share()[1], CLOSE);
    assertTrue(projection.share()[0] > 0.8, "most variance lies along the first direction");
    assertEquals(distance(points[0], points[1]), distance(projection, points), CLOSE);
  }

  private static double distance(Projection projection, double[][] points) {
    return distance(projection.of(points[0]), projection.of(points[1]));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void pointsThatAreOneLieAtTheMiddle() {
    Projection projection = Projection.of(new double[][] {{2, 3}, {2, 3}});
    assertEquals(0, projection.of(new double[] {2, 3})[0], CLOSE);
    assertEquals(0, projection.share()[0], CLOSE);
  }
}
