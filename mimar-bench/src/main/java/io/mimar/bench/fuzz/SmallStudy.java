package io.mimar.bench.fuzz;

import io.mimar.bench.SyntheticTrials;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.explain.Case;
import io.mimar.explain.Explanation;
import io.mimar.explain.ModelExplanation;
import io.mimar.explain.TrialMap;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective.Direction;
import io.mimar.random.Seeds;
import io.mimar.run.Plan;
import io.mimar.space.SearchSpace;
import io.mimar.stats.Interval;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Pick;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** A study of few trials that keeps one of everything. */
final class SmallStudy {
  static final int TRIALS = 12;
  static final String SPACE = "nas-bench-201";
  private static final byte[] SOUND = made();

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
      Map<String, String> begun = Map.of(StudyKeys.CONFIG, config());
      try (StudyStore store = StudyStore.create(scratch.folder(), clock, platform, begun)) {
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

  /** All keys, and no trial left to ask for. */
  private static String config() {
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .set("seed=1")
            .set("searcher=random")
            .set("gne.embedding=off")
            .set("budget.trials=" + TRIALS)
            .set("limits.params=1M")
            .build();
    return Json.json().valueToTree(config).toString();
  }

  private static Map<String, Object> kept() {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put(StudyKeys.STUDY, study());
    kept.put(StudyKeys.DATA, data());
    kept.put(StudyKeys.ASSUMPTIONS, List.of("The first line is a header."));
    kept.put(StudyKeys.PLAN, Map.of("epochs of a candidate", "6", "trials", "4"));
    kept.put("plan", plan());
    kept.put("source", source());
    kept.put(StudyKeys.PROPOSALS, new Proposals(5, 2));
    kept.put(StudyKeys.ENDED, true);
    kept.put(StudyKeys.RESULT, result());
    kept.put(StudyKeys.EXPLANATION, explanation());
    kept.put(StudyKeys.MAP, map());
    kept.put(StudyKeys.MODEL_EXPLANATION, modelExplanation());
    kept.put(StudyKeys.BROKEN, List.of(3));
    kept.put(StudyKeys.SINGLE, List.of(2));
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

  private static Plan plan() {
    return new Plan(12, 1, 6, List.of(2, 4), 1.5, 30, 10, 10_000_000, 0, true, OptionalInt.of(1));
  }

  /** What it took over from another. */
  private static Map<String, Object> source() {
    List<Integer> values = Spaces.named(SPACE).random(Seeds.root(2).rng()).values();
    Map<String, Object> found = Map.of("values", values, "epochs", 6, "score", 0.5);
    return Map.of(
        "run",
        "another",
        "metric",
        "accuracy",
        "direction",
        Direction.MAXIMIZE,
        "found",
        Collections.nCopies(10, found));
  }

  /** What came of it. */
  static FinalResult result() {
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
}
