package io.mimar.dashboard;

import io.mimar.config.Config;
import io.mimar.config.Json;
import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.report.Explained;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.store.DataSummary;
import io.mimar.store.StoreUrl;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Pick;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Made-up studies on the disk, each a function of its arguments. */
public final class MadeStudies {
  public static final List<String> PROPOSERS = List.of("random", "swarm", "evolution", "generator");

  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Task TASK = Task.images(new Shape(1, 28, 28), 3);

  /** Of how many architectures trials are. */
  static final int DISTINCT = 120;

  private MadeStudies() {}

  /** Writes a study of {@code trials} trials of {@code classes} into {@code folder}. */
  public static Path write(Path folder, int trials, List<String> classes) {
    return write(folder, trials, classes, "./mimar search");
  }

  /** As {@link #write(Path, int, List)}; {@code words} stand wherever a user's words may. */
  public static Path write(Path folder, int trials, List<String> classes, String words) {
    return write(folder, Optional.empty(), trials, classes, words);
  }

  /** As {@link #write(Path, int, List, String)}; kept by {@code server} where it is there. */
  static Path write(
      Path folder, Optional<StoreUrl> server, int trials, List<String> classes, String words) {
    List<Architecture> architectures =
        IntStream.range(0, Math.min(DISTINCT, Math.max(1, trials)))
            .mapToObj(i -> SPACE.random(Seeds.root(5).at("architecture", i).rng()))
            .toList();
    List<Map<String, Double>> costs =
        architectures.stream()
            .map(a -> Costs.of(SPACE.network(a, TASK)))
            .map(MadeStudies::named)
            .toList();
    try (StudyStore store =
        StudyStore.create(
            folder,
            server,
            Clock.systemUTC(),
            Map.of("os", "Linux"),
            meta(trials, classes, words))) {
      for (int n = 0; n < trials; n++) {
        RandomGenerator rng = Seeds.root(1).at("trial", n).rng();
        int which = n % architectures.size();
        store.record(
            new Trial(
                n,
                architectures.get(which),
                costs.get(which),
                PROPOSERS.get(rng.nextInt(PROPOSERS.size())),
                rng.nextInt(3),
                rng.nextLong(),
                result(n, rng, words)),
            n % 2 == 0 ? "node process " + n % 3 : ""); // some of an old release
      }
      store.elapsed(Duration.ofSeconds(trials));
    }
    return folder;
  }

  /** Adds what the end of a search finds out to the study in {@code folder}. */
  public static void explain(Path folder, String words) {
    try (StudyStore store = StudyStore.open(folder, Clock.systemUTC(), Map.of())) {
      store.putMeta(StudyKeys.EXPLANATION, Explained.search(words));
      store.putMeta(StudyKeys.MODEL_EXPLANATION, Explained.model(words));
      store.putMeta(StudyKeys.MAP, Explained.map(store.trials()));
    }
  }

  private static Map<String, Double> named(Costs costs) {
    return Map.of("params", (double) costs.params(), "macs", (double) costs.macs());
  }

  private static Result result(int number, RandomGenerator rng, String words) {
    double top = 0.905 - 0.2 * Math.exp(-number / 2e4) - 0.05 * rng.nextDouble() * rng.nextDouble();
    List<Epoch> curve = new ArrayList<>();
    for (int e = 1; e <= 8; e++) {
      double score = top - 0.5 * Math.exp(-0.75 * e) + 0.008 * rng.nextGaussian();
      curve.add(new Epoch(e, 2 - score, score, score, e * 0.4));
    }
    double dice = number == 0 ? 1 : rng.nextDouble();
    if (dice < 0.04) {
      return Result.without(Outcome.FAILED, words, 0.3);
    }
    return dice < 0.5
        ? new Result(Outcome.STOPPED, curve.subList(0, 2), "weak at epoch 2", 0.8, 0.8)
        : new Result(Outcome.COMPLETE, curve, "", 3.2, 3.2);
  }

  private static Map<String, String> meta(int trials, List<String> classes, String words) {
    return Map.of(
        StudyKeys.CONFIG, json(Config.DEFAULT),
        StudyKeys.STUDY, json(study(trials, words)),
        StudyKeys.DATA, json(data(classes, words)));
  }

  private static String json(Object value) {
    return Json.json().valueToTree(value).toString();
  }

  private static StudyDescription study(int trials, String words) {
    return new StudyDescription(
        words,
        "image",
        "gne",
        "accuracy",
        Objective.Direction.MAXIMIZE,
        List.of(new Limit("params", 100_000)),
        List.of(),
        Pick.ACCURACY,
        42,
        4,
        OptionalInt.of(2 * trials),
        OptionalDouble.empty(),
        words,
        "0.1.0");
  }

  private static DataSummary data(List<String> classes, String words) {
    return new DataSummary(
        words,
        DataSummary.Kind.IMAGE,
        1,
        28,
        28,
        "",
        classes,
        3_200,
        800,
        1_000,
        List.of(words),
        OptionalDouble.empty());
  }
}
