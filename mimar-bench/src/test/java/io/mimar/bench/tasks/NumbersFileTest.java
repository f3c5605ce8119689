package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.network.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What peers read. */
final class NumbersFileTest {
  @TempDir Path folder;

  private NumbersFile.Content written(Input input, float[] numbers, float... labels)
      throws IOException {
    Path file = folder.resolve("train.csv");
    LabelledSamples samples =
        new LabelledSamples(input.shape(), new Numbers.Floats(numbers), labels);
    NumbersFile.write(file, input, samples);
    assertEquals(labels.length, Files.readAllLines(file).size());
    return NumbersFile.read(file);
  }

  @Test
  void categoriesBecomeAColumnForEachValue() throws IOException {
    Input input = new Input.Columns(List.of(new Input.Column(0, true), new Input.Column(3, false)));
    NumbersFile.Content content =
        written(input, new float[] {0.25f, 2, Float.NaN, 0, -1e-7f, Float.NaN}, 1, 0, 4);
    assertEquals(4, content.columns());
    assertArrayEquals(new float[] {0.25f, 0, 0, 1}, content.values()[0]);
    assertArrayEquals(new float[] {Float.NaN, 1, 0, 0}, content.values()[1]);
    assertArrayEquals(new float[] {-1e-7f, 0, 0, 0}, content.values()[2]);
    assertArrayEquals(new int[] {1, 0, 4}, content.labels());
  }

  @Test
  void seriesLieChannelByChannelWithNothingAfterTheirEnd() throws IOException {
    NumbersFile.Content content =
        written(new Input.Series(2, 3), new float[] {1, 2, Float.NaN, 3, 4, Float.NaN}, 0);
    assertArrayEquals(new float[] {1, 2, Float.NaN, 3, 4, Float.NaN}, content.values()[0]);
  }
}
