package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.folder.RunFolder;
import io.mimar.store.StudyStore;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's study on a real cluster of a master and two workers, against worker processes; with
 * everything that can be killed killed.
 */
@Timeout(300)
final class SparkSearchTest {
  private static final int TRIALS = 10;
  private static final long ENDS_WITHIN_MILLIS = 20_000;

  @TempDir static Path folder;

  private static LocalCluster cluster;
  private static Path reference;

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    boolean possible = LocalCluster.isPossible();
    if (!possible) {
      System.out.println("SKIPPED: Spark tests need the loopback interface, which is down here");
    }
    Assumptions.assumeTrue(possible, "no loopback interface");
    cluster = LocalCluster.start(folder, 2);
    reference = folder.resolve("processes");
    try (Program program = demo(reference, "--workers", "2")) {
      assertEquals(0, program.end(), program::said);
    }
  }

  @AfterAll
  static void endCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Program demo(Path out, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "demo",
                "--out",
                out.toString(),
                "--trials",
                "" + TRIALS,
                "--seed",
                "5",
                "--set",
                "schedule.epochs=3",
                "--set",
                "schedule.rows=1000",
                "--set",
                "final.epochs=1"));
    words.addAll(List.of(more));
    return Program.mimar(words, cluster.environment());
  }

  private static Program onSpark(Path out) throws IOException {
    return demo(
        out,
        "--executor",
        cluster.url(),
        "--spark-conf",
        "spark.ui.enabled=false",
        "--spark-conf",
        "spark.mimar.home=" + System.getProperty("mimar.home"));
  }

  private static Program resume(Path out) throws IOException {
    return Program.mimar(List.of("resume", out.toString()), cluster.environment());
  }

  /** What must be the same whoever trains: no times. */
  private record Line(
      int number, String architecture, Outcome outcome, OptionalDouble score, List<Double> curve) {
    static Line of(Trial trial) {
      return new Line(
          trial.number(),
          trial.architecture().hash(),
          trial.outcome(),
          trial.score(),
          trial.result().curve().stream().map(e -> e.score()).toList());
    }
  }

  private static List<Line> lines(Path run) {
    try (StudyStore store = StudyStore.read(run)) {
      return store.trials().stream().map(Line::of).toList();
    }
  }

  private static void assertSameStudy(Path run) throws IOException {
    assertEquals(lines(reference), lines(run));
    RunFolder here = new RunFolder(reference);
    RunFolder there = new RunFolder(run);
    for (Line line : lines(reference)) {
      Path kept = here.model(line.number());
      assertEquals(Files.exists(kept), Files.exists(there.model(line.number())), line::toString);
      if (Files.exists(kept)) {
        assertArrayEquals(weights(kept), weights(there.model(line.number())), line::toString);
      }
    }
  }

  /** What the trained network said about some samples: equal only where all weights are. */
  private static byte[] weights(Path model) throws IOException {
    return Files.readAllBytes(model.resolveSibling(model.getFileName() + ".expected"));
  }

  @Test
  void sparkGivesTheArchitecturesScoresAndModelsOfWorkerProcesses() throws Exception {
    Path run = folder.resolve("same");
    try (Program program = onSpark(run)) {
      assertEquals(0, program.end(), program::said);
    }
    assertEquals(TRIALS, lines(run).size());
    assertSameStudy(run);
    assertTrue(Files.exists(run.resolve("model.onnx")));
  }

  @Test
  void whateverIsKilledTheStudyEndsAsIfNothingWas() throws Exception {
    Path run = folder.resolve("killed");
    try (Program owner = onSpark(run)) {
      owner.await("trial ");
      strike(owner, cluster::trainers, "worker ended with exit code 137");
      strike(owner, cluster::executors, "executor lost");
      Set<ProcessHandle> trainers = cluster.trainers();
      owner.kill();
      for (ProcessHandle trainer : trainers) {
        assertTrue(endsInTime(trainer), "trainer " + trainer.pid() + " outlives its owner");
      }
    }
    try (Program owner = resume(run)) {
      owner.await("trial ");
      owner.children().forEach(ProcessHandle::destroyForcibly); // the Spark driver
      assertEquals(1, owner.end(), owner::said);
      owner.await("mimar: the Spark driver ended with exit code 137");
      owner.await("`mimar resume` goes on.");
    }
    try (Program owner = resume(run)) {
      owner.await("trial ");
      cluster.killWorker();
      owner.await(" is asked again: ");
      cluster.startWorker();
      assertEquals(0, owner.end(), owner::said);
    }
    assertSameStudy(run);
    try (StudyStore store = StudyStore.read(run)) {
      assertTrue(store.lostAttempts() >= 3, "lost attempts: " + store.lostAttempts());
    }
  }

  /** Kills one process of {@code victims} until that was in mid-trial, and awaits what is said. */
  private static void strike(Program owner, Supplier<Set<ProcessHandle>> victims, String reason)
      throws InterruptedException {
    String said = "";
    while (!said.contains(reason)) {
      victims.get().stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
      said = owner.await(s -> s.contains("is asked again") || s.startsWith("trial "), reason);
    }
  }

  private static boolean endsInTime(ProcessHandle process) throws InterruptedException {
    for (long waited = 0; process.isAlive() && waited < ENDS_WITHIN_MILLIS; waited += 50) {
      Thread.sleep(50); // not a child of this process, whose end nobody tells
    }
    return !process.isAlive();
  }

  @Test
  void aClusterWithoutRoomIsAnErrorInTimeAndNothingIsTrained() throws Exception {
    refused(
        List.of("spark.executor.memory=900g", "spark.mimar.patience=10s"),
        "mimar: no node of " + cluster.url() + " took a task within 10s");
  }

  @Test
  void aNodeWithoutMimarIsAnErrorAndNothingIsTrained() throws Exception {
    refused(List.of("spark.executor.cores=1"), "mimar: Spark did not start: this node has no Mimar");
  }

  /** Checks that a search is refused whose nodes look for Mimar where it is not. */
  private static void refused(List<String> conf, String words) throws Exception {
    List<String> flags = new ArrayList<>(List.of("--executor", cluster.url()));
    for (String setting : conf) {
      flags.addAll(List.of("--spark-conf", setting));
    }
    flags.addAll(List.of("--spark-conf", "spark.ui.enabled=false"));
    flags.addAll(List.of("--spark-conf", "spark.mimar.home=/nowhere"));
    Path run = folder.resolve("refused-" + conf.get(0));
    try (Program program = demo(run, flags.toArray(String[]::new))) {
      assertEquals(2, program.end(), program::said);
      program.await(words);
      assertFalse(program.said().contains("trial "), program::said);
    }
  }
}
