package io.mimar.data;

import io.mimar.data.DelimitedFile.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The columns of a delimited file, by its first rows.
 *
 * @param names the columns' names, all different
 * @param headed whether the first row has them
 * @param trailing whether rows end in an empty cell that has no name
 * @param notes what is out of the ordinary; the file's name goes before each
 */
record Header(List<String> names, boolean headed, boolean trailing, List<String> notes) {
  /** What a column is called that has no name and numbers or names the rows. */
  static final String ROW_NAMES = "row_names";

  /** Numbers that stand in equal steps by no chance. */
  private static final int MANY = 8;

  Header {
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }

  static Header of(List<Row> sample) {
    String[] first = sample.get(0).cells();
    List<String[]> rest = sample.stream().skip(1).map(Row::cells).toList();
    int width = rest.isEmpty() ? first.length : usualLength(rest);
    if (!isHeader(first, rest, width)) {
      int columns = usualLength(sample.stream().map(Row::cells).toList());
      List<String> names = DelimitedFile.numbered(columns);
      String called =
          columns == 1
              ? "column is called column1."
              : "columns are called column1 to column" + columns + ".";
      return new Header(names, false, false, List.of("has no header: its " + called));
    }
    boolean longer = width == first.length + 1;
    boolean trailing =
        longer && rest.stream().allMatch(r -> r.length != width || r[width - 1].isEmpty());
    List<String> given = new ArrayList<>(Arrays.asList(first));
    if (given.get(0).startsWith("#")) {
      given.set(0, given.get(0).substring(1).strip());
    }
    List<String> notes = new ArrayList<>();
    if (longer && !trailing) {
      given.add(0, "");
      notes.add("has one name less than columns: its first column is taken as names of the rows.");
    }
    return new Header(distinct(given, notes), true, trailing, notes);
  }

  private static int usualLength(List<String[]> rows) {
    Map<Integer, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.length, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /**
   * Whether the first row has names: words over a column of numbers; or words that differ and do
   * not come again below, where nothing is a number or all numbers count the columns, as those of a
   * data frame without names do; or only such numbers, where they are many or leave a name out. Of
   * a row alone numbers are none.
   */
  private static boolean isHeader(String[] first, List<String[]> rest, int width) {
    long given = Arrays.stream(first).filter(Header::isNumber).count();
    boolean any = given > 0;
    if (any && rest.isEmpty()) {
      return false;
    }
    boolean counted = countsUp(first);
    if (any && Arrays.stream(first).allMatch(c -> Cells.isMissing(c) || isNumber(c))) {
      boolean index = first[0].isEmpty() && !rest.get(0)[0].isEmpty(); // it has no name
      return counted && (index || given >= MANY) && rest.stream().noneMatch(Header::countsUp);
    }
    int shift = width == first.length + 1 ? 1 : 0;
    boolean numbers = false;
    boolean again = new HashSet<>(Arrays.asList(first)).size() < first.length;
    for (int c = 0; c < first.length; c++) {
      int column = c + shift;
      List<String> below =
          rest.stream()
              .filter(row -> row.length > column)
              .map(row -> row[column])
              .filter(cell -> !Cells.isMissing(cell))
              .toList();
      boolean numeric = !below.isEmpty() && below.stream().allMatch(Header::isNumber);
      if (numeric && !Cells.isMissing(first[c]) && !isNumber(first[c])) {
        return true;
      }
      boolean number = isNumber(first[c]);
      numbers |= numeric && number;
      again |= !(counted && number) && below.contains(first[c]);
    }
    return (!numbers || counted) && !again;
  }

  private static boolean isNumber(String cell) {
    return Cells.isNumber(cell) || Cells.isInfinite(cell);
  }

  /**
   * Whether the numbers are three or more that count up from 0 or 1, or many at equal steps, such
   * as wavelengths or years.
   */
  private static boolean countsUp(String[] cells) {
    double[] numbers =
        Arrays.stream(cells).filter(Cells::isNumber).mapToDouble(Cells::number).toArray();
    if (numbers.length < 3) {
      return false;
    }
    double step = numbers[1] - numbers[0];
    boolean counts = step == 1 && (numbers[0] == 0 || numbers[0] == 1);
    return (counts || (step > 0 && numbers.length >= MANY))
        && IntStream.range(2, numbers.length).allMatch(i -> numbers[i] - numbers[i - 1] == step);
  }

  /** The names, with a name for what has none and a number after what comes again. */
  private static List<String> distinct(List<String> given, List<String> notes) {
    Set<String> taken = new HashSet<>(given);
    Set<String> used = new HashSet<>();
    List<String> names = new ArrayList<>();
    List<String> renamed = new ArrayList<>();
    for (int c = 0; c < given.size(); c++) {
      String name = given.get(c);
      if (name.isEmpty()) {
        name = c == 0 ? ROW_NAMES : "column" + (c + 1);
      }
      String distinct = name;
      for (int n = 2; used.contains(distinct) || (n > 2 && taken.contains(distinct)); n++) {
        distinct = name + "_" + n;
      }
      if (!distinct.equals(name)) {
        renamed.add(distinct);
      }
      used.add(distinct);
      names.add(distinct);
    }
    if (!renamed.isEmpty()) {
      notes.add("has columns of one name; they are now called " + Classes.some(renamed) + ".");
    }
    return names;
  }

  /** The cells of a row, without the empty one that a delimiter at the end of the line makes. */
  String[] fit(String[] cells) {
    boolean one = trailing && cells.length == names.size() + 1;
    return one && cells[cells.length - 1].isEmpty()
        ? Arrays.copyOf(cells, cells.length - 1)
        : cells;
  }
}
