package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.process.WorkerBounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are shell scripts. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class NodeWorkerTest {
  private static final long PATIENT = 30_000;

  private static final Duration DAY = Duration.ofDays(1);
  private static final WorkerBounds WIDE = new WorkerBounds(DAY, DAY, 0);

  @TempDir Path folder;

  private final List<String> heard = new ArrayList<>();
  private NodeWorker worker;

  private void start(String script) {
    worker = NodeWorker.start(setup(script, WIDE), folder);
  }

  private static NodeSetup setup(String script, WorkerBounds bounds) {
    return setup(script, bounds, 0);
  }

  private static NodeSetup setup(String script, WorkerBounds bounds, int generation) {
    return new NodeSetup(
        List.of("sh", "-c", script),
        List.of(),
        Map.of(),
        "open",
        "{1",
        "{2",
        "{3",
        bounds,
        "",
        "lib",
        generation);
  }

  /** What comes of asking a worker that may go so far. */
  private Parcel ask(String script, WorkerBounds bounds) throws InterruptedException {
    NodeSetup setup = setup("read opening; " + script, bounds);
    worker = worker == null ? NodeWorker.start(setup, folder) : worker;
    return worker.ask("question", setup, heard::add);
  }

  @Test
  void whatComesBeforeTheAnswerIsPassedOn() throws InterruptedException {
    Parcel parcel = ask("read question; echo '{0'; echo \"{1 $question\"; exec sleep 600", WIDE);
    assertEquals(new Parcel(Parcel.Ending.ANSWERED, "{1 question"), parcel);
    assertEquals(List.of("{0"), heard);
  }

  @Test
  void aSilentWorkerIsNotWaitedForAndAnotherMayDoBetter() throws InterruptedException {
    Parcel parcel = ask("exec sleep 600", new WorkerBounds(Duration.ofSeconds(1), DAY, 0));
    assertEquals(new Parcel(Parcel.Ending.LOST, "said nothing for 1 s"), parcel);
  }

  @Test
  void aTrialThatTakesTooLongIsInfeasibleThoughItsWorkerTalks() throws InterruptedException {
    Parcel parcel =
        ask(
            "while true; do echo '{0'; sleep 0.1; done",
            new WorkerBounds(DAY, Duration.ofSeconds(2), 0));
    assertEquals(Parcel.Ending.INFEASIBLE, parcel.ending(), parcel::text);
    assertTrue(parcel.text().matches("trained for \\d+ s, .* may take 2 s .*"), parcel::text);
  }

  @Test
  void timeForWhichATrialIsNotToBlameIsNotCounted() throws InterruptedException {
    WorkerBounds narrow = new WorkerBounds(DAY, Duration.ofSeconds(1), 0);
    Parcel waits = ask("echo '{3'; sleep 3; echo '{1'; exec sleep 600", narrow);
    assertEquals(Parcel.Ending.ANSWERED, waits.ending(), waits::text);
    worker.kill();
    worker = null;
    Parcel startsSlowly = ask("sleep 3; echo '{0'; echo '{1'; exec sleep 600", narrow);
    assertEquals(Parcel.Ending.ANSWERED, startsSlowly.ending(), startsSlowly::text);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which tells by /proc
  void memoryOfAFreshWorkerIsTheTrialsAndOfAUsedOneNot() throws InterruptedException {
    String script =
        "read first; echo '{1'; x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo '{0'; sleep 600";
    WorkerBounds narrow = new WorkerBounds(DAY, DAY, 20 << 20);
    assertEquals(Parcel.Ending.ANSWERED, ask(script, WIDE).ending());
    Parcel used = ask(script, narrow);
    assertEquals(Parcel.Ending.USED, used.ending(), used::text);
    worker.kill();
    worker = null;
    Parcel fresh = ask(script.replace("echo '{1';", ""), narrow);
    assertEquals(Parcel.Ending.TOO_LARGE, fresh.ending(), fresh::text);
    assertTrue(fresh.text().matches("took \\d+ MB of memory, .* may have 20 MB .*"), fresh::text);
  }

  @AfterEach
  void end() {
    worker.kill();
  }

  /** Reads to its end, which comes by itself; how many lines it said. */
  private int lines() throws InterruptedException {
    int lines = 0;
    while (worker.next(PATIENT).isPresent()) {
      lines++;
    }
    assertFalse(worker.isAlive(), "it was silent for too long");
    return lines;
  }

  @Test
  void anEndlessLineEndsTheWorker() throws InterruptedException {
    start("head -c 20000000 /dev/zero | tr '\\0' x; exec sleep 600");
    assertEquals(0, lines());
  }

  @Test
  void aFloodOfLinesEndsTheWorker() throws InterruptedException {
    start("exec yes '{\"type\":\"alive\"}'");
    int lines = lines();
    assertTrue(lines > 1_000 && lines < 200_000, "lines " + lines);
  }

  @Test
  void aWorkerServesItsOwnGenerationAndOlderOnesWhileItLives() throws InterruptedException {
    worker = NodeWorker.start(setup("read opening; read question", WIDE, 1), folder);
    assertTrue(worker.serves(0));
    assertTrue(worker.serves(1));
    assertFalse(worker.serves(2), "somebody told a lie since it was started");
    worker.send("question");
    assertEquals(Optional.empty(), worker.next(PATIENT));
    assertFalse(worker.serves(1), "it has ended");
  }

  @Test
  void whatItSaidBeforeItWasAskedIsForgotten() throws InterruptedException {
    start("echo '{stale'; read opening; read question; echo \"{$question\"; exec sleep 600");
    while (!worker.hasSpoken()) {
      Thread.onSpinWait();
    }
    worker.forget();
    worker.send("fresh");
    assertEquals(Optional.of("{fresh"), worker.next(PATIENT));
  }

  @Test
  void itsLogIsBounded() throws Exception {
    start("head -c 100000000 /dev/zero >&2; echo '{done'; exec sleep 600");
    assertEquals(Optional.of("{done"), worker.next(PATIENT));
    try (var logs = Files.list(folder)) {
      assertTrue(Files.size(logs.findFirst().orElseThrow()) < 80_000_000);
    }
  }
}
