package io.mimar.tabular;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.Format;
import io.mimar.data.Format.Column;
import io.mimar.data.Format.Kind;
import io.mimar.data.Offset;
import io.mimar.tabular.ColumnProfile.What;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Chooses by the training rows how a table's rows become numbers, and tells each decision. */
final class TableFit {
  /** Fewer rows may differ by chance. */
  private static final int MANY_NAMES = 50;

  private final TableColumns columns;
  private final List<TableRow> rows;
  private final Consumer<String> notes;
  private final List<ColumnProfile> profiles = new ArrayList<>();
  private final List<Column> kept = new ArrayList<>();

  private TableFit(List<TableRow> rows, Consumer<String> notes) {
    columns = rows.get(0).columns();
    this.rows = rows;
    this.notes = notes;
  }

  /**
   * Chooses.
   *
   * @throws MimarException when there are no rows, or no column is left to learn from
   */
  static Format.Table of(List<TableRow> train, Consumer<String> notes) {
    if (train.isEmpty()) {
      throw new MimarException("there are no rows to train on", "Give rows with a target.");
    }
    return new TableFit(train, notes).fit();
  }

  private Format.Table fit() {
    for (int c = 0; c < columns.names().size(); c++) {
      profiles.add(profile(c));
    }
    spreadCommas();
    for (int c = 0; c < profiles.size(); c++) {
      if (profiles.get(c).isKept()) {
        kept.addAll(columns(profiles.get(c), c));
      }
    }
    tellDropped();
    if (kept.isEmpty()) {
      throw new MimarException(
          "no column is left to tell " + columns.target() + " from: " + reasons(),
          "Give columns with values that differ; --target names another target; --task text reads"
              + " the longest column as texts.");
    }
    tellKept();
    tellMissing();
    return new Format.Table(kept, columns.all(), columns.target(), columns.targetForm());
  }

  /**
   * Where commas part the decimals of some columns and points of none, they do so in all: other
   * rows may have decimals where those to train on have none.
   */
  private void spreadCommas() {
    List<Integer> plain =
        IntStream.range(0, profiles.size())
            .filter(c -> profiles.get(c).form().equals(NumberForm.PLAIN.word()))
            .boxed()
            .toList();
    boolean points = plain.stream().anyMatch(c -> cells(c).stream().anyMatch(t -> t.contains(".")));
    boolean commas = profiles.stream().anyMatch(p -> p.form().equals(NumberForm.COMMA.word()));
    if (commas && !points) {
      plain.forEach(c -> profiles.set(c, profiles.get(c).withForm(NumberForm.COMMA.word())));
    }
  }

  private ColumnProfile profile(int column) {
    String name = columns.names().get(column);
    return ColumnProfile.of(
        name,
        cells(column),
        Optional.ofNullable(columns.declared().get(name)),
        columns.delimiter());
  }

  private List<String> cells(int column) {
    return rows.stream().map(row -> row.cells()[column]).toList();
  }

  private List<Column> columns(ColumnProfile profile, int column) {
    boolean missing = profile.missing() > 0;
    if (profile.what() == What.TEXT) {
      return profile.values().stream()
          .map(word -> new Column(profile.name(), Kind.WORD, word, List.of(), false))
          .toList();
    }
    if (profile.what() == What.CATEGORY) {
      return List.of(new Column(profile.name(), Kind.CATEGORY, "", profile.values(), missing));
    } else if (profile.what() == What.NUMBER) {
      double offset = offset(profile, column);
      return List.of(
          new Column(profile.name(), Kind.NUMBER, profile.form(), List.of(), missing, offset));
    }
    DateForm form = DateForm.of(profile.form());
    List<LocalDateTime> moments =
        cells(column).stream().map(form::read).flatMap(Optional::stream).toList();
    List<Column> told = new ArrayList<>();
    for (Kind kind : List.of(Kind.DAY, Kind.MONTH, Kind.WEEKDAY, Kind.HOUR)) {
      if (moments.stream().mapToDouble(m -> DateForm.number(m, kind)).distinct().count() > 1
          && !(form.isTime() && kind == Kind.DAY)) {
        told.add(new Column(profile.name(), kind, profile.form(), List.of(), missing));
      }
    }
    return told;
  }

  private double offset(ColumnProfile profile, int column) {
    NumberForm form = NumberForm.of(profile.form());
    double offset =
        Offset.of(rows.stream().mapToDouble(row -> form.read(row.cells()[column])).toArray());
    if (offset != 0) {
      notes.accept(
          "Numbers of column %s lie close together and far from 0: %s is taken off them."
              .formatted(profile.name(), BigDecimal.valueOf(offset).toPlainString()));
    }
    return offset;
  }

  // ---- what is said

  private void tellDropped() {
    tell(What.EMPTY, "without any value");
    tell(What.CONSTANT, "of one value only");
    tell(What.IDENTIFIER, "like an identifier, which would leak");
    tell(What.TEXT, "of free text without words that several rows have and others not");
  }

  private void tell(What what, String why) {
    List<String> names = names(profile -> profile.what() == what && !profile.isKept());
    if (!names.isEmpty()) {
      notes.accept(
          "Dropped "
              + Told.count(names.size(), "column")
              + " "
              + why
              + ": "
              + Told.some(names)
              + ".");
    }
  }

  private String reasons() {
    List<String> reasons = new ArrayList<>();
    for (What what : List.of(What.EMPTY, What.CONSTANT, What.IDENTIFIER, What.TEXT)) {
      int count = names(profile -> profile.what() == what).size();
      if (count > 0) {
        reasons.add(
            count
                + switch (what) {
                  case EMPTY -> " without any value";
                  case CONSTANT -> " of one value";
                  case IDENTIFIER -> " like an identifier";
                  default -> " of free text";
                });
      }
    }
    return String.join(", ", reasons);
  }

  private void tellKept() {
    List<String> numbers = names(profile -> profile.what() == What.NUMBER);
    List<String> categories = names(profile -> profile.what() == What.CATEGORY);
    notes.accept(
        "The columns to learn from: "
            + listed(numbers, "of numbers")
            + ", "
            + listed(categories, "of categories")
            + ", "
            + listed(names(profile -> profile.what() == What.DATE), "of dates or times")
            + ".");
    for (var profile : profiles) {
      if (profile.what() == What.TEXT && profile.isKept()) {
        notes.accept(
            "Of the texts in column %s it is seen which of %d frequent words they have; --task text"
                    .formatted(profile.name(), profile.values().size())
                + " reads them as a whole.");
      }
      if (profile.what() == What.DATE) {
        notes.accept("Column " + profile.name() + " is read as " + profile.form() + ".");
      }
    }
    List<String> commas = names(profile -> profile.form().equals(NumberForm.COMMA.word()));
    if (!commas.isEmpty()) {
      notes.accept("A comma parts the decimals of numbers in " + Told.some(commas) + ".");
    }
    List<String> grouped = names(profile -> profile.form().equals(NumberForm.THOUSANDS.word()));
    if (!grouped.isEmpty()) {
      notes.accept("A comma parts the thousands of numbers in " + Told.some(grouped) + ".");
    }
    tellSigns();
    tellNames();
    List<String> identifiers =
        IntStream.range(0, profiles.size())
            .filter(c -> profiles.get(c).isKeptIdentifier() && repeats(c))
            .mapToObj(c -> profiles.get(c).name())
            .toList();
    if (!identifiers.isEmpty()) {
      notes.accept(
          "Named like identifiers, but learned from, since their values repeat: "
              + Told.some(identifiers)
              + ". Where they name who or what a row is about, take them out: rows of one are on both"
              + " sides of the split.");
    }
  }

  /** A first column of numbers may be one of names, in whatever order, that is not called so. */
  private void tellNames() {
    if (profiles.isEmpty()
        || profiles.get(0).what() != What.NUMBER
        || profiles.get(0).isKeptIdentifier()
        || rows.size() < MANY_NAMES) {
      return;
    }
    if (!repeats(0) && cells(0).stream().allMatch(cell -> cell.matches("\\d+"))) {
      notes.accept(
          "Each row has a whole number of its own in the first column, %s: where these name the rows, take them out."
              .formatted(profiles.get(0).name()));
    }
  }

  private boolean repeats(int column) {
    List<String> said = cells(column).stream().filter(cell -> !Cells.isMissing(cell)).toList();
    return new HashSet<>(said).size() < said.size();
  }

  /** Says which signs are passed over, and where the numbers of a column differ in them. */
  private void tellSigns() {
    List<String> signed = new ArrayList<>();
    List<String> mixed = new ArrayList<>();
    for (int c = 0; c < profiles.size(); c++) {
      Set<String> signs = profiles.get(c).what() == What.NUMBER ? signs(c) : Set.of();
      String named = profiles.get(c).name() + " (" + String.join(" and ", signs) + ")";
      if (!signs.isEmpty()) {
        signed.add(named);
      }
      if (signs.size() > 1) {
        mixed.add(named);
      }
    }
    if (!signed.isEmpty()) {
      notes.accept(
          "Signs of a currency or of percent are passed over in " + Told.some(signed) + ".");
    }
    if (!mixed.isEmpty()) {
      notes.accept(
          "Numbers with different signs count as of one unit in "
              + Told.some(mixed)
              + "; write each column in one unit.");
    }
  }

  /** The signs of a column's numbers; "none" beside percent where some numbers have no sign. */
  private Set<String> signs(int column) {
    NumberForm form = NumberForm.of(profiles.get(column).form());
    Set<String> signs = new LinkedHashSet<>();
    boolean bare = false;
    for (String cell : cells(column)) {
      String sign = NumberForm.sign(cell);
      if (!sign.isEmpty()) {
        signs.add(sign);
      } else {
        bare = bare || form.reads(cell);
      }
    }
    if (bare && signs.contains(String.valueOf(NumberForm.PERCENT))) {
      signs.add("none");
    }
    return signs;
  }

  private static String listed(List<String> names, String kind) {
    return names.size() + " " + kind + (names.isEmpty() ? "" : " (" + Told.some(names) + ")");
  }

  private void tellMissing() {
    List<String> missing = names(profile -> profile.isKept() && profile.missing() > 0);
    if (!missing.isEmpty()) {
      notes.accept(
          "Values are missing in "
              + Told.count(missing.size(), "column")
              + ", "
              + missing()
              + " in all: "
              + Told.some(missing)
              + ".");
    }
  }

  private int missing() {
    return profiles.stream().filter(ColumnProfile::isKept).mapToInt(ColumnProfile::missing).sum();
  }

  private List<String> names(Predicate<ColumnProfile> which) {
    return profiles.stream().filter(which).map(ColumnProfile::name).toList();
  }
}
