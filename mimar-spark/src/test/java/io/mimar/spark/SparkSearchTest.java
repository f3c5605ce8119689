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
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
@Timeout(600)
final class SparkSearchTest {
  private static final int TRIALS = 20;

  /** So many tell whether a study is the same. */
  private static final int SOME = 10;

  /** So long after both nodes have a process that trains, it trains. */
  private static final int UNDER_WAY_MILLIS = 1_000;

  /** A loss is noticed before so many trials end elsewhere. */
  private static final int NOTICED = 3;

  private static final String DATA = "data.bin";

  private static final Pattern AGAIN = Pattern.compile("- Trial (\\d+) is asked again: (.*)");

  private static final long LONGEST_MILLIS = 60_000;

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
                "--seed",
                "5",
                "--set",
                "schedule.epochs=2",
                "--set",
                "schedule.rows=1200",
                "--set",
                "schedule.patience=1000", // whole trainings, so that blows find one under way
                "--max-macs",
                "400k",
                "--set",
                "final.epochs=1"));
    words.addAll(List.of(more));
    if (!words.contains("--trials")) {
      words.addAll(List.of("--trials", "" + TRIALS));
    }
    return Program.mimar(words, cluster.environment());
  }

  private static Program onSpark(Path out, int trials) throws IOException {
    List<String> words = flags();
    words.addAll(List.of("--trials", "" + trials));
    return demo(out, words.toArray(String[]::new));
  }

  private static List<String> flags() {
    List<String> flags = new ArrayList<>(cluster.flags(Path.of(System.getProperty("mimar.home"))));
    flags.addAll(List.of("--nice", "1"));
    return flags;
  }

  private static Program resume(Path out) throws IOException {
    List<String> words = new ArrayList<>(List.of("resume", out.toString()));
    words.addAll(flags());
    return Program.mimar(words, cluster.environment());
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

  private static void assertSameStudy(Path run, int trials) throws IOException {
    List<Line> expected = lines(reference).subList(0, trials);
    assertEquals(expected, lines(run));
    RunFolder here = new RunFolder(reference);
    RunFolder there = new RunFolder(run);
    int compared = 0;
    for (Line line : expected) {
      Path kept = here.model(line.number());
      assertEquals(Files.exists(kept), Files.exists(there.model(line.number())), line::toString);
      if (Files.exists(kept)) {
        assertArrayEquals(weights(kept), weights(there.model(line.number())), line::toString);
        compared++;
      }
    }
    assertTrue(compared > 0, "no model was kept");
  }

  /** What the trained network said about some samples: equal only where all weights are. */
  private static byte[] weights(Path model) throws IOException {
    return Files.readAllBytes(model.resolveSibling(model.getFileName() + ".expected"));
  }

  @Test
  void sparkGivesTheArchitecturesScoresAndModelsOfWorkerProcesses() throws Exception {
    Path run = folder.resolve("same");
    List<Path> before = cluster.files(DATA);
    try (Program program = onSpark(run, SOME)) {
      assertEquals(0, program.end(), program::said);
    }
    assertSameStudy(run, SOME);
    assertTrue(Files.exists(run.resolve("model.onnx")));
    List<Path> fetched = cluster.files(DATA).stream().filter(f -> !before.contains(f)).toList();
    Set<Path> nodes = fetched.stream().map(file -> file.getName(0)).collect(Collectors.toSet());
    assertEquals(2, nodes.size(), () -> "nodes with data: " + fetched);
    assertEquals(2, fetched.size(), () -> "data once per node, not for each trial: " + fetched);
    for (Path file : fetched) {
      assertEquals(-1, Files.mismatch(run.resolve(DATA), cluster.home().resolve(file)));
    }
  }

  @Test
  void whateverIsKilledTheStudyEndsAsIfNothingWas() throws Exception {
    Path run = folder.resolve("killed");
    try (Program owner = onSpark(run, TRIALS)) {
      owner.await("trial ");
      strike(
          owner,
          () -> killOne(cluster.trainers()),
          r -> r.startsWith("worker ended with exit code 137"));
      strike(owner, () -> killOne(cluster.executors()), r -> r.contains("executor"));
      Set<ProcessHandle> trainers = cluster.trainers();
      owner.kill();
      for (ProcessHandle trainer : trainers) {
        assertTrue(
            inTime(() -> !trainer.isAlive()), "trainer " + trainer.pid() + " outlives its owner");
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
      strike(owner, SparkSearchTest::replaceNode, r -> r.contains("lost"));
      assertEquals(0, owner.end(), owner::said);
    }
    assertSameStudy(run, TRIALS);
    try (StudyStore store = StudyStore.read(run)) {
      assertTrue(store.lostAttempts() >= 3, "lost attempts: " + store.lostAttempts());
    }
  }

  @Test
  void sparkSubmitTrainsOnNodesThatGetMimarFromAnArchive() throws Exception {
    cluster.addSubmit();
    Path archive = Path.of(System.getProperty("mimar.spark"), "mimar.zip");
    try (Program program = Program.mimar(List.of("spark", "package"), cluster.environment())) {
      assertEquals(0, program.end(), program::said);
    }
    Path run = folder.resolve("submitted");
    String[] flags = {
      "--executor",
      "spark-submit",
      "--spark-conf",
      "spark.master=" + cluster.url(),
      "--spark-conf",
      "spark.ui.enabled=false",
      "--spark-conf",
      "spark.cores.max=1", // each node unpacks the engine, which takes longer than all else
      "--trials",
      "2"
    };
    try (Program program = demo(run, flags)) {
      assertEquals(0, program.end(), program::said);
    } finally {
      Files.delete(archive);
    }
    assertEquals(lines(reference).subList(0, 2), lines(run));
  }

  /** Kills something. */
  private interface Blow {
    void fall() throws IOException, InterruptedException;
  }

  /**
   * Strikes when both nodes train, until that hit a trial, and awaits what is said of it; a blow
   * may fall between two trials. A trial that was hit may end before the next blow falls: lost
   * three times, it would count as failed.
   */
  private static void strike(Program owner, Blow blow, Predicate<String> reason)
      throws IOException, InterruptedException {
    boolean hit = false;
    while (!hit) {
      assertTrue(inTime(() -> cluster.trainers().size() == 2), owner::said);
      Thread.sleep(UNDER_WAY_MILLIS);
      blow.fall();
      hit = isTold(owner, reason);
    }
  }

  /** Whether a loss for {@code reason} is told of; the trial that was lost has ended then. */
  private static boolean isTold(Program owner, Predicate<String> reason)
      throws InterruptedException {
    for (int ended = 0; ended < NOTICED; ended++) {
      String said = owner.await(s -> s.contains("asked again") || s.startsWith("trial "), "a loss");
      Matcher asked = AGAIN.matcher(said);
      if (asked.matches()) {
        boolean later = awaitEnd(owner, asked.group(1), reason);
        return later || reason.test(asked.group(2));
      }
    }
    return false;
  }

  /** Waits until a trial has ended; whether another was lost meanwhile for {@code reason}. */
  private static boolean awaitEnd(Program owner, String number, Predicate<String> reason)
      throws InterruptedException {
    String trial = String.format(Locale.ROOT, "trial %3s ", number);
    boolean hit = false;
    while (true) {
      String said = owner.await(s -> s.contains("asked again") || s.startsWith(trial), trial);
      Matcher asked = AGAIN.matcher(said);
      if (!asked.matches()) {
        return hit;
      }
      hit |= reason.test(asked.group(2));
    }
  }

  private static void killOne(Set<ProcessHandle> victims) {
    victims.stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
  }

  /** A node dies, another comes. */
  private static void replaceNode() throws IOException, InterruptedException {
    cluster.killNode();
    cluster.startWorker();
  }

  /**
   * Waits for what nobody tells, since those are no children of this process: until it holds, which
   * need not last.
   */
  private static boolean inTime(BooleanSupplier holds) throws InterruptedException {
    for (long waited = 0; waited < LONGEST_MILLIS; waited += 50) {
      if (holds.getAsBoolean()) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Test
  void aClusterWithoutRoomIsAnErrorInTimeAndNothingIsTrained() throws Exception {
    refused(
        List.of("spark.executor.memory=900g", "spark.mimar.patience=4s"),
        "mimar: no node of " + cluster.url() + " took a task within 4s");
  }

  @Test
  void aNodeWithoutMimarIsAnErrorAndNothingIsTrained() throws Exception {
    refused(
        List.of("spark.executor.cores=1"), "mimar: Spark did not start: this node has no Mimar");
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
