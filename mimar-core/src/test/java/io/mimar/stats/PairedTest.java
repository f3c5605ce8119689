package io.mimar.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PairedTest {

  /** W = 4 of 36 for n = 8: the exact two-sided p is 14/256. */
  @Test
  void wilcoxonIsTheTabledOne() {
    double[] a = {82, 69, 73, 43, 58, 56, 76, 65};
    double[] b = {63, 42, 74, 37, 51, 43, 80, 62};
    Paired paired = Paired.of(a, b, Seeds.root(1).rng());
    assertEquals(8.75, paired.mean(), 1e-12);
    assertEquals(14 / 256.0, paired.wilcoxonP(), 0.005); // a normal approximation
  }

  @Test
  void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      RandomGenerator rng = Seeds.root(seed).rng();
      double[] a = rng.doubles(40).map(u -> u + 0.3).toArray();
      double[] b = rng.doubles(40).toArray();
      Paired paired = Paired.of(a, b, rng);
      held += paired.low() <= 0.3 && 0.3 <= paired.high() ? 1 : 0;
    }
    assertTrue(held >= 178 && held <= 199, held + " of 200"); // 95 % less small-sample bias
  }

  @Test
  void equalMethodsDoNotDiffer() {
    double[] a = {1, 2, 3};
    Paired paired = Paired.of(a, a, Seeds.root(1).rng());
    assertEquals(0, paired.mean());
    assertEquals(1, paired.wilcoxonP());
    assertEquals(OptionalDouble.of(0), paired.effect());
    Paired balanced = Paired.of(new double[] {1, 0}, new double[] {0, 1}, Seeds.root(1).rng());
    assertEquals(1, balanced.wilcoxonP(), "not 1.00000003, as the fitted tail has it");
  }

  @Test
  void anEffectHasNoSizeWhereAllDifferAlike() {
    double[] a = {0.3, 0.6, 0.9, 1.3};
    double[] b = {0.1, 0.4, 0.7, 1.1}; // by 0.2, but for rounding
    assertEquals(OptionalDouble.empty(), Paired.of(a, b, Seeds.root(1).rng()).effect());
    assertEquals(
        2, Paired.of(new double[] {1, 3}, new double[2], Seeds.root(1).rng()).mean(), 1e-12);
    assertEquals(
        Math.sqrt(2),
        Paired.of(new double[] {1, 3}, new double[2], Seeds.root(1).rng()).effect().orElseThrow(),
        1e-12);
  }

  @Test
  void theNormalTailIsTheTabledOne() {
    assertEquals(0.5, Normal.upperTail(0), 1e-7);
    assertEquals(0.0249979, Normal.upperTail(1.96), 1e-6);
    assertEquals(0.0013499, Normal.upperTail(3), 1e-6);
  }
}
