package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Spaces;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.run.RunListener.Phase;
import io.mimar.store.Resource;
import io.mimar.study.Event;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a person reads of a run in a pipe. */
final class ProgressViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Duration elapsed = Duration.ofSeconds(20);
  private final ProgressView view =
      new ProgressView(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, () -> elapsed);

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void timeLeftIsToldAgainstTheWholeRun() {
    view.phase(Phase.SEARCH, Optional.of(Duration.ofSeconds(50)));
    elapsed = Duration.ofSeconds(45);
    view.phase(Phase.FINAL, Optional.of(Duration.ofSeconds(55)));
    view.phase(Phase.REPORT, Optional.empty());
    assertEquals(
        "Searching, 30s left%nTraining the winner, 10s left%nWriting the report%n".formatted(),
        said());
  }

  @Test
  void aRunHasBegunWhenItIsPrepared() {
    view.phase(Phase.PREPARE, Optional.empty());
    assertFalse(view.hasBegun());
    view.phase(Phase.MEASURE, Optional.empty());
    assertTrue(view.hasBegun());
  }

  /** A trial with one epoch. */
  private static Event finished(int number, double score) {
    List<Epoch> curve = List.of(new Epoch(1, 1, score, score, 1));
    return new Event.Finished(
        new Trial(
            number,
            Spaces.named("series").random(Seeds.root(1).rng()),
            Map.of(),
            "random",
            0,
            0,
            new Result(Outcome.COMPLETE, curve, "", 1, 1)));
  }

  @Test
  void theBestIsTheLeastWhereLessIsBetter() {
    view.past(
        new Objective("rmse", Objective.Direction.MINIMIZE),
        List.of(),
        OptionalInt.empty(),
        Resource.FOLD);
    view.on(finished(0, 3.5));
    view.on(finished(1, 5.25));
    view.on(finished(2, 2.5));
    List<String> best = said().lines().map(l -> l.replaceAll(".* best ", "")).toList();
    assertEquals(List.of("3.5000", "3.5000", "2.5000"), best);
    assertEquals(3, said().lines().filter(l -> l.contains("  folds  1  ")).count(), said());
  }

  @Test
  void notesLossesAndTheFinalTrainingAreLines() {
    view.note("A sentence.");
    view.on(new Event.Lost(3, 1, "worker ended with exit code 137"));
    for (int epoch = 1; epoch <= 10; epoch++) {
      view.finalEpoch(epoch, 10);
    }
    assertTrue(said().contains("- A sentence."), said());
    assertTrue(said().contains("- Trial 3 is asked again: worker ended with"), said());
    assertEquals(5, said().lines().filter(l -> l.startsWith("epoch ")).count(), said());
  }
}
