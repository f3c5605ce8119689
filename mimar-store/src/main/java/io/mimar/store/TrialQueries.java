package io.mimar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.stats.Pareto;
import io.mimar.trial.Outcome;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Questions to a study that need not read all of it: pages, counts, points of charts, candidates
 * for the best. Values travel as parameters only; what cannot, an order, is one of {@link
 * TrialSort}.
 *
 * <p>Cost: linear in the trials' narrow index, about 60 ms at 100,000 trials; a search for words
 * reads all graphs.
 */
public final class TrialQueries {
  private final Database database;
  private final TrialTable trials;

  TrialQueries(Database database, TrialTable trials) {
    this.database = database;
    this.trials = trials;
  }

  /** How many trials are done. */
  public int count() {
    return database.query("SELECT count(*) FROM trial", row -> row.getInt(1)).get(0);
  }

  /**
   * A number that another one's commit to this database changes; to be compared on the same store.
   */
  public long dataVersion() {
    return database.version();
  }

  /** What all trials come to. */
  public Tally tally() {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    database.query(
        "SELECT outcome, count(*) FROM trial GROUP BY outcome",
        row -> outcomes.put(outcome(row), row.getInt(2)));
    int refused =
        database.query("SELECT coalesce(sum(refused), 0) FROM trial", row -> row.getInt(1)).get(0);
    List<String> proposers =
        database.query(
            "SELECT DISTINCT proposer FROM trial ORDER BY proposer", row -> row.getString(1));
    return new Tally(outcomes, refused + outcomes.getOrDefault(Outcome.INFEASIBLE, 0), proposers);
  }

  /** The trials of these numbers that are done, ascending. */
  public List<Trial> of(Collection<Integer> numbers) {
    return trials.of(numbers);
  }

  /** Attempts of a trial whose workers went away. */
  public List<LostAttempt> lostAttempts(int trial) {
    return database.query(
        "SELECT * FROM lost_attempt WHERE trial = ? ORDER BY attempt",
        row ->
            new LostAttempt(
                row.getInt("trial"),
                row.getInt("attempt"),
                row.getString("reason"),
                instant(row, "at")),
        trial);
  }

  // ---- pages

  /** The page that {@code selection} names. Cost: grows with its offset, to that of a sort. */
  public TrialPage page(TrialSelection selection) {
    List<Object> values = new ArrayList<>();
    String where = where(selection, values);
    int total =
        database
            .query("SELECT count(*) FROM trial" + where, row -> row.getInt(1), values.toArray())
            .get(0);
    values.add(selection.limit());
    values.add(selection.offset());
    // The numbers first, from the narrow index alone; then the whole rows of one page.
    List<Integer> numbers =
        database.query(
            "SELECT number FROM trial" + where + order(selection) + " LIMIT ? OFFSET ?",
            row -> row.getInt(1),
            values.toArray());
    return page(total, numbers.stream());
  }

  /** The numbers of all trials that {@code selection} has, in its order, whatever its page. */
  public List<Integer> numbers(TrialSelection selection) {
    List<Object> values = new ArrayList<>();
    String where = where(selection, values);
    return database.query(
        "SELECT number FROM trial" + where + order(selection),
        row -> row.getInt(1),
        values.toArray());
  }

  /**
   * The page that {@code selection} names, as {@link #page(TrialSelection)} gives it.
   *
   * @param numbers all of its trials, in order: {@link #numbers}
   */
  public TrialPage page(TrialSelection selection, List<Integer> numbers) {
    return page(numbers.size(), numbers.stream().skip(selection.offset()).limit(selection.limit()));
  }

  private TrialPage page(int total, Stream<Integer> numbers) {
    return new TrialPage(total, numbers.map(this::row).toList());
  }

  private static String where(TrialSelection selection, List<Object> values) {
    List<String> conditions = new ArrayList<>();
    selection
        .outcome()
        .ifPresent(
            outcome -> {
              conditions.add("outcome = ?");
              values.add(outcome.name());
            });
    selection
        .proposer()
        .ifPresent(
            proposer -> {
              conditions.add("proposer = ?");
              values.add(proposer);
            });
    if (!selection.words().isEmpty()) {
      conditions.add(
          "(instr(lower(description), lower(?)) > 0 OR instr(lower(reason), lower(?)) > 0)");
      values.add(selection.words());
      values.add(selection.words());
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static String order(TrialSelection selection) {
    String direction = selection.descending() ? " DESC" : "";
    return " ORDER BY " + selection.sort().sql() + direction + " NULLS LAST, number" + direction;
  }

  private TrialPage.Row row(int number) {
    return database.query("SELECT * FROM trial WHERE number = ?", this::wholeRow, number).stream()
        .findFirst()
        .orElseThrow(() -> database.damaged(new IllegalStateException(missing(number))));
  }

  private static String missing(int number) {
    return "its index names trial " + number + ", which is not there";
  }

  private TrialPage.Row wholeRow(ResultSet row) throws SQLException {
    try {
      return new TrialPage.Row(
          row.getInt("number"),
          outcome(row),
          Database.real(row, "score"),
          row.getInt("epochs"),
          Database.real(row, "seconds"),
          row.getString("proposer"),
          row.getString("reason"),
          TrialTable.costs(row.getString("costs")),
          TrialTable.graph(row.getString("graph")));
    } catch (JsonProcessingException | MimarException e) {
      throw database.damaged(e);
    }
  }

  // ---- charts

  /**
   * About {@code most} trials in even steps, and all that improve on what was before, ascending by
   * number.
   */
  public List<TrialPoint> points(int most, Objective objective) {
    Check.range("points", most, 1, 1_000_000);
    boolean up = objective.direction() == Objective.Direction.MAXIMIZE;
    int step = (count() + most - 1) / most;
    return database.query(
        """
        WITH seen AS (
          SELECT *, %s(CASE WHEN outcome = 'COMPLETE' THEN score END) OVER (
            ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
          FROM (
            SELECT number, outcome, score, epochs, seconds, proposer,
              %s AS params, %s AS macs, %s AS memory, %s AS size, %s AS latency
            FROM trial) AS narrow),
        told AS (
          SELECT *, outcome = 'COMPLETE' AND (before IS NULL OR score %s before) AS improves FROM seen)
        SELECT * FROM told WHERE improves OR number %% ? = 0 ORDER BY number
        """
            .formatted(
                up ? "max" : "min",
                TrialSort.PARAMS.sql(),
                TrialSort.MACS.sql(),
                TrialSort.MEMORY.sql(),
                TrialSort.SIZE.sql(),
                TrialSort.LATENCY.sql(),
                up ? ">" : "<"),
        this::point,
        Math.max(1, step));
  }

  private TrialPoint point(ResultSet row) throws SQLException {
    return new TrialPoint(
        row.getInt("number"),
        outcome(row),
        Database.real(row, "score"),
        row.getInt("epochs"),
        Database.real(row, "seconds"),
        row.getString("proposer"),
        Database.real(row, "params"),
        Database.real(row, "macs"),
        Database.real(row, "memory"),
        Database.real(row, "size"),
        Database.real(row, "latency"),
        row.getBoolean("improves"));
  }

  /** When the last {@code most} trials ran, ascending by number. */
  public List<TrialSpan> lastSpans(int most) {
    boolean named = database.hasTable("trained_by"); // not in studies of old releases
    List<TrialSpan> spans =
        database.query(
            "SELECT number, outcome, started, finished, session, "
                + (named
                    ? "worker FROM trial LEFT JOIN trained_by ON trial = number"
                    : "NULL AS worker FROM trial")
                + " ORDER BY number DESC LIMIT ?",
            row ->
                new TrialSpan(
                    row.getInt("number"),
                    outcome(row),
                    instant(row, "started"),
                    instant(row, "finished"),
                    row.getInt("session"),
                    Optional.ofNullable(row.getString("worker"))),
            most);
    Collections.reverse(spans);
    return spans;
  }

  // ---- the best

  /**
   * Completed trials among which are all that no other beats: what {@link Tradeoff#front} and
   * {@link Tradeoff#pick} say of these they would say of all.
   *
   * @param left numbers that are left out
   */
  public List<Trial> contenders(Tradeoff tradeoff, Set<Integer> left) {
    return trials.of(
        tradeoff.minimised().isEmpty()
            ? best(tradeoff.objective(), left)
            : undominated(tradeoff, left));
  }

  private List<Integer> best(Objective objective, Set<Integer> left) {
    boolean up = objective.direction() == Objective.Direction.MAXIMIZE;
    return database
        .query(
            "SELECT number FROM trial WHERE outcome = 'COMPLETE' ORDER BY epochs DESC, score "
                + (up ? "DESC" : "ASC")
                + ", number LIMIT ?",
            row -> row.getInt(1),
            left.size() + 1)
        .stream()
        .filter(number -> !left.contains(number))
        .limit(1)
        .toList();
  }

  /** A trial's number and what it loses in each objective. */
  @SuppressWarnings("ArrayRecordComponent") // for one comparison, not written to
  private record Losses(int number, int epochs, double[] values) {
    boolean isBeatenBy(Losses other) {
      return Pareto.dominates(other.values, values);
    }
  }

  private List<Integer> undominated(Tradeoff tradeoff, Set<Integer> left) {
    List<Losses> all =
        database
            .query(
                "SELECT number, score, epochs, costs FROM trial WHERE outcome = 'COMPLETE' ORDER BY number",
                row -> losses(row, tradeoff))
            .stream()
            .filter(own -> !left.contains(own.number()))
            .toList();
    int most = all.stream().mapToInt(Losses::epochs).max().orElse(0);
    List<Losses> front = new ArrayList<>();
    for (Losses own : all) {
      if (own.epochs() == most && front.stream().noneMatch(own::isBeatenBy)) {
        front.removeIf(other -> other.isBeatenBy(own));
        front.add(own);
      }
    }
    return front.stream().map(Losses::number).toList();
  }

  private Losses losses(ResultSet row, Tradeoff tradeoff) throws SQLException {
    try {
      Map<String, Double> costs = TrialTable.costs(row.getString("costs"));
      List<String> minimised = tradeoff.minimised();
      double gain = tradeoff.objective().gain(row.getDouble("score"));
      double[] values =
          IntStream.rangeClosed(0, minimised.size())
              .mapToDouble(i -> i == 0 ? -gain : cost(costs, minimised.get(i - 1)))
              .toArray();
      return new Losses(row.getInt("number"), row.getInt("epochs"), values);
    } catch (JsonProcessingException e) {
      throw database.damaged(e);
    }
  }

  private static double cost(Map<String, Double> costs, String name) {
    return costs.getOrDefault(
        name, costs.getOrDefault(Trial.foretold(name), Double.POSITIVE_INFINITY));
  }

  // ---- values

  private Outcome outcome(ResultSet row) throws SQLException {
    try {
      return Outcome.valueOf(row.getString("outcome"));
    } catch (IllegalArgumentException e) {
      throw database.damaged(e);
    }
  }

  private Instant instant(ResultSet row, String column) throws SQLException {
    try {
      return Instant.parse(row.getString(column));
    } catch (DateTimeException e) {
      throw database.damaged(e);
    }
  }

  /** Numbers spread evenly over all trials that completed, the best and the worst of them too. */
  public List<Integer> spread(int most) {
    return spread(byScore(Outcome.COMPLETE), most);
  }

  /**
   * The same over all trials with a score: over those that completed and over those that were
   * stopped early, in the proportion of their counts.
   */
  public List<Integer> spreadOfScored(int most) {
    List<Integer> complete = byScore(Outcome.COMPLETE);
    List<Integer> stopped = byScore(Outcome.STOPPED);
    int scored = complete.size() + stopped.size();
    int ofComplete =
        scored <= most ? complete.size() : (int) ((long) most * complete.size() / scored);
    List<Integer> spread = spread(complete, ofComplete);
    spread.addAll(spread(stopped, most - ofComplete));
    return spread;
  }

  /** Trials spread evenly over all by number, the first and the last too. */
  public List<Trial> sample(int most) {
    return of(spread(numbers(), most));
  }

  private List<Integer> numbers() {
    return database.query("SELECT number FROM trial ORDER BY number", row -> row.getInt(1));
  }

  private List<Integer> byScore(Outcome outcome) {
    return database.query(
        "SELECT number FROM trial WHERE outcome = ? ORDER BY score, number",
        row -> row.getInt(1),
        outcome.name());
  }

  private static List<Integer> spread(List<Integer> all, int most) {
    if (all.size() <= most) {
      return new ArrayList<>(all);
    }
    double step = (all.size() - 1.0) / Math.max(1, most - 1);
    return IntStream.range(0, most)
        .map(i -> all.get((int) Math.round(i * step)))
        .boxed()
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
