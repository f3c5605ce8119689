package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.objective.Objective;
import io.mimar.stats.Interval;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class MeasureTest {
  private static final double RARE = 0.04; // 1,000 samples say as much as 40 of classes alike
  private static final Measure ALIKE = new Measure("balanced_accuracy");
  private static final Measure UNEVEN = new Measure("balanced_accuracy", RARE);

  private static double width(Measure measure) {
    Interval interval = measure.interval95(0.8, 1_000).orElseThrow();
    return interval.high() - interval.low();
  }

  @Test
  void rareClassesMakeScoresThatCountClassesLessCertain() {
    assertEquals(5, width(UNEVEN) / width(ALIKE), 1e-9);
    assertEquals(Math.sqrt(0.16 / 40), UNEVEN.deviation(0.8, 1_000).getAsDouble(), 1e-12);
    assertEquals(
        1.96 * Math.sqrt(2 * 0.16 / 40),
        UNEVEN.error95(0.8, 1_000, 0.8, 1_000).getAsDouble(),
        1e-9);
    assertEquals(width(new Measure("accuracy")), width(new Measure("accuracy", RARE)), 1e-12);
  }

  @Test
  void nothingIsSaidOfNoSamplesOrOfAnotherProgramsMetric() {
    assertEquals(OptionalDouble.empty(), UNEVEN.deviation(0.8, 0));
    assertEquals(OptionalDouble.empty(), UNEVEN.error95(0.8, 10, 0.8, 0));
    assertEquals(OptionalDouble.empty(), new Measure("bleu").deviation(0.8, 9));
  }

  @Test
  void aGapThatFewOfARareClassMakeIsChance() {
    Objective objective = new Objective("balanced_accuracy", Objective.Direction.MAXIMIZE);
    assertTrue(new Gap(ALIKE, objective, "test", 0.95, 0.84, 1_000).isWide());
    assertFalse(new Gap(UNEVEN, objective, "test", 0.95, 0.84, 1_000).isWide());
  }
}
