package io.mimar.bench.fuzz;

import io.mimar.bench.SyntheticTrials;
import io.mimar.config.Spaces;
import io.mimar.explain.Case;
import io.mimar.explain.Explanation;
import io.mimar.explain.ModelExplanation;
import io.mimar.explain.TrialMap;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective.Direction;
import io.mimar.random.Seeds;
import io.mimar.space.SearchSpace;
import io.mimar.stats.Interval;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Pick;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** A study of few trials that keeps one of everything, and copies of which one value differs. */
final class SmallStudy {
  private static final int TRIALS = 4;
  private static final String SPACE = "nas-bench-201";
  private static final byte[] SOUND = made();

  /** The tables and columns of what is no value by name. */
  private static final List<String> COLUMNS =
      List.of(
          "trial.graph",
          "trial.choices",
          "trial.costs",
          "trial.outcome",
          "trial.proposer",
          "trial.started",
          "session.platform",
          "session.started");

  private static final String META = "meta.";

  private SmallStudy() {}

  /** The database. */
  static byte[] bytes() {
    return SOUND.clone();
  }

  /** That of an old release. */
  static byte[] old() throws IOException {
    try (InputStream in = StudyStore.class.getResourceAsStream("study-v1.db")) {
      return in.readAllBytes();
    }
  }

  private static byte[] made() {
    try (Scratch scratch = Scratch.open()) {
      Clock clock = Clock.systemUTC();
      Map<String, String> platform = Map.of("java", "17");
      try (StudyStore store =
          StudyStore.create(scratch.folder(), clock, platform, Map.of("config", "{\"seed\":1}"))) {
        SearchSpace space = Spaces.named(SPACE);
        RandomGenerator rng = Seeds.root(1).rng();
        for (int number = 0; number < TRIALS; number++) {
          Map<String, Double> costs =
              Map.of("params", 100.0 + number, "macs", 1e4 * rng.nextDouble());
          store.record(SyntheticTrials.of(number, space.random(rng), costs, rng));
        }
        store.putMeta(kept());
      }
      return Files.readAllBytes(scratch.folder().resolve(StudyStore.FILE));
    } catch (IOException e) {
      throw new IllegalStateException("the study that was just made cannot be read", e);
    }
  }

  private static Map<String, Object> kept() {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put(StudyKeys.STUDY, study());
    kept.put(StudyKeys.DATA, data());
    kept.put(StudyKeys.ASSUMPTIONS, List.of("The first line is a header."));
    kept.put(StudyKeys.PLAN, Map.of("epochs of a candidate", "6", "trials", "4"));
    kept.put(StudyKeys.RESULT, result());
    kept.put(StudyKeys.EXPLANATION, explanation());
    kept.put(StudyKeys.MAP, map());
    kept.put(StudyKeys.MODEL_EXPLANATION, modelExplanation());
    kept.put(StudyKeys.BROKEN, List.of(3));
    kept.put(StudyKeys.MEMBERS, List.of(1, 0));
    kept.put("elapsed", "PT12.5S");
    return kept;
  }

  private static StudyDescription study() {
    return new StudyDescription(
        "small",
        SPACE,
        "random",
        "accuracy",
        Direction.MAXIMIZE,
        List.of(new Limit("params", 1e6)),
        List.of("params"),
        Pick.KNEE,
        1,
        1,
        OptionalInt.of(TRIALS),
        OptionalDouble.of(60),
        "mimar search data --trials 4",
        "0.1.0");
  }

  private static DataSummary data() {
    List<String> classes = List.of("no", "yes");
    List<String> notes = List.of("2 rows were skipped.");
    return new DataSummary(
        "data",
        DataSummary.Kind.IMAGE,
        3,
        8,
        8,
        "",
        classes,
        40,
        8,
        8,
        notes,
        OptionalDouble.empty());
  }

  private static FinalResult result() {
    return new FinalResult(
        1,
        1000,
        20_000,
        0.95,
        0.9,
        OptionalDouble.of(0.85),
        Map.of("accuracy", 0.85),
        Map.of("accuracy", new Interval(0.7, 0.95)),
        Map.of(
            FinalResult.MAJORITY, Map.of("accuracy", 0.5),
            FinalResult.LINEAR, Map.of("accuracy", 0.8)),
        List.of(List.of(3, 1), List.of(0, 4)),
        OptionalDouble.of(1e-7),
        OptionalDouble.of(0.4),
        "model.onnx",
        35,
        9.5,
        Map.of());
  }

  private static Explanation explanation() {
    Explanation.Gain gain = new Explanation.Gain(0.1, new Interval(0.05, 0.15));
    Explanation.Worth worth = new Explanation.Worth("edge 0-1", "conv3x3", gain);
    Explanation.Change change =
        new Explanation.Change(
            "edge 0-1", "skip", "conv3x3", gain, List.of(0, 1), Map.of("params", 10.0));
    return new Explanation(
        TRIALS,
        0.75,
        0.5,
        List.of(worth),
        List.of(new Explanation.Motif("conv3x3 after skip", gain)),
        List.of(new Explanation.Pair("edge 0-1", "conv3x3", "edge 1-2", "skip", gain)),
        Optional.of(new Explanation.Single(1, 0.8, List.of(worth), List.of(change))));
  }

  private static TrialMap map() {
    return new TrialMap(
        "principal components",
        List.of(new TrialMap.Place(0, 0.5, -1), new TrialMap.Place(1, 1.5, 0)),
        List.of(new TrialMap.Proposed("random", "input; output<0", 0.25, 0.75)));
  }

  private static ModelExplanation modelExplanation() {
    Explanation.Gain gain = new Explanation.Gain(0.1, new Interval(-0.05, 0.25));
    return new ModelExplanation(
        "test",
        List.of(new ModelExplanation.Column("age", gain)),
        List.of(
            told(new Case.Image(1, 1, 2, new byte[] {0, 127})),
            told(new Case.Words(List.of("a", "film"))),
            told(new Case.Steps(Map.of("x", List.of(0.5, 1.5)))),
            told(new Case.Cells(Map.of("age", "31", "town", "Ulm")))));
  }

  private static Case told(Case.Sample sample) {
    OptionalDouble probability = OptionalDouble.of(0.75);
    return new Case(3, "no", "yes", probability, false, sample, List.of(0.25, -0.5));
  }

  // ---- one value of it

  /** All that it keeps, each as a file: the place of a value, the end of a line, the value. */
  static List<byte[]> values() {
    try (Scratch scratch = Scratch.open()) {
      Path file = Files.write(scratch.folder().resolve(StudyStore.FILE), SOUND);
      List<byte[]> values = new ArrayList<>();
      try (Connection connection = connection(file)) {
        for (String column : COLUMNS) {
          String[] names = column.split("\\.", 2);
          String sql = "SELECT '%s', %s FROM %s LIMIT 1".formatted(column, names[1], names[0]);
          addAll(values, connection, sql);
        }
        addAll(values, connection, "SELECT '" + META + "' || name, value FROM meta ORDER BY name");
      }
      return values;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the study that was just made cannot be read", e);
    }
  }

  private static void addAll(List<byte[]> values, Connection connection, String sql)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String value = rows.getString(1) + "\n" + rows.getString(2);
        values.add(value.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Writes the database into {@code folder}, with one value as a file says. */
  static void write(Path folder, byte[] value) throws IOException {
    String[] parts = new String(value, StandardCharsets.UTF_8).split("\n", 2);
    Path file = Files.write(folder.resolve(StudyStore.FILE), SOUND);
    try (Connection connection = connection(file);
        PreparedStatement drop = connection.prepareStatement("DROP INDEX trial_narrow");
        PreparedStatement update = connection.prepareStatement(update(parts[0]))) {
      drop.executeUpdate(); // which looks into the costs
      update.setString(1, parts[parts.length - 1]);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the study cannot be changed", e);
    }
  }

  private static String update(String place) {
    if (COLUMNS.contains(place)) {
      String[] names = place.split("\\.", 2);
      return "UPDATE %s SET %s = ?".formatted(names[0], names[1]);
    }
    String name = place.replaceAll("[^a-zA-Z]", "").replaceFirst("^meta", "");
    return "UPDATE meta SET value = ? WHERE name = '" + name + "'";
  }

  private static Connection connection(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file + "?synchronous=OFF");
  }
}
