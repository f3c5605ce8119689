package io.mimar.bench.tasks;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a table, or series, as peers read them: lines of numbers parted by commas, the class
 * first. A categorical column becomes one column for each of its values; what is missing, and what
 * comes after a series' end, is NaN.
 */
final class NumbersFile {
  private NumbersFile() {}

  /**
   * Samples as numbers.
   *
   * @param values {@code [N,D]}
   * @param labels {@code [N]}
   */
  @SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
  record Content(float[][] values, int[] labels) {
    int columns() {
      return values[0].length;
    }
  }

  /** Writes {@code samples}, which are put in as {@code input} says. */
  static void write(Path file, Input input, LabelledSamples samples) throws IOException {
    int[] labels = samples.labels();
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int row = 0; row < labels.length; row++) {
        StringBuilder line = new StringBuilder().append(labels[row]);
        for (float value : numbers(input, samples, row)) {
          line.append(',').append(value);
        }
        out.write(line.append('\n').toString());
      }
    }
  }

  private static List<Float> numbers(Input input, LabelledSamples samples, int row) {
    int each = (int) samples.shape().size();
    List<Float> numbers = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      float value = samples.numbers().at(row * each + i);
      int categories =
          input instanceof Input.Columns table ? table.columns().get(i).categories() : 0;
      if (categories == 0) {
        numbers.add(value);
      }
      for (int category = 0; category < categories; category++) {
        numbers.add(value == category ? 1f : 0f);
      }
    }
    return numbers;
  }

  /** Reads what {@link #write} wrote. */
  static Content read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      float[][] values = new float[lines.size()][];
      int[] labels = new int[lines.size()];
      for (int row = 0; row < labels.length; row++) {
        String[] cells = lines.get(row).split(",", -1);
        labels[row] = Integer.parseInt(cells[0]);
        values[row] = new float[cells.length - 1];
        for (int c = 1; c < cells.length; c++) {
          values[row][c - 1] = Float.parseFloat(cells[c]);
        }
      }
      return new Content(values, labels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
