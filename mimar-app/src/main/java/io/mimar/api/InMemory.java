package io.mimar.api;

import io.mimar.Check;
import io.mimar.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Samples in memory as the readers of files give them. */
final class InMemory {
  /** What they are called, in messages and as a run's name. */
  static final String NAME = "memory";

  private InMemory() {}

  /** What each sample is called: as if it were a line of a file. */
  static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> NAME + ":" + i).toList();
  }

  /** Numbers as the cells of a row; an empty one for a NaN. */
  static List<String> cells(float[] row) {
    List<String> cells = new ArrayList<>();
    for (float number : row) {
      cells.add(cell(number));
    }
    return cells;
  }

  static String cell(float number) {
    return Float.isNaN(number) ? "" : Float.toString(number);
  }

  /**
   * Copies of series, their channels numbered; what is infinite counts as missing.
   *
   * @param series {@code [N][channel][time]}
   * @param channels their names; of the first one's number where there are none
   * @throws io.mimar.MimarException when one has another number of channels
   */
  static List<Series> series(float[][][] series, List<String> channels) {
    int count = series.length == 0 ? 0 : series[0].length;
    List<String> names = channels.isEmpty() ? numbered(count) : channels;
    List<Series> copies = new ArrayList<>();
    for (float[][] one : series) {
      requireEqual("channels of series " + (copies.size() + 1), one.length, names.size());
      float[][] copy = new float[one.length][];
      for (int c = 0; c < copy.length; c++) {
        copy[c] = finite(one[c]);
      }
      copies.add(new Series(names, copy));
    }
    return copies;
  }

  private static float[] finite(float[] values) {
    float[] finite = values.clone();
    for (int t = 0; t < finite.length; t++) {
      finite[t] = Float.isInfinite(finite[t]) ? Float.NaN : finite[t];
    }
    return finite;
  }

  private static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(c -> "channel " + c).toList();
  }

  static void requireEqual(String what, int count, int wanted) {
    Check.range("number of " + what, count, wanted, wanted);
  }
}
