package io.mimar.task;

import io.mimar.data.Cells;
import io.mimar.data.DelimitedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tells whether the rows of a table are series, with a column for each step.
 *
 * @param table the table, or its first rows
 */
record StepColumns(DelimitedFile table) {
  /** Numbered columns from which on rows are series. */
  private static final int STEPS = 8;

  /** How far neighbours in a series differ at most, by how far any two of its values do. */
  private static final double SMOOTH = 0.9;

  private static final Pattern STEP = Pattern.compile("(.+)[_.-](\\d+)|(t|time|step)(\\d+)");

  private static final Set<String> TIMES = Set.of("t", "time", "step");

  /** What numbered columns of tables are called. */
  private static final Set<String> FEATURES =
      Set.of(
          "attr", "att", "attribute", "feature", "feat", "pixel", "column", "col", "var", "v", "f");

  /**
   * The columns that are steps of series, in words: all but two at most are called alike but for a
   * number that counts up, or it is a table of tabs without a header, a whole number and many more.
   */
  Optional<String> words() {
    List<String> header = table.header();
    if (!table.headed()) {
      return table.delimiter() == '\t' && header.size() > STEPS && isUcr()
          ? Optional.of("a class first, between tabs")
          : Optional.empty();
    }
    SortedMap<String, List<Integer>> channels = new TreeMap<>();
    boolean timed = false;
    Map<String, Integer> last = new HashMap<>(); // of each channel, which may take turns
    int steps = 0;
    for (int c = 0; c < header.size(); c++) {
      Matcher matcher = STEP.matcher(header.get(c).strip());
      boolean separate = matcher.matches() && matcher.group(1) != null;
      if (!matcher.matches() || matcher.group(separate ? 2 : 4).length() > 6) {
        continue;
      }
      int number = Integer.parseInt(matcher.group(separate ? 2 : 4));
      String name = matcher.group(separate ? 1 : 3);
      List<Integer> channel = channels.computeIfAbsent(name, n -> new ArrayList<>());
      if (!channel.isEmpty() && number != last.get(name) + 1) {
        return Optional.empty();
      }
      channel.add(c);
      timed |= TIMES.contains(name.toLowerCase(Locale.ROOT));
      last.put(name, number);
      steps++;
    }
    boolean most = steps >= header.size() - 2 && steps >= STEPS * channels.size();
    boolean named = channels.keySet().stream().anyMatch(StepColumns::isStepLike);
    return most && named && (timed || isSmooth(channels.values()))
        ? Optional.of("channels " + channels.keySet())
        : Optional.empty();
  }

  /**
   * Whether neighbours are more alike than any two values of a row, as steps of time mostly are.
   */
  private boolean isSmooth(Collection<List<Integer>> channels) {
    return table.rows().stream()
            .flatMap(row -> channels.stream().map(channel -> values(row, channel)))
            .mapToDouble(StepColumns::roughness)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.POSITIVE_INFINITY)
        <= SMOOTH;
  }

  private static double[] values(DelimitedFile.Row row, List<Integer> columns) {
    return columns.stream()
        .filter(c -> c < row.cells().length && !Cells.isMissing(row.cells()[c]))
        .mapToDouble(c -> Cells.number(row.cells()[c]))
        .filter(Double::isFinite)
        .toArray();
  }

  /** How far neighbours differ, by how far any two do: about 1 where their order says nothing. */
  private static double roughness(double[] values) {
    int n = values.length;
    double near = 0;
    for (int i = 1; i < n; i++) {
      near += Math.abs(values[i] - values[i - 1]);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double any = 0;
    for (int i = 0; i < n; i++) {
      any += (2.0 * i - n + 1) * sorted[i];
    }
    return near / (n - 1) / (2 * any / n / (n - 1));
  }

  /** Names of channels; features of tables are numbered too. */
  private static boolean isStepLike(String channel) {
    return !FEATURES.contains(channel.toLowerCase(Locale.ROOT));
  }

  private boolean isUcr() {
    return table.rows().stream()
        .limit(20)
        .allMatch(
            row ->
                IntStream.range(0, row.cells().length)
                        .allMatch(c -> Double.isFinite(number(row.cells()[c])))
                    && number(row.cells()[0]) == Math.rint(number(row.cells()[0])));
  }

  private static double number(String cell) {
    boolean gap = Cells.isMissing(cell) || Cells.isInfinite(cell);
    return gap ? 0 : Cells.number(cell);
  }
}
