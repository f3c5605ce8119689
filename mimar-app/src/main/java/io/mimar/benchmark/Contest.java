package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.gne.Gne;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.table.BundledTable;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableReader;
import io.mimar.table.Told;
import io.mimar.table.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the searchers compete for: a table without the rows that lack a needed value, and what is
 * looked for in it.
 *
 * @param options what was asked for
 * @param table the rows
 * @param dropped rows left out, for lack of a value
 * @param first what is improved
 * @param second what is improved as well, where there are two objectives
 * @param report what searches are judged by and do not see
 * @param limits what rows must hold
 * @param transform what is told instead of the true values of {@code first}
 * @param gne the settings that every GNE has
 */
record Contest(
    BenchmarkOptions options,
    Table table,
    int dropped,
    Objective first,
    Optional<Objective> second,
    Optional<Objective> report,
    List<Limit> limits,
    Optional<Transform> transform,
    Gne.Config gne) {
  private static final int MOST_OBJECTIVES = 2;

  Contest {
    limits = List.copyOf(limits);
  }

  /**
   * Reads the table and checks everything against it.
   *
   * @throws MimarException when something does not fit
   */
  static Contest of(BenchmarkOptions options) {
    Optional<Transform> transform = options.transform().map(Contest::transform);
    Gne.Config gne = GneSettings.of(options.set());
    List<LimitText> written = options.limits().stream().map(LimitText::parse).toList();
    Table whole = read(options);
    List<Objective> objectives = objectives(options, whole);
    Optional<Objective> report = options.report().map(c -> whole.metric(c).objective());
    requireApart(objectives, report, written);
    requireHidden(objectives.get(0), report, sources(options));
    Set<String> used = new LinkedHashSet<>();
    objectives.forEach(o -> used.add(o.metric()));
    report.ifPresent(r -> used.add(r.metric()));
    written.forEach(l -> used.add(l.column()));
    sources(options).forEach(s -> used.add(s.column()));
    Table table = whole.complete(List.copyOf(used));
    if (table.rows().size() < 2) {
      throw new MimarException(
          "table " + table.name() + " has one row with a value in each of " + used,
          "A search needs at least two to choose between.");
    }
    Contest contest =
        new Contest(
            options,
            table,
            whole.rows().size() - table.rows().size(),
            objectives.get(0),
            objectives.stream().skip(1).findFirst(),
            report,
            written.stream().map(l -> l.of(table)).toList(),
            transform,
            gne);
    contest.requireFeasible();
    return contest;
  }

  private static Table read(BenchmarkOptions options) {
    return options.table().map(TableReader::read).orElseGet(BundledTable::read);
  }

  /** The searches that searchers start from. */
  private static List<SourceText> sources(BenchmarkOptions options) {
    return options.searchers().stream().flatMap(name -> Roster.source(name).stream()).toList();
  }

  private static Transform transform(String name) {
    return Arrays.stream(Transform.values())
        .filter(t -> word(t).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "--transform is \"" + name + "\", but must be noise, warp or shuffle",
                    "Leave it out to tell searchers the true values."));
  }

  private static String word(Transform transform) {
    return transform.name().toLowerCase(Locale.ROOT);
  }

  private static List<Objective> objectives(BenchmarkOptions options, Table table) {
    List<String> columns = new ArrayList<>(options.objectives());
    if (columns.isEmpty()) {
      table.metrics(Metric.Role.OBJECTIVE).stream()
          .findFirst()
          .ifPresent(m -> columns.add(m.column()));
      if (columns.isEmpty()) {
        throw new MimarException(
            "--objective is missing, and table "
                + table.name()
                + " has no column with the role objective",
            "Name one or two of "
                + table.metrics().stream().map(Metric::column).sorted().toList()
                + ".");
      }
    }
    if (columns.size() > MOST_OBJECTIVES) {
      throw new MimarException(
          "--objective names " + columns.size() + " columns, but must name one or two",
          "Leave out all but two of " + columns + ".");
    }
    return columns.stream().map(c -> table.metric(c).objective()).toList();
  }

  private static void requireApart(
      List<Objective> objectives, Optional<Objective> report, List<LimitText> limits) {
    String measured = objectives.get(0).metric();
    if (objectives.size() > 1 && objectives.get(1).metric().equals(measured)) {
      throw new MimarException(
          "column " + measured + " is named twice in --objective", "Name two different columns.");
    }
    for (LimitText limit : limits) {
      boolean isReport = report.map(r -> r.metric().equals(limit.column())).orElse(false);
      if (limit.column().equals(measured) || isReport) {
        throw new MimarException(
            "column "
                + limit.column()
                + " is limited, but a limit is known beforehand and "
                + (isReport ? "--report must not be" : "an objective is not"),
            "Limit another column, say a cost.");
      }
    }
  }

  /** What a search must not know it must not start from either, unless it is moved at random. */
  private static void requireHidden(
      Objective objective, Optional<Objective> report, List<SourceText> sources) {
    for (SourceText source : sources) {
      boolean isReport = report.map(r -> r.metric().equals(source.column())).orElse(false);
      boolean isHidden = isReport || source.column().equals(objective.metric());
      if (isHidden && !source.transform().map(Transform::isTruth).orElse(false)) {
        throw new MimarException(
            "--warm-start is from a search for "
                + source.column()
                + ", but that is what "
                + (isReport ? "--report judges by" : "--objective asks for"),
            "Start from a search for another column.");
      }
    }
  }

  private void requireFeasible() {
    if (feasible().length == 0) {
      String least =
          String.join(
              ", ",
              limits.stream().map(l -> l.cost() + " " + Figures.exact(least(l.cost()))).toList());
      throw new MimarException(
          "no row of table " + table.name() + " holds " + String.join(" and ", limitTexts()),
          "The least there is: " + least + ".");
    }
  }

  private double least(String column) {
    return Arrays.stream(table.column(column)).min().orElseThrow();
  }

  /** The numbers of the rows that hold the limits, ascending. */
  int[] feasible() {
    boolean[] holds = new boolean[table.rows().size()];
    Arrays.fill(holds, true);
    for (Limit limit : limits) {
      double[] column = table.column(limit.cost());
      for (int row = 0; row < holds.length; row++) {
        holds[row] &= column[row] <= limit.most();
      }
    }
    return IntStream.range(0, holds.length).filter(row -> holds[row]).toArray();
  }

  /** The limits as {@code COLUMN<=NUMBER}. */
  List<String> limitTexts() {
    return limits.stream().map(l -> l.cost() + "<=" + Figures.exact(l.most())).toList();
  }

  /** The word for the transform. */
  Optional<String> transformWord() {
    return transform.map(Contest::word);
  }

  /** The columns that searchers learn of by asking, or not at all. */
  Set<String> measured() {
    Set<String> columns = new TreeSet<>(Set.of(first.metric()));
    report.ifPresent(r -> columns.add(r.metric()));
    return columns;
  }

  /** The columns that are improved. */
  List<String> objectiveColumns() {
    List<String> columns = new ArrayList<>(List.of(first.metric()));
    second.ifPresent(s -> columns.add(s.metric()));
    return columns;
  }

  /** The settings of a searcher that is GNE: those of all, then its own. */
  Gne.Config gne(String searcher) {
    List<String> all = new ArrayList<>(options.set());
    all.addAll(Roster.gneSettings(searcher));
    return GneSettings.of(all);
  }

  /** The encodings that are learned for these searchers; none where choices are no graph. */
  Set<Gne.Encoding> encodings(Collection<String> searchers) {
    return !table.layout().isStructured()
        ? Set.of()
        : searchers.stream()
            .filter(Roster::isGne)
            .map(name -> gne(name).embedding())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the search of a seed is told of the first objective. */
  Told told(long seed) {
    return told(transform, first.metric(), seed);
  }

  /**
   * What a search of a seed is judged by: the values of a column, or what is told instead where
   * that is the truth; then objective and report change alike, a second objective does not.
   */
  double[] truth(String column, long seed) {
    Told told = told(transform.filter(Transform::isTruth), column, seed);
    return IntStream.range(0, table.rows().size()).mapToDouble(row -> told.of(row, 0)).toArray();
  }

  private Told told(Optional<Transform> change, String column, long seed) {
    double[] values = table.column(column);
    return change
        .map(t -> t.apply(values, Seeds.root(seed).at("transform")))
        .orElseGet(() -> Told.of(values));
  }
}
