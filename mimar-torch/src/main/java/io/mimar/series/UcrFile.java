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
 * then its values, parted by tabs. NaN at the end of a line pads a shorter series.
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
    SeriesFile read = TextFile.read(file, notes::add, text -> read(file, text, wanted.held()));
    notes.forEach(read::note);
    if (!wanted.target().isEmpty() && !wanted.targetIsOptional()) {
      throw new MimarException(
          "target is \"" + wanted.target() + "\", but " + file + " has no names of columns",
          "Leave target out: the first column is the label.");
    }
    read.note("The target is the first column of " + file + ", which has no header.");
    return read;
  }

  private static SeriesFile read(Path file, BufferedReader text, Held held) throws IOException {
    held.start(file);
    var series = new SeriesFile(file, held);
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      String place = series.place(++number);
      if (!line.isBlank()) {
        String[] cells = line.split("\t", -1);
        float[] values = series.numbers(Arrays.copyOfRange(cells, 1, cells.length), place);
        String label = Cells.isMissing(cells[0]) ? "" : cells[0].strip();
        series.add(place, List.of("channel1"), new float[][] {values}, label);
      }
    }
    return series.finish();
  }
}
