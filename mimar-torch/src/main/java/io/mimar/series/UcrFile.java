package io.mimar.series;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.Held;
import io.mimar.data.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Reads the UCR archive's {@code .tsv}: no header, a series of one channel a line, its label first,
 * then its values, parted by tabs. NaN at the end of a line pads a shorter series. What a model is
 * to tell of may have no labels.
 */
final class UcrFile {
  private UcrFile() {}

  /** Whether a file's first line has a label and then only numbers, rather than names. */
  static boolean isOne(Path file) {
    String first =
        TextFile.read(
            file,
            note -> {},
            text -> {
              String line = text.readLine();
              return line == null ? "" : line;
            });
    String[] cells = first.split("\t", -1);
    return cells.length > 1 && Arrays.stream(cells).skip(1).allMatch(UcrFile::isValue);
  }

  private static boolean isValue(String cell) {
    return Cells.isNumber(cell) || Cells.isMissing(cell) || Cells.isInfinite(cell);
  }

  static SeriesFile read(Path file, Wanted wanted) {
    var notes = new LinkedHashSet<String>();
    boolean bare = isBare(file, wanted.numbers());
    Held held = wanted.held();
    SeriesFile read = TextFile.read(file, notes::add, text -> read(file, text, bare, held));
    notes.forEach(read::note);
    if (!wanted.target().isEmpty() && !wanted.targetIsOptional()) {
      throw new MimarException(
          "target is \"" + wanted.target() + "\", but " + file + " has no names of columns",
          "Leave target out: the first column is the label.");
    }
    read.note(
        bare
            ? file + " has as many columns as series have steps: it has no target."
            : "The target is the first column of " + file + ", which has no header.");
    return read;
  }

  /**
   * Whether each line has as many cells as a model's series have {@code numbers}, if it says, and
   * begins as it goes on: not with words or whole numbers where others are not whole.
   */
  private static boolean isBare(Path file, long numbers) {
    return numbers > 0 && TextFile.read(file, note -> {}, text -> isBare(text, numbers));
  }

  private static boolean isBare(BufferedReader text, long numbers) throws IOException {
    boolean labels = true;
    boolean whole = true;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      String[] cells = line.split("\t", -1);
      if (!line.isBlank() && cells.length != numbers) {
        return false;
      } else if (!line.isBlank()) {
        labels &= !Cells.isNumber(cells[0]) || isWhole(cells[0]);
        whole &= Arrays.stream(cells).skip(1).allMatch(c -> !Cells.isNumber(c) || isWhole(c));
      }
    }
    return !labels || whole;
  }

  private static boolean isWhole(String cell) {
    double number = Cells.number(cell);
    return number == Math.rint(number);
  }

  private static SeriesFile read(Path file, BufferedReader text, boolean bare, Held held)
      throws IOException {
    held.start(file);
    var series = new SeriesFile(file, held);
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      String place = series.place(++number);
      if (!line.isBlank()) {
        String[] cells = line.split("\t", -1);
        int first = bare ? 0 : 1;
        float[] values = series.numbers(Arrays.copyOfRange(cells, first, cells.length), place);
        String label = bare || Cells.isMissing(cells[0]) ? "" : cells[0].strip();
        series.add(place, List.of("channel1"), new float[][] {values}, label);
      }
    }
    return series.finish();
  }
}
