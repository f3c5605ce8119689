package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.store.DataSummary;
import io.mimar.store.DataSummary.Kind;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DataWordsTest {
  private static DataSummary of(Kind kind, int channels, int height, int width, int test) {
    return new DataSummary(
        "x",
        kind,
        channels,
        height,
        width,
        "",
        List.of("a", "b"),
        60,
        40,
        test,
        List.of(),
        OptionalDouble.empty());
  }

  @Test
  void eachKindIsCountedInItsOwnWords() {
    assertEquals("1,797 rows of 64 columns", DataWords.samples(of(Kind.TABLE, 1, 1, 64, 1_697)));
    assertEquals(
        "10,000 texts of up to 38 words", DataWords.samples(of(Kind.TEXT, 1, 1, 38, 9_900)));
    assertEquals(
        "100 series of 150 steps, 1 channel", DataWords.samples(of(Kind.SERIES, 1, 1, 150, 0)));
    assertEquals(
        "100 images of 28 × 32 pixels, 3 channels",
        DataWords.samples(of(Kind.IMAGE, 3, 28, 32, 0)));
  }

  @Test
  void whatIsToldIsClassesOrAnAmount() {
    assertEquals(new Report.Item("2 classes", "a, b"), DataWords.told(of(Kind.TEXT, 1, 1, 9, 0)));
    DataSummary amounts =
        new DataSummary(
            "x",
            Kind.TABLE,
            1,
            1,
            9,
            "price",
            List.of(),
            60,
            40,
            0,
            List.of(),
            OptionalDouble.empty());
    assertEquals(new Report.Item("told", "the amount “price”"), DataWords.told(amounts));
  }

  @Test
  void aMissingTestPartIsSaid() {
    assertEquals(
        "60 training, 40 validation, no test", DataWords.split(of(Kind.TABLE, 1, 1, 9, 0)));
  }
}
