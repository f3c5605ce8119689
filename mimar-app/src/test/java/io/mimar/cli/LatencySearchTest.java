package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyData;
import io.mimar.store.StudyStore;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches under a limit of latency, measured on this machine. */
final class LatencySearchTest {
  private static final int TRIALS = 6;

  @TempDir static Path folder;

  private static Path data;

  @BeforeAll
  static void write() throws IOException {
    data = TinyData.write(folder.resolve("data"), 60);
  }

  private static Program.Ran search(Path out, String latency, String... more) {
    List<String> words =
        new ArrayList<>(
            TinySearch.command(data, out, TRIALS, "--searcher", "random", "--workers", "2"));
    words.addAll(TinySearch.IN_PROCESS);
    words.addAll(List.of("--max-latency", latency, "--json"));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  private static List<Trial> trials(Path run) {
    try (StudyStore store = StudyStore.read(run)) {
      return store.trials();
    }
  }

  @Test
  void aLimitThatTinyNetworksHoldIsMeasuredAndKept() throws IOException {
    Path run = folder.resolve("fast");
    Program.Ran ran = search(run, "1s").done(); // a busy machine must not break it
    double latency = ran.json().get("best").get("metrics").get("latency").asDouble();
    assertTrue(latency > 0 && latency < 1_000, latency + " ms");
    assertTrue(ran.err().contains("Latencies are measured on this machine"), ran.err());
    for (Trial trial : trials(run)) {
      assertTrue(trial.costs().get("latencyMillis") > 0, "too few to foretell: all are measured");
    }
    assertTrue(Program.run("status", run.toString()).done().out().contains("latency      "));
    JsonNode one = Program.run("show", run.toString(), "0", "--json").done().json();
    assertTrue(one.get("costs").get("latencyMillis").isNumber());
  }

  @Test
  void whatIsTooSlowIsNotTrained() throws IOException {
    Path run = folder.resolve("slow");
    Program.Ran ran = search(run, "0.001us");
    assertEquals(ExitCode.NO_TRIAL, ran.code(), ran.err());
    assertTrue(ran.err().contains("Every candidate broke a limit"), ran.err());
    JsonNode json = ran.json();
    assertEquals(TRIALS, json.get("trials").get("infeasible").asInt() - refused(run));
    assertEquals(0, json.get("trials").get("complete").asInt());
    for (Trial trial : trials(run)) {
      assertEquals(Outcome.INFEASIBLE, trial.outcome());
      String reason = trial.result().reason();
      assertTrue(reason.startsWith("latency ") && reason.contains("above the limit of"), reason);
      assertTrue(trial.result().curve().isEmpty());
    }
  }

  private static int refused(Path run) {
    return trials(run).stream().mapToInt(Trial::refused).sum();
  }

  @Test
  void latencyMayBeAnObjectiveWithoutALimit() throws IOException {
    Path run = folder.resolve("front");
    List<String> words =
        TinySearch.command(data, run, TRIALS, "--searcher", "random", "--minimize", "latency");
    words.add("--json");
    JsonNode json = Program.run(words.toArray(String[]::new)).done().json();
    assertFalse(json.get("front").isEmpty());
    for (JsonNode member : json.get("front")) {
      assertTrue(member.get("costs").get("latencyMillis").asDouble() > 0, member::toString);
    }
  }
}
