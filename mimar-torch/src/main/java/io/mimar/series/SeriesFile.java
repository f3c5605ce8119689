package io.mimar.series;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.Held;
import io.mimar.data.RawPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Collects the series of one file, checks each as it comes, and says what was odd about them. */
final class SeriesFile {
  private static final int PERCENT_EMPTY = 5;

  private final Path file;
  private final Held held;
  private final List<String> names = new ArrayList<>();
  private final List<Series> rows = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Oddity missing = new Oddity();
  private final Oddity infinite = new Oddity();
  private final Oddity uneven = new Oddity();
  private final Oddity empty = new Oddity();
  private List<String> channels = List.of();
  private String target = "class";
  private String kind = "auto";

  /**
   * An empty one.
   *
   * @param held counts its series with all else that is read
   */
  SeriesFile(Path file, Held held) {
    this.file = file;
    this.held = held;
  }

  /** How often something was met, and where first. */
  private static final class Oddity {
    private int count;
    private String first = "";

    private void met(String place, int times) {
      first = count == 0 && times > 0 ? place : first;
      count += times;
    }

    private Optional<String> told(String sentence) {
      return count == 0
          ? Optional.empty()
          : Optional.of(String.format(sentence, count) + " (first: " + first + ").");
    }
  }

  // ---- for the parsers

  /** The file and a line of it. */
  String place(long line) {
    return file + ":" + line;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Says what the file says of the target, one of {@code DataOptions.KINDS}. */
  void kind(String said) {
    kind = said;
  }

  /** Calls the target something else than "class". */
  void target(String name) {
    target = name;
  }

  /**
   * The number that a cell is: NaN where it is missing.
   *
   * @throws MimarException when it is none
   */
  float number(String cell, Supplier<String> place) {
    double value = Cells.number(cell);
    if (Cells.isInfinite(cell)) {
      return Float.POSITIVE_INFINITY;
    } else if (Double.isNaN(value) && !Cells.isMissing(cell)) {
      throw new MimarException(
          place.get()
              + " has \""
              + shortened(cell.strip())
              + "\" in a series, but must have a number",
          "Write numbers with a decimal point, and ? or nothing where one is missing.");
    }
    return (float) value;
  }

  /** The numbers of a channel. */
  float[] numbers(String[] cells, String place) {
    float[] numbers = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = number(cells[i], () -> place);
    }
    return numbers;
  }

  /** Names for channels that have none. */
  static List<String> numbered(int channels) {
    return IntStream.rangeClosed(1, channels).mapToObj(c -> "channel" + c).toList();
  }

  /**
   * Adds a series.
   *
   * @param values {@code [channel][time]}; missing ones at the end are after its end
   * @param told what is to be told of it, empty where that is missing
   * @throws MimarException when it has not the channels of those before
   */
  void add(String place, List<String> named, float[][] values, String told) {
    if (rows.isEmpty() && empty.count == 0) {
      channels = named;
    } else if (!channels.equals(named)) {
      throw new MimarException(
          place
              + " has "
              + channelsOf(named)
              + ", but must have "
              + channelsOf(channels)
              + " as the series before",
          "Give every series the same channels; write ? where a value is missing.");
    }
    if (Arrays.stream(values).mapToInt(channel -> channel.length).distinct().count() > 1) {
      uneven.met(place, 1);
    }
    for (int c = 0; c < values.length; c++) {
      infinite.met(place, withoutInfinite(values[c]));
      values[c] = trimmed(values[c]);
      missing.met(place, count(values[c]));
    }
    var series = new Series(channels, values);
    if (series.length() == 0) {
      empty.met(place, 1);
      return;
    }
    long numbers = Arrays.stream(values).mapToLong(channel -> channel.length).sum();
    held.add(3L + channels.size(), Float.BYTES * numbers, () -> place);
    names.add(place);
    rows.add(series);
    targets.add(told.equals("?") || told.equalsIgnoreCase("nan") ? "" : told);
  }

  private static String channelsOf(List<String> named) {
    return named.equals(numbered(named.size())) || named.size() > 5
        ? named.size() + " channels"
        : "channels " + String.join(", ", named);
  }

  private static int withoutInfinite(float[] channel) {
    int found = 0;
    for (int t = 0; t < channel.length; t++) {
      if (Float.isInfinite(channel[t])) {
        channel[t] = Float.NaN;
        found++;
      }
    }
    return found;
  }

  private static float[] trimmed(float[] channel) {
    int end = channel.length;
    while (end > 0 && Float.isNaN(channel[end - 1])) {
      end--;
    }
    return end == channel.length ? channel : Arrays.copyOf(channel, end);
  }

  private static int count(float[] channel) {
    int found = 0;
    for (float value : channel) {
      found += Float.isNaN(value) ? 1 : 0;
    }
    return found;
  }

  static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  // ---- for the reader

  /**
   * Passes when there is something to use, and says what was odd.
   *
   * @throws MimarException when there is no series, or too many have no value
   */
  SeriesFile finish() {
    int total = rows.size() + empty.count;
    if (total == 0) {
      throw new MimarException(file + " has no series", "Give at least one series.");
    }
    if (rows.isEmpty() || 100L * empty.count > (long) PERCENT_EMPTY * total) {
      throw new MimarException(
          file
              + " has "
              + empty.count
              + " of "
              + total
              + " series without any value, but at most "
              + PERCENT_EMPTY
              + " % may be so: the first is at "
              + empty.first,
          "Fill them in, or take them out.");
    }
    empty
        .told("Skipped %d of " + total + " series of " + file + " without any value")
        .ifPresent(notes::add);
    infinite.told(file + " has %d infinite values; they count as missing").ifPresent(notes::add);
    missing.told(file + " has %d missing values within its series").ifPresent(notes::add);
    uneven
        .told(file + " has %d series with channels of different lengths; the shorter end earlier")
        .ifPresent(notes::add);
    return this;
  }

  RawPart<Series> part() {
    return new RawPart<>(names, rows, targets);
  }

  List<String> channels() {
    return channels;
  }

  String target() {
    return target;
  }

  /** What the file says of the target, one of {@code DataOptions.KINDS}. */
  String kind() {
    return kind;
  }

  List<String> notes() {
    return notes;
  }
}
