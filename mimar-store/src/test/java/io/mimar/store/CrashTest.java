package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import io.mimar.trial.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that is killed at any moment loses nothing that it was told is kept. */
final class CrashTest {
  private static final long SEED = 11;
  private static final int KILLS = 24;

  @TempDir Path folder;

  /** The process that is killed: records trials without end, and says which after each. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      Path folder = Path.of(args[0]);
      Clock clock = Clock.systemUTC();
      try (StudyStore store =
          StudyStore.exists(folder)
              ? StudyStore.open(folder, clock, Map.of())
              : StudyStore.create(folder, clock, Map.of(), Map.of("config", "{}"))) {
        for (int n = store.trials().size(); ; n++) {
          store.record(Trials.of(n));
          System.out.println(n);
          System.out.flush();
        }
      }
    }
  }

  @Test
  void nothingRecordedIsLostOrDoubledWhenTheOwnerIsKilled() throws Exception {
    RandomGenerator rng = Seeds.root(SEED).at("kills").rng();
    Set<Integer> announced = Collections.synchronizedSet(new TreeSet<>());
    for (int kill = 0; kill < KILLS; kill++) {
      // Every third time while it starts, else some time after its first trial.
      boolean early = kill % 3 == 0;
      runAndKill(early, early ? rng.nextInt(600) : rng.nextInt(250), announced);
      if (StudyStore.exists(folder)) {
        check(announced, "seed " + SEED + ", kill " + kill);
      }
    }
    System.out.println(KILLS + " kills, " + announced.size() + " trials announced, none lost");
    assertTrue(announced.size() > KILLS, "too few trials to mean anything: " + announced.size());
  }

  private void runAndKill(boolean early, int millis, Set<Integer> announced) throws Exception {
    Process writer = start();
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(() -> collect(writer, announced, first));
    if (!early) {
      assertTrue(first.await(60, TimeUnit.SECONDS), "the writer recorded nothing");
    }
    Thread.sleep(millis);
    writer.destroyForcibly().waitFor();
    reading.get(10, TimeUnit.SECONDS);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void collect(Process writer, Set<Integer> announced, CountDownLatch first) {
    try (BufferedReader lines = writer.inputReader()) {
      StringBuilder line = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c != '\n') {
          line.append((char) c);
          continue;
        }
        assertTrue(announced.add(Integer.parseInt(line.toString())), "recorded twice: " + line);
        line.setLength(0);
        first.countDown();
      }
    } catch (IOException e) {
      first.countDown(); // the pipe broke with the process
    }
  }

  /** Opens for writing first: a lock that outlived its owner would refuse. */
  private void check(Set<Integer> announced, String when) throws SQLException {
    try (StudyStore store = StudyStore.open(folder, Clock.systemUTC(), Map.of())) {
      List<Trial> trials = store.trials();
      List<Integer> numbers = trials.stream().map(Trial::number).toList();
      assertTrue(numbers.containsAll(announced), when + ": lost one of " + announced);
      assertEquals(numbers.size(), numbers.stream().distinct().count(), when + ": doubled");
      trials.forEach(t -> assertEquals(Trials.of(t.number()), t, when));
      assertEquals("{}", store.meta("config").orElseThrow(), when);
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StudyStore.FILE));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
      assertEquals("ok", result.getString(1), when);
    }
  }
}
