package io.mimar.series;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.DelimitedFile;
import io.mimar.data.Held;
import io.mimar.data.RowNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads a wide table: a series a row, a column for each time step of each channel, called {@code
 * channel_time}; of one channel where columns have plain names. Missing cells at the end are after
 * a series' end.
 */
final class WideFile {
  private static final int TOLD = 5;
  private static final double NEARLY_ALL = 0.8;
  private static final Pattern CHANNEL_TIME = Pattern.compile("(.*[^_. -])[_. -]+([0-9]{1,9})");
  private static final Pattern STEP = Pattern.compile("(\\D*)[0-9]{1,9}"); // t17, or 17 alone

  private final DelimitedFile table;
  private final SeriesFile series;
  private final Wanted wanted;

  private WideFile(DelimitedFile table, Wanted wanted) {
    this.table = table;
    this.wanted = wanted;
    series = new SeriesFile(table.file(), wanted.held());
  }

  static SeriesFile read(Path file, Wanted wanted) {
    Held held = wanted.held();
    long before = held.bytes();
    DelimitedFile table = DelimitedFile.read(file, held);
    long cells = held.bytes() - before;
    SeriesFile read = new WideFile(table, wanted).read();
    held.free(cells); // their numbers are left
    return read;
  }

  private SeriesFile read() {
    table.notes().forEach(series::note);
    Set<Integer> words = wordColumns();
    Optional<Integer> target = target(words);
    List<Integer> steps =
        IntStream.range(0, table.header().size())
            .filter(c -> !target.equals(Optional.of(c)) && !words.contains(c))
            .boxed()
            .toList();
    Map<String, List<Integer>> channels = channels(steps);
    tellIgnored(target, channels);
    List<String> names = List.copyOf(channels.keySet());
    for (DelimitedFile.Row row : table.rows()) {
      float[][] values = new float[names.size()][];
      for (int c = 0; c < values.length; c++) {
        values[c] = values(row, channels.get(names.get(c)));
      }
      String told = target.map(column -> row.cells()[column]).orElse("");
      series.add(table.place(row), names, values, Cells.isMissing(told) ? "" : told);
    }
    return series.finish();
  }

  /** The columns with more words than numbers. */
  private Set<Integer> wordColumns() {
    Set<Integer> words = new TreeSet<>();
    for (int c = 0; c < table.header().size(); c++) {
      int numbers = 0;
      int others = 0;
      for (DelimitedFile.Row row : table.rows()) {
        if (!Cells.isMissing(row.cells()[c])) {
          boolean number = Cells.isNumber(row.cells()[c]);
          numbers += number ? 1 : 0;
          others += number ? 0 : 1;
        }
      }
      if (others > numbers) {
        words.add(c);
      }
    }
    return words;
  }

  /**
   * The target's column: asked for, called like one, the only one of words, or the last; where that
   * is a time step, the last one of words.
   */
  private Optional<Integer> target(Set<Integer> words) {
    List<String> header = table.header();
    Optional<Integer> found = wanted.named(table.file().toString(), header).map(header::indexOf);
    String why = wanted.target().isEmpty() ? "by its name" : "as asked";
    if (found.isEmpty() && wanted.targetIsOpen()) {
      if (words.size() == 1) {
        found = Optional.of(words.iterator().next());
        why = "the only one without numbers";
      } else if (isStep(header.size() - 1)
          && !wanted.targetIsOptional()
          && lastOfNames(words).isPresent()) {
        found = lastOfNames(words);
        why = "the last one whose words come again and again";
      } else if (!wanted.targetIsOptional() || hasOneTooMany(words)) {
        found = Optional.of(header.size() - 1);
        why = "the last one";
      }
    }
    if (found.isPresent()) {
      String name = header.get(found.get());
      series.target(name);
      series.note("The target is the column \"" + name + "\": " + why + ".");
    }
    return found;
  }

  /** Whether a column is called as the one before it but for a number. */
  private boolean isStep(int column) {
    Matcher name = STEP.matcher(table.header().get(column));
    Matcher before = STEP.matcher(table.header().get(Math.max(0, column - 1)));
    return column > 0
        && name.matches()
        && before.matches()
        && name.group(1).equals(before.group(1));
  }

  /** The last column of words that tell groups apart, and not each row from all others. */
  private Optional<Integer> lastOfNames(Set<Integer> words) {
    return words.stream()
        .filter(
            column ->
                2 * table.rows().stream().map(row -> row.cells()[column]).distinct().count()
                    <= table.rows().size())
        .max(Comparator.naturalOrder());
  }

  /** Whether there is one column more than the series of a model have values. */
  private boolean hasOneTooMany(Set<Integer> words) {
    List<Integer> numbers =
        IntStream.range(0, table.header().size()).filter(c -> !words.contains(c)).boxed().toList();
    List<Integer> values = numbered(numbers).orElseGet(() -> withoutRowNames(numbers));
    return wanted.numbers() > 0 && values.size() == 1 + wanted.numbers();
  }

  /** The columns of each channel, by time. */
  private Map<String, List<Integer>> channels(List<Integer> steps) {
    if (steps.isEmpty()) {
      throw new MimarException(
          table.file() + " has no column of numbers beside the target",
          "Give one column for each time step, called channel_time, and one for the target.");
    }
    Map<String, List<Integer>> channels = new LinkedHashMap<>();
    for (int column : steps) {
      Matcher name = CHANNEL_TIME.matcher(table.header().get(column));
      if (name.matches() && !isRowName(column)) {
        channels.computeIfAbsent(name.group(1), c -> new ArrayList<>()).add(column);
      }
    }
    int matched = channels.values().stream().mapToInt(List::size).sum();
    if (matched * 2 <= steps.size()) {
      return Map.of("channel1", numbered(steps).orElseGet(() -> withoutRowNames(steps)));
    }
    channels.values().forEach(columns -> columns.sort(Comparator.comparingInt(this::time)));
    channels.forEach(this::tellGaps);
    return channels;
  }

  /**
   * The columns that are called alike but for a number, where these are nearly all, and what a
   * model has been told of, if there is one.
   */
  private Optional<List<Integer>> numbered(List<Integer> columns) {
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int column : columns) {
      Matcher name = STEP.matcher(table.header().get(column));
      if (name.matches()) {
        alike.computeIfAbsent(name.group(1), c -> new ArrayList<>()).add(column);
      }
    }
    return alike.values().stream()
        .filter(some -> some.size() < columns.size())
        .filter(some -> some.size() >= NEARLY_ALL * columns.size())
        .filter(some -> wanted.numbers() == 0 || some.size() == wanted.numbers())
        .findFirst();
  }

  private boolean isRowName(int column) {
    return RowNames.isOne(table.header().get(column));
  }

  /**
   * The columns but one that is called an identifier where the series of the model have one less;
   * without a model, or where neither fits it, those with another whole number in each row.
   */
  private List<Integer> withoutRowNames(List<Integer> columns) {
    List<Integer> named = columns.stream().filter(this::isRowName).toList();
    if (columns.size() == wanted.numbers() || named.size() == columns.size()) {
      return columns;
    }
    boolean tooMany = columns.size() - named.size() == wanted.numbers();
    return columns.stream()
        .filter(column -> !named.contains(column) || !(tooMany || numbersRows(column)))
        .toList();
  }

  /** Whether a column has another whole number in each row. */
  private boolean numbersRows(int column) {
    Set<Double> seen = new HashSet<>();
    return table.rows().stream()
        .mapToDouble(row -> Cells.number(row.cells()[column]))
        .allMatch(number -> number == Math.rint(number) && seen.add(number));
  }

  /** Says which steps of time a channel has no column for. */
  private void tellGaps(String channel, List<Integer> columns) {
    int[] times = columns.stream().mapToInt(this::time).distinct().toArray();
    int step = IntStream.range(1, times.length).map(i -> times[i] - times[i - 1]).min().orElse(1);
    List<String> absent = new ArrayList<>();
    for (int i = 1; i < times.length; i++) {
      for (long t = (long) times[i - 1] + step; t < times[i] && absent.size() < TOLD; t += step) {
        absent.add(Long.toString(t));
      }
    }
    if (!absent.isEmpty()) {
      series.note(
          "Channel \"%s\" of %s has no column for the times %s%s; those beside them are taken as neighbours."
              .formatted(
                  channel,
                  table.file(),
                  String.join(", ", absent),
                  absent.size() == TOLD ? ", …" : ""));
    }
  }

  private int time(int column) {
    Matcher name = CHANNEL_TIME.matcher(table.header().get(column));
    return name.matches() ? Integer.parseInt(name.group(2)) : 0;
  }

  private void tellIgnored(Optional<Integer> target, Map<String, List<Integer>> channels) {
    Set<Integer> used = new TreeSet<>();
    channels.values().forEach(used::addAll);
    List<String> ignored =
        IntStream.range(0, table.header().size())
            .filter(c -> !used.contains(c) && !target.equals(Optional.of(c)))
            .mapToObj(table.header()::get)
            .toList();
    if (!ignored.isEmpty()) {
      series.note(
          "Ignored "
              + ignored.size()
              + " columns that are no time steps: "
              + String.join(", ", ignored.subList(0, Math.min(5, ignored.size())))
              + (ignored.size() > 5 ? ", …" : "")
              + ".");
    }
  }

  private float[] values(DelimitedFile.Row row, List<Integer> columns) {
    float[] values = new float[columns.size()];
    for (int t = 0; t < values.length; t++) {
      int column = columns.get(t);
      values[t] =
          series.number(
              row.cells()[column],
              () -> table.place(row) + ", column " + table.header().get(column));
    }
    return values;
  }
}
