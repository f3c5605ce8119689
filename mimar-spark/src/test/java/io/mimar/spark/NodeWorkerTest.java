package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are shell scripts. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class NodeWorkerTest {
  private static final long PATIENT = 30_000;

  @TempDir Path folder;

  private NodeWorker worker;

  private void start(String script) {
    NodeSetup setup =
        new NodeSetup(
            List.of("sh", "-c", script), List.of(), Map.of(), "open", "{1", "{2", 1_000, "", "lib");
    worker = NodeWorker.start(setup, folder);
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
