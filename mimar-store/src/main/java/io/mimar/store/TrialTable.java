package io.mimar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.mimar.Check;
import io.mimar.graph.Graph;
import io.mimar.space.Architecture;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Trials and their learning curves as rows. */
final class TrialTable {
  private static final String INSERT =
      """
      INSERT INTO trial (number, choices, graph, hash, description, costs, proposer, refused, seed,
        outcome, score, epochs, reason, seconds, cpu_seconds, started, finished, session)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String INSERT_EPOCH =
      """
      INSERT INTO epoch (trial, place, epoch, train_loss, train_score, score, seconds)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String INSERT_WORKER =
      "INSERT INTO trained_by (trial, worker) VALUES (?, ?)";
  private static final TypeReference<List<Integer>> INTEGERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Double>> COSTS = new TypeReference<>() {};

  private final Database database;

  TrialTable(Database database) {
    this.database = database;
  }

  /** A graph as JSON has it. */
  private record GraphJson(List<String> labels, List<List<Integer>> sources) {
    static GraphJson of(Graph graph) {
      return new GraphJson(
          graph.labels(), graph.sources().stream().map(s -> s.stream().boxed().toList()).toList());
    }

    Graph graph() {
      return new Graph(
          labels,
          IntStream.range(0, sources.size()).mapToObj(v -> bits(v, sources.get(v))).toList());
    }

    /** Of what a file claims: a member takes memory by its size, so it is looked at before. */
    private static BitSet bits(int vertex, List<Integer> members) {
      BitSet bits = new BitSet();
      for (int member : members) {
        Check.that(
            member >= 0 && member < vertex,
            "a source of vertex " + vertex,
            member,
            "a vertex before it");
        bits.set(member);
      }
      return bits;
    }
  }

  // ---- writing

  /**
   * Adds a trial with its curve; call it in a transaction.
   *
   * @param worker who trained it; empty where that is not known
   */
  void insert(Trial trial, String worker, Instant finished, int session) throws SQLException {
    Architecture architecture = trial.architecture();
    Result result = trial.result();
    Instant started = finished.minusMillis(Math.round(Math.max(0, result.seconds()) * 1000));
    database.update(
        INSERT,
        trial.number(),
        Json.write(architecture.values()),
        Json.write(GraphJson.of(architecture.graph())),
        architecture.hash(),
        architecture.toString(),
        Json.write(new TreeMap<>(trial.costs())),
        trial.proposer(),
        trial.refused(),
        trial.seed(),
        result.outcome().name(),
        trial.score().orElse(Double.NaN),
        result.epochs(),
        result.reason(),
        result.seconds(),
        result.cpuSeconds(),
        started.toString(),
        finished.toString(),
        session);
    insertCurve(trial.number(), result.curve());
    if (!worker.isEmpty()) {
      database.update(INSERT_WORKER, trial.number(), worker);
    }
  }

  private void insertCurve(int trial, List<Epoch> curve) throws SQLException {
    try (PreparedStatement statement = database.prepare(INSERT_EPOCH)) {
      for (int place = 0; place < curve.size(); place++) {
        Epoch e = curve.get(place);
        database.set(
            statement,
            trial,
            place,
            e.epoch(),
            e.trainLoss(),
            e.trainScore(),
            e.score(),
            e.seconds());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  // ---- reading

  /** All trials, ascending by number. Cost: linear in the points of all curves. */
  List<Trial> all() {
    // Trials first: a trial added in between would lack its curve the other way round, while a
    // curve without its trial is just not used.
    List<Head> heads = database.query("SELECT * FROM trial ORDER BY number", TrialTable::head);
    Map<Integer, List<Epoch>> curves =
        curves(database.query("SELECT * FROM epoch ORDER BY trial, place", TrialTable::point));
    return heads.stream().map(h -> trial(h, curves.getOrDefault(h.number(), List.of()))).toList();
  }

  /** The trials of these numbers that are done, ascending. */
  List<Trial> of(Collection<Integer> numbers) {
    List<Trial> found = new ArrayList<>();
    for (int number : new TreeSet<>(numbers)) {
      for (Head head :
          database.query("SELECT * FROM trial WHERE number = ?", TrialTable::head, number)) {
        List<Point> points =
            database.query(
                "SELECT * FROM epoch WHERE trial = ? ORDER BY place", TrialTable::point, number);
        found.add(trial(head, points.stream().map(Point::epoch).toList()));
      }
    }
    return found;
  }

  /** The graph that JSON of a row describes. */
  static Graph graph(String json) throws JsonProcessingException {
    return Json.read(json, GraphJson.class).graph();
  }

  /** The costs that JSON of a row describes. */
  static Map<String, Double> costs(String json) throws JsonProcessingException {
    return Json.read(json, COSTS);
  }

  /** The choices that JSON of a row describes. */
  static List<Integer> choices(String json) throws JsonProcessingException {
    return Json.read(json, INTEGERS);
  }

  /** A row of trials, with what needs parsing still as text. */
  private record Head(
      int number,
      String choices,
      String graph,
      String costs,
      String proposer,
      int refused,
      long seed,
      String outcome,
      String reason,
      double seconds,
      double cpuSeconds) {}

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getInt("number"),
        row.getString("choices"),
        row.getString("graph"),
        row.getString("costs"),
        row.getString("proposer"),
        row.getInt("refused"),
        row.getLong("seed"),
        row.getString("outcome"),
        row.getString("reason"),
        Database.real(row, "seconds"),
        Database.real(row, "cpu_seconds"));
  }

  /** A point of a trial's curve. */
  private record Point(int trial, Epoch epoch) {}

  private static Point point(ResultSet row) throws SQLException {
    return new Point(
        row.getInt("trial"),
        new Epoch(
            row.getInt("epoch"),
            Database.real(row, "train_loss"),
            Database.real(row, "train_score"),
            Database.real(row, "score"),
            Database.real(row, "seconds")));
  }

  private static Map<Integer, List<Epoch>> curves(List<Point> points) {
    Map<Integer, List<Epoch>> curves = new HashMap<>();
    for (Point point : points) {
      curves.computeIfAbsent(point.trial(), t -> new ArrayList<>()).add(point.epoch());
    }
    return curves;
  }

  private Trial trial(Head head, List<Epoch> curve) {
    try {
      return new Trial(
          head.number(),
          new Architecture(choices(head.choices()), graph(head.graph())),
          costs(head.costs()),
          head.proposer(),
          head.refused(),
          head.seed(),
          new Result(
              Outcome.valueOf(head.outcome()),
              curve,
              head.reason(),
              head.seconds(),
              head.cpuSeconds()));
    } catch (JsonProcessingException | RuntimeException e) {
      throw database.damaged(new IllegalStateException("trial " + head.number() + ": " + e, e));
    }
  }
}
