package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.tabulate.BuildListener;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In a pipe each training is a line; on a terminal one line lives. */
final class TableViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String shown(boolean live) {
    try (TableView view =
        new TableView(new PrintStream(bytes, true, StandardCharsets.UTF_8), live)) {
      assertFalse(view.hasBegun());
      view.note("A sentence.");
      view.begin(10, 12);
      assertTrue(view.hasBegun());
      Result good = new Result(Outcome.COMPLETE, List.of(new Epoch(1, 1, 1, .875, 1)), "", 1, 1);
      view.ended(ended(good, 11, Duration.ofSeconds(90)));
      view.ended(ended(Result.without(Outcome.FAILED, "out of memory", 1), 12, Duration.ZERO));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static BuildListener.Ended ended(Result result, int done, Duration left) {
    return new BuildListener.Ended(
        5, done - 11, 4_402, 296_512, result, done, 12, Optional.of(left));
  }

  @Test
  void inAPipeEachTrainingIsALine() {
    assertEquals(
        """
        - A sentence.
        Training 2 of 12
        row    5  repeat 1  0.8750  params    4402  macs  296.5k  11/12, 1m30s left
        row    5  repeat 2  failed: out of memory  params    4402  macs  296.5k  12/12, 0s left
        """,
        shown(false));
  }

  @Test
  void onATerminalOneLineLives() {
    String shown = shown(true);
    assertFalse(shown.contains("row "), shown);
    assertTrue(shown.contains("12/12"), shown);
    assertTrue(shown.contains("best 0.8750"), shown);
  }
}
