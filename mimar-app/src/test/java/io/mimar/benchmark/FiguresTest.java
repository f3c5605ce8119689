package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers of any scale are readable. */
final class FiguresTest {

  @Test
  void fiveDigitsWhateverTheScale() {
    assertEquals("94.373", Figures.text(94.373333));
    assertEquals("0.94321", Figures.text(0.943211));
    assertEquals("8555530", Figures.text(8_555_530));
    assertEquals("1.23e+10", Figures.text(1.234e10));
    assertEquals("1.23e-07", Figures.text(1.234e-7));
    assertEquals("0.0000", Figures.text(0));
    assertEquals("-12.500", Figures.text(-12.5));
    assertEquals("94.370 ± 0.021", Figures.spread(94.37, 0.0214));
  }

  @Test
  void differencesHaveSignsAndSharesPercent() {
    assertEquals("18509278", Figures.exact(1.8509278e7));
    assertEquals("100", Figures.exact(100));
    assertEquals("-0.25", Figures.exact(-0.25));
    assertEquals("0", Figures.exact(-0.0));
    assertEquals("+0.213", Figures.difference(0.2134));
    assertEquals("-12.5", Figures.difference(-12.5));
    assertEquals("0", Figures.difference(0));
    assertEquals("98 %", Figures.percent(0.98));
    assertEquals("28 %", Figures.percent(0.28));
    assertEquals("33.3 %", Figures.percent(1 / 3.0));
    assertEquals("< 0.0001", Figures.probability(3e-9));
    assertEquals("0.0312", Figures.probability(0.0312));
  }
}
