package io.mimar.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RowSets;
import io.mimar.random.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real sets, read whole: {@code MIMAR_SETS} (environment or system property) names the folder that
 * has them. The accuracy of the nearest neighbour is what the UCR archive publishes
 * (JapaneseVowels, padded with zeros: measured by other code), so every number and label is read as
 * it should be.
 */
class RealSeriesTest {
  @ParameterizedTest
  @CsvSource({
    "GunPoint, 50, 150, 1, 150, 2, 0.913",
    "ArrowHead, 36, 175, 1, 251, 3, 0.800",
    "OSULeaf, 200, 242, 1, 427, 6, 0.521",
    "JapaneseVowels, 270, 370, 12, 29, 9, 0.916"
  })
  void nearestNeighboursAreAsPublished(
      String name, int train, int test, int channels, int length, int classes, double accuracy) {
    Path folder = sets().resolve(name);
    assumeTrue(Files.isDirectory(folder), folder + " is not there");
    var options = DataOptions.DEFAULT.withHeldBack(0.2, 10_000);
    var reader = new SeriesReader();
    var raw = reader.read(folder, options);
    Dataset data = RowSets.complete(raw, reader, options, Seeds.root(1));
    assertEquals(train, data.train().size() + data.validation().size());
    assertEquals(test, data.test().orElseThrow().size());
    assertEquals(channels, data.train().shape().channels());
    assertEquals(classes, data.classes().size());
    // the longest of all, which neither the train part nor what is left of it need have
    var format = new Format.Series(raw.parts().get(Part.TRAIN).rows().get(0).channels(), length, 1);
    float[][] known = encoded(raw.parts().get(Part.TRAIN), format);
    float[][] asked = encoded(raw.parts().get(Part.TEST), format);
    int right = 0;
    for (int i = 0; i < asked.length; i++) {
      String told = raw.parts().get(Part.TRAIN).targets().get(nearest(known, asked[i]));
      right += told.equals(raw.parts().get(Part.TEST).targets().get(i)) ? 1 : 0;
    }
    assertEquals(accuracy, right / (double) asked.length, 0.0006); // three digits
  }

  private static float[][] encoded(RawPart<Series> part, Format.Series format) {
    float[][] numbers = new float[part.rows().size()][(int) format.input().shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      new SeriesReader().encode(part.rows().get(i), format, numbers[i]);
    }
    return numbers;
  }

  private static Path sets() {
    Optional<String> set =
        Optional.ofNullable(System.getProperty("MIMAR_SETS", System.getenv("MIMAR_SETS")));
    assumeTrue(set.isPresent(), "MIMAR_SETS names no folder with real sets");
    return Path.of(set.get());
  }

  private static int nearest(float[][] known, float[] asked) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < known.length; i++) {
      double distance = 0;
      for (int j = 0; j < asked.length; j++) {
        double gap = orZero(known[i][j]) - orZero(asked[j]);
        distance += gap * gap;
      }
      if (distance < least) {
        nearest = i;
        least = distance;
      }
    }
    return nearest;
  }

  private static double orZero(float value) {
    return Float.isNaN(value) ? 0 : value;
  }
}
