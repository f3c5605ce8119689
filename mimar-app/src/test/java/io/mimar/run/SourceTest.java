package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.gne.WarmStart;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import io.mimar.space.SearchSpace;
import io.mimar.space.TabularSpace;
import io.mimar.space.TextSpace;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Pick;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run takes over from another, and what it refuses. */
final class SourceTest {
  @TempDir Path folder;

  static Stream<SearchSpace> spaces() {
    return Stream.of(ImageSpace.standard(), new MobileSpace(), new TabularSpace(), new TextSpace());
  }

  private static List<Architecture> draws(SearchSpace space, int count) {
    return Stream.generate(Seeds.root(1).at("draws").rng()::nextLong)
        .map(seed -> space.random(Seeds.root(seed).rng()))
        .distinct()
        .limit(count)
        .toList();
  }

  /** A study of {@code space} that improves a loss; every third trial failed. */
  private String study(String name, String space, List<Architecture> architectures) {
    StudyDescription description =
        new StudyDescription(
            name,
            space,
            "random",
            "rmse",
            Objective.Direction.MINIMIZE,
            List.of(),
            List.of(),
            Pick.ACCURACY,
            0,
            1,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            "",
            "test");
    Map<String, String> meta =
        Map.of(StudyKeys.STUDY, Json.json().valueToTree(description).toString());
    Path run = folder.resolve(name);
    try (StudyStore store = StudyStore.create(run, Clock.systemUTC(), Map.of(), meta)) {
      for (int i = 0; i < architectures.size(); i++) {
        store.record(
            new Trial(i, architectures.get(i), Map.of("params", 1.0), "random", 0, i, result(i)));
      }
    }
    return run.toString();
  }

  private static Result result(int number) {
    if (number % 3 == 2) {
      return Result.without(Outcome.FAILED, "out of memory", 1);
    }
    List<Epoch> curve =
        IntStream.rangeClosed(1, 1 + number % 2)
            .mapToObj(epoch -> new Epoch(epoch, 1, 1, number + 0.1 * epoch, 1))
            .toList();
    return new Result(number % 2 == 0 ? Outcome.STOPPED : Outcome.COMPLETE, curve, "", 2, 2);
  }

  private static void refused(MimarException error, String... words) {
    String said = error.getMessage() + " " + error.hint();
    for (String word : words) {
      assertTrue(said.contains(word), () -> "\"" + word + "\" is missing in: " + said);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void scoredTrialsAreTakenOverInOrder(SearchSpace space) throws IOException {
    List<Architecture> drawn = draws(space, 18);
    Source source = Source.read(study("good", space.name(), drawn), space);
    Source kept = Json.json().readValue(Json.json().writeValueAsString(source), Source.class);
    assertEquals(source, kept);
    WarmStart start = kept.warmStart(space);
    assertEquals(new Objective("rmse", Objective.Direction.MINIMIZE), start.objective());
    List<Integer> scored = IntStream.range(0, 18).filter(i -> i % 3 != 2).boxed().toList();
    assertEquals(
        scored.stream().map(drawn::get).toList(),
        start.trials().stream().map(Trial::architecture).toList());
    assertEquals(
        scored.stream().map(i -> 1 + i % 2).toList(),
        start.trials().stream().map(t -> t.result().epochs()).toList());
    assertEquals(3 + 0.2, start.trials().get(2).score().orElseThrow());
    assertTrue(source.note().contains("12 scored trials of good (rmse)"), source.note());
  }

  @Test
  void aFolderThatIsNoRunIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path path : List.of(file, empty, folder.resolve("missing"))) {
      refused(
          assertThrows(
              MimarException.class, () -> Source.read(path.toString(), ImageSpace.standard())),
          "there is no run in " + path);
    }
    Files.writeString(empty.resolve("study.db"), "no database at all, but long enough".repeat(99));
    refused(
        assertThrows(
            MimarException.class, () -> Source.read(empty.toString(), ImageSpace.standard())),
        "study.db");
    refused(
        assertThrows(MimarException.class, () -> Source.read("a\u0000b", ImageSpace.standard())),
        "warmStart is");
  }

  @Test
  void anotherSpaceIsRefusedByBothNames() {
    String run = study("tables", "tabular", List.of());
    refused(
        assertThrows(MimarException.class, () -> Source.read(run, new TextSpace())),
        run,
        "the space tabular",
        "this one searches " + new TextSpace().name(),
        "leave --warm-start out");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13})
  void tooFewScoredTrialsAreRefused(int trials) {
    ImageSpace space = ImageSpace.standard();
    String run = study("short", space.name(), draws(space, trials));
    refused(
        assertThrows(MimarException.class, () -> Source.read(run, space)),
        run,
        "has " + (trials - trials / 3) + " trials with a score, but must have at least 10",
        "mimar resume " + run);
  }

  @Test
  void whatIsNoArchitectureOfTheSpaceIsRefused() {
    ImageSpace space = ImageSpace.standard();
    List<Architecture> strangers = new ArrayList<>(draws(space, 16));
    strangers.set(4, new Architecture(List.of(1, 2, 3), strangers.get(4).graph()));
    String shorter = study("shorter", space.name(), strangers);
    refused(
        assertThrows(MimarException.class, () -> Source.read(shorter, space)),
        "trial 4 of the run " + shorter,
        "no architecture of the space image");
    strangers.set(4, new Architecture(strangers.get(6).values(), strangers.get(7).graph()));
    String other = study("other", space.name(), strangers);
    refused(
        assertThrows(MimarException.class, () -> Source.read(other, space)),
        "trial 4 of the run " + other);
  }
}
