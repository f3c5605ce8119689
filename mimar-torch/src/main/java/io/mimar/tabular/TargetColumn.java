package io.mimar.tabular;

import io.mimar.MimarException;
import io.mimar.data.DelimitedFile.Row;
import io.mimar.data.RowNames;
import io.mimar.data.TargetNames;
import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The column that is to be told.
 *
 * @param name its name
 * @param why why it is this one, after "because it is"
 */
record TargetColumn(String name, String why) {
  private static final int LOOKED_AT = 5_000;

  /**
   * The one that is wanted; else one with a usual name; else the only one that rows to test on
   * lack; else the only one of categories; else the last.
   *
   * @param file of the train part
   * @param test of the test part, where there is one
   * @param wanted its name, empty for any
   * @param amount whether it is to be an amount: then the last of numbers
   * @throws MimarException when the wanted one is not there, or there is no other column
   */
  static TargetColumn of(TableFile file, Optional<TableFile> test, String wanted, boolean amount) {
    List<String> names = file.header();
    if (names.size() < 2) {
      throw new MimarException(
          file.text().file() + " has one column, " + names.get(0) + ", but must have 2 or more",
          "Give a column to tell and columns to tell it from; cells may be parted by commas, tabs,"
              + " semicolons, bars or spaces.");
    }
    if (!wanted.isEmpty()) {
      return new TargetColumn(wanted(file, wanted), "asked for");
    }
    return TargetNames.usual(names)
        .map(name -> new TargetColumn(name, "called so"))
        .or(
            () ->
                test.flatMap(other -> onlyLacking(file, other))
                    .map(name -> new TargetColumn(name, "the only one that the test part lacks")))
        .or(
            () ->
                amount
                    ? lastNumber(file).map(n -> new TargetColumn(n, "the last one of numbers"))
                    : onlyCategory(file)
                        .map(n -> new TargetColumn(n, "the only one of categories")))
        .orElse(new TargetColumn(names.get(names.size() - 1), "the last"));
  }

  private static String wanted(TableFile file, String wanted) {
    List<String> names = file.header();
    return TargetNames.like(names, wanted)
        .orElseThrow(
            () ->
                new MimarException(
                    "target is " + wanted + ", but " + file.text().file() + " has no such column",
                    "Its nearest columns are: " + Told.nearest(wanted, names) + "."));
  }

  /** The only column that {@code other} has none of its name of; both must have names. */
  private static Optional<String> onlyLacking(TableFile file, TableFile other) {
    if (!file.text().headed() || !other.text().headed()) {
      return Optional.empty();
    }
    List<String> lacking =
        file.header().stream()
            .filter(name -> TargetNames.like(other.header(), name).isEmpty())
            .toList();
    return lacking.size() == 1 && canBeTold(file, lacking.get(0))
        ? Optional.of(lacking.get(0))
        : Optional.empty();
  }

  /** Whether a column is no number of its row, and has several values. */
  private static boolean canBeTold(TableFile file, String name) {
    ColumnProfile.What what = what(file, some(file.text().rows()), file.header().indexOf(name));
    return !RowNames.isOne(name)
        && what != ColumnProfile.What.IDENTIFIER
        && what != ColumnProfile.What.CONSTANT
        && what != ColumnProfile.What.EMPTY;
  }

  private static Optional<String> onlyCategory(TableFile file) {
    List<String> found = new ArrayList<>();
    List<Row> some = some(file.text().rows());
    for (int c = 0; c < file.header().size() && found.size() < 2; c++) {
      if (what(file, some, c) == ColumnProfile.What.CATEGORY) {
        found.add(file.header().get(c));
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Optional<String> lastNumber(TableFile file) {
    List<Row> some = some(file.text().rows());
    for (int c = file.header().size() - 1; c >= 0; c--) {
      if (what(file, some, c) == ColumnProfile.What.NUMBER) {
        return Optional.of(file.header().get(c));
      }
    }
    return Optional.empty();
  }

  private static ColumnProfile.What what(TableFile file, List<Row> rows, int column) {
    String name = file.header().get(column);
    return ColumnProfile.of(
            name,
            rows.stream().map(row -> row.cells()[column]).toList(),
            Optional.ofNullable(file.declared().get(name)),
            file.text().delimiter())
        .what();
  }

  /** Rows by chance, in their order: those of a file may be sorted, or its classes take turns. */
  private static List<Row> some(List<Row> rows) {
    if (rows.size() <= LOOKED_AT) {
      return rows;
    }
    return Seeds.root(0)
        .at("target")
        .rng()
        .ints(0, rows.size())
        .distinct()
        .limit(LOOKED_AT)
        .sorted()
        .mapToObj(rows::get)
        .toList();
  }
}
