package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.config.Spaces;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.study.Event;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of the best trials stay, the others go. */
final class KeptModelsTest {
  private static final Architecture ANY = Spaces.named("image").random(Seeds.root(1).rng());
  private static final Tradeoff PLAIN = new Tradeoff(Objective.ACCURACY, List.of());
  private static final double[] SCORES = {0.4, 0.9, 0.1, 0.9, 0.5, 0.95};

  @TempDir Path path;
  private RunFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new RunFolder(path);
    Files.createDirectories(folder.models());
  }

  private Trial trial(int number, Outcome outcome) {
    Result result =
        outcome == Outcome.FAILED
            ? Result.without(outcome, "for a test", 0)
            : new Result(outcome, List.of(new Epoch(1, 1, 0, SCORES[number], 1)), "", 1, 1);
    return new Trial(number, ANY, Map.of("params", 10.0 + number), "test", 0, 1, result);
  }

  private Event.Finished finished(int number) throws IOException {
    Files.writeString(folder.model(number), "model");
    return new Event.Finished(trial(number, Outcome.COMPLETE));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> inside = Files.list(folder.models())) {
      return inside
          .map(f -> f.getFileName().toString().replaceAll("\\D", ""))
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }

  @Test
  void theBestAreKeptAndEveryEventIsPassedOn() throws IOException {
    List<Event> heard = new ArrayList<>();
    KeptModels kept = new KeptModels(folder, 2, PLAIN, heard::add, List.of());
    for (int number = 0; number < SCORES.length; number++) {
      kept.on(finished(number));
    }
    assertEquals(Set.of("1", "5"), files(), "of equal trials the earlier is better");
    assertEquals(SCORES.length, heard.size());
  }

  @Test
  void theFrontIsKeptWhateverItsScores() throws IOException {
    Tradeoff both = new Tradeoff(Objective.ACCURACY, List.of("params"));
    KeptModels kept = new KeptModels(folder, 1, both, e -> {}, List.of());
    for (int number = 0; number < SCORES.length; number++) {
      kept.on(finished(number));
    }
    assertEquals(Set.of("0", "1", "5"), files(), "each costs more than the one before");
  }

  @Test
  void resumingForgetsNothing() throws IOException {
    KeptModels first = new KeptModels(folder, 2, PLAIN, e -> {}, List.of());
    for (int number = 0; number < 3; number++) {
      first.on(finished(number));
    }
    List<Trial> done = IntStream.range(0, 3).mapToObj(n -> trial(n, Outcome.COMPLETE)).toList();
    KeptModels second = new KeptModels(folder, 2, PLAIN, e -> {}, done);
    for (int number = 3; number < SCORES.length; number++) {
      second.on(finished(number));
    }
    assertEquals(Set.of("1", "5"), files());
  }

  @Test
  void whatDidNotCompleteTakesNoPlace() throws IOException {
    KeptModels kept = new KeptModels(folder, 1, PLAIN, e -> {}, List.of());
    kept.on(finished(0));
    kept.on(new Event.Finished(trial(1, Outcome.STOPPED)));
    kept.on(new Event.Finished(trial(2, Outcome.FAILED)));
    assertEquals(Set.of("0"), files());
  }
}
