package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.run.RunListener.Phase;
import io.mimar.study.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
