package io.mimar.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.stats.Interval;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.Session;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudySummary;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Pick;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Made-up studies, each a function of its arguments. */
final class Studies {
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final List<String> CLASSES =
      List.of(
          "T-shirt",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\" onmouseover=\"alert(1)",
          "]]> --> </style></title>",
          "a & b &amp; 'c' {{name}} {{{css}}}",
          "nul\u0000 bell\u0007 \ud800 lone");

  static final Task TASK = Task.images(new Shape(1, 28, 28), 10);

  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final int DISTINCT = 60;
  private static final List<Architecture> ARCHITECTURES =
      IntStream.range(0, DISTINCT)
          .mapToObj(i -> SPACE.random(Seeds.root(5).at("architecture", i).rng()))
          .toList();

  private static final List<Map<String, Double>> COSTS =
      ARCHITECTURES.stream()
          .map(a -> Costs.of(SPACE.network(a, TASK)))
          .map(c -> Map.of("params", (double) c.params(), "macs", (double) c.macs()))
          .toList();

  private Studies() {}

  /** A study of so many trials, with a final result when one completed. */
  static StudySummary of(int trials, boolean test, List<String> classes) {
    List<Trial> all = IntStream.range(0, trials).mapToObj(Studies::trial).toList();
    Optional<Integer> best =
        all.stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE)
            .max((a, b) -> Double.compare(a.score().orElse(0), b.score().orElse(0)))
            .map(Trial::number);
    return summary(all, test, classes, best.map(n -> result(n, test, classes.size())));
  }

  /** The same trials as of an amount told of rows of a table, of which less is better. */
  static StudySummary ofAmounts(int trials, double linear) {
    return ofAmounts(trials, linear, "rmse", 1_000);
  }

  /** The same, improved by another metric, of so many training rows. */
  static StudySummary ofAmounts(int trials, double linear, String metric, int train) {
    StudySummary classes = of(trials, true, CLASSES);
    StudyDescription study = classes.study();
    FinalResult result = classes.result().orElseThrow();
    return new StudySummary(
        new StudyDescription(
            "houses",
            study.space(),
            study.searcher(),
            metric,
            Objective.Direction.MINIMIZE,
            study.limits(),
            study.minimised(),
            study.pick(),
            study.seed(),
            study.lag(),
            study.trials(),
            study.budgetSeconds(),
            study.command(),
            study.version()),
        Optional.of(
            new DataSummary(
                "houses.csv",
                DataSummary.Kind.TABLE,
                1,
                1,
                64,
                "price",
                List.of(),
                train,
                297,
                500,
                List.of(),
                OptionalDouble.empty())),
        List.of(),
        classes.plan(),
        classes.config(),
        classes.trials(),
        0,
        classes.sessions(),
        classes.elapsed(),
        Optional.of(
            new FinalResult(
                result.trial(),
                result.params(),
                result.macs(),
                41.5,
                47.25,
                OptionalDouble.of(48.75),
                Map.of(metric, 48.75, "r2", 0.875),
                Map.of(metric, new Interval(44.5, 53.25), "r2", new Interval(0.84, 0.9)),
                Map.of(
                    FinalResult.MAJORITY, Map.of(metric, 137.5, "r2", 0.0),
                    FinalResult.LINEAR, Map.of(metric, linear, "r2", 0.75)),
                List.of(),
                result.parity(),
                result.latencyMillis(),
                result.model(),
                result.epochs(),
                result.seconds(),
                Map.of())),
        List.of(),
        Set.of(),
        Proposals.NONE);
  }

  /** The same study as one that keeps costs small as well. */
  static StudySummary minimising(StudySummary plain, List<String> costs) {
    StudyDescription study = plain.study();
    return new StudySummary(
        new StudyDescription(
            study.name(),
            study.space(),
            study.searcher(),
            study.metric(),
            study.direction(),
            List.of(new Limit("latencyMillis", 2.5)),
            costs,
            Pick.KNEE,
            study.seed(),
            study.lag(),
            study.trials(),
            study.budgetSeconds(),
            study.command(),
            study.version()),
        plain.data(),
        plain.assumptions(),
        plain.plan(),
        plain.config(),
        plain.trials(),
        plain.lostAttempts(),
        plain.sessions(),
        plain.elapsed(),
        plain.result(),
        List.of(),
        Set.of(),
        plain.proposals());
  }

  static StudySummary summary(
      List<Trial> trials, boolean test, List<String> classes, Optional<FinalResult> result) {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.putObject("search").put("searcher", "gne").put("name", classes.get(0));
    Map<String, String> plan = new LinkedHashMap<>();
    plan.put("candidates", "up to 8 epochs on 3,200 samples, weak ones stop after 2 and 4");
    plan.put("final training", "30 epochs, about 35 s");
    return new StudySummary(
        new StudyDescription(
            classes.get(0).equals("T-shirt") ? "fashion" : classes.get(0),
            "image",
            "gne",
            "accuracy",
            Objective.Direction.MAXIMIZE,
            List.of(new Limit("params", 100_000), new Limit("macs", 4_000_000)),
            List.of(),
            Pick.ACCURACY,
            42,
            4,
            OptionalInt.empty(),
            OptionalDouble.of(100),
            "./mimar search --data fashion --budget 100s --max-params 100k --seed 42",
            "0.1.0"),
        Optional.of(
            new DataSummary(
                classes.get(0).equals("T-shirt") ? "fashion-mnist subset" : classes.get(1),
                DataSummary.Kind.IMAGE,
                1,
                28,
                28,
                "",
                classes,
                3_200,
                800,
                test ? 1_000 : 0,
                List.of("2 broken images were skipped.", classes.get(0)),
                OptionalDouble.empty())),
        List.of(
            "No validation split was given: one fifth of each class was taken.", classes.get(0)),
        plan,
        config,
        trials,
        1,
        List.of(
            new Session(
                1,
                NOW,
                "host",
                99,
                Map.of("mimar", "0.1.0", "java", "17.0.15", "os", "Linux amd64"))),
        Duration.ofSeconds(97),
        result,
        result.map(r -> List.of(r.trial(), r.trial(), 3)).orElse(List.of()),
        Set.of(),
        new Proposals(300, 700));
  }

  static Trial trial(int number) {
    RandomGenerator rng = Seeds.root(1).at("trial", number).rng();
    return new Trial(
        number,
        ARCHITECTURES.get(number % DISTINCT),
        COSTS.get(number % DISTINCT),
        List.of("random", "swarm", "evolution", "generator").get(rng.nextInt(4)),
        rng.nextInt(3),
        rng.nextLong(),
        result(number, rng));
  }

  private static Result result(int number, RandomGenerator rng) {
    double top =
        0.905 - 0.09 * Math.exp(-number / 25.0) - 0.05 * rng.nextDouble() * rng.nextDouble();
    List<Epoch> curve = new ArrayList<>();
    for (int e = 1; e <= 8; e++) {
      double score = top - 0.5 * Math.exp(-0.75 * e) + 0.008 * rng.nextGaussian();
      curve.add(new Epoch(e, 2 - score, score, score, e * 0.4));
    }
    double dice = number == 0 ? 1 : rng.nextDouble();
    if (dice < 0.04) {
      return Result.without(Outcome.FAILED, "the loss is NaN in epoch 1", 0.3);
    }
    if (dice < 0.08) {
      return Result.without(Outcome.INFEASIBLE, "breaks a limit", 0);
    }
    return dice < 0.5
        ? new Result(Outcome.STOPPED, curve.subList(0, 2), "weak at epoch 2", 0.8, 0.8)
        : new Result(Outcome.COMPLETE, curve, "", 3.2, 3.2);
  }

  static FinalResult result(int trial, boolean test, int classes) {
    List<List<Integer>> confusion = new ArrayList<>();
    RandomGenerator rng = Seeds.root(2).rng();
    for (int i = 0; i < classes; i++) {
      int row = i;
      confusion.add(
          IntStream.range(0, classes)
              .map(j -> row == j ? 88 : Math.max(0, rng.nextInt(12) - 8))
              .boxed()
              .toList());
    }
    Costs costs =
        Costs.of(
            SPACE.network(
                ARCHITECTURES.get(trial % DISTINCT), Task.images(new Shape(1, 28, 28), 10)));
    return new FinalResult(
        trial,
        costs.params(),
        costs.macs(),
        0.981,
        0.897,
        test ? OptionalDouble.of(0.883) : OptionalDouble.empty(),
        Map.of("accuracy", 0.883, "log_loss", 0.3412),
        Map.of("accuracy", new Interval(0.862, 0.901), "log_loss", new Interval(0.31, 0.37)),
        test
            ? Map.of(
                FinalResult.MAJORITY, Map.of("accuracy", 0.104),
                FinalResult.LINEAR, Map.of("accuracy", 0.812, "log_loss", 0.58))
            : Map.of(),
        confusion,
        OptionalDouble.of(3.1e-6),
        OptionalDouble.empty(),
        "model.onnx",
        30,
        34.5,
        test ? steps() : Map.of());
  }

  private static Map<String, Double> steps() {
    Map<String, Double> steps = new LinkedHashMap<>();
    steps.put(FinalResult.SEARCHED, 0.797);
    steps.put(FinalResult.ALONE, 0.871);
    steps.put(FinalResult.JOINED, 0.869);
    steps.put(FinalResult.MIRRORED, 0.883);
    return steps;
  }
}
