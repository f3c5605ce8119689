package io.mimar.gne;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.embed.OneHot;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SurrogateQualityTest {
  private static final ImageSpace SPACE = ImageSpace.nasBench201();
  private static final List<Architecture> ROWS = rows(300);
  private static final Problem PROBLEM =
      new Problem(SPACE, CostModel.none(), List.of(), Objective.ACCURACY);

  private static List<Architecture> rows(int count) {
    RandomGenerator rng = Seeds.root(5).rng();
    Set<Architecture> rows = new HashSet<>(); // its order does not matter: sorted below
    while (rows.size() < count) {
      rows.add(SPACE.random(rng));
    }
    return rows.stream().sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
  }

  private static double convolutions(Architecture architecture) {
    return architecture.graph().labels().stream().filter(l -> l.contains("conv")).count();
  }

  @Test
  void whatFollowsFromTheChoicesIsForetoldBetterWithMoreLabels() {
    double[] gains = ROWS.stream().mapToDouble(SurrogateQualityTest::convolutions).toArray();
    SurrogateQuality quality = new SurrogateQuality(PROBLEM, ROWS, gains, Seeds.root(1));
    OneHot encoder = new OneHot(SPACE);
    double few = quality.alone(encoder, 10).mean();
    double many = quality.alone(encoder, 150).mean();
    assertTrue(many > few + 0.05, few + " with 10 labels, " + many + " with 150");
    assertTrue(quality.inSearch(encoder, 150).mean() > many, "counts of operations help");
  }

  @Test
  void whatIsRandomIsNotForetold() {
    RandomGenerator rng = Seeds.root(2).rng();
    double[] gains = ROWS.stream().mapToDouble(r -> rng.nextDouble()).toArray();
    SurrogateQuality quality = new SurrogateQuality(PROBLEM, ROWS, gains, Seeds.root(3));
    assertEquals(0, quality.inSearch(new OneHot(SPACE), 50).mean(), 0.1); // 30 draws of 250 rows
  }

  @Test
  void tooManyLabelsAreRefused() {
    SurrogateQuality quality =
        new SurrogateQuality(PROBLEM, ROWS, new double[ROWS.size()], Seeds.root(4));
    OneHot encoder = new OneHot(SPACE);
    assertThrows(MimarException.class, () -> quality.alone(encoder, quality.mostLabels() + 1));
  }
}
