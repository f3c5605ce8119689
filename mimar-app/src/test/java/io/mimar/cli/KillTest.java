package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyData;
import io.mimar.random.Seeds;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose owner and workers are killed at random moments and which is resumed each time ends as
 * if nobody had touched it. {@code -Dmimar.kills=20} for more kills.
 */
@Timeout(900)
final class KillTest {
  private static final long SEED = 21;
  private static final int KILLS = Integer.getInteger("mimar.kills", 3);
  private static final int TRIALS = 2 * KILLS + 4;
  private static final Duration ORPHANS_END = Duration.ofSeconds(10);
  private static final String[] LONGER = {
    "--searcher", "random", "--workers", "2", "--set", "schedule.epochs=6"
  };

  @TempDir Path folder;

  private final Set<Integer> announced = new TreeSet<>();
  private int sessions;
  private int owners;
  private int workers;

  @Test
  void aRunThatIsKilledAgainAndAgainEndsAsIfItWasNot() throws Exception {
    Path data = TinyData.write(folder.resolve("data"), 80);
    Path killed = folder.resolve("killed");
    RandomGenerator rng = Seeds.root(SEED).at("kills").rng();
    boolean done = false;
    while (!done && owners + workers < KILLS) {
      try (Owner owner = Owner.start(command(data, killed), announced)) {
        done = !strike(owner, rng);
      }
      checkNothingIsLost(killed);
    }
    System.out.printf(
        "seed %d: %d kills of owners, %d of workers; %d trials announced before the last resume%n",
        SEED, owners, workers, announced.size());
    assertTrue(owners + workers >= KILLS, "the run ended after " + owners + " + " + workers);
    if (!done) {
      try (Owner owner = Owner.start(command(data, killed), announced)) {
        assertEquals(ExitCode.DONE, owner.end(), owner::said);
      }
    }
    checkNothingIsLost(killed);
    compare(data, killed);
  }

  /** Starts the run, or goes on with it where there is one. */
  private static List<String> command(Path data, Path run) {
    return StudyStore.exists(run)
        ? List.of("resume", run.toString())
        : TinySearch.command(data, run, TRIALS, LONGER);
  }

  /**
   * Kills the owner: while it starts, after a trial, or after a worker was killed, in turns; false
   * when the run has ended by itself.
   */
  private boolean strike(Owner owner, RandomGenerator rng) throws InterruptedException {
    int turn = sessions++ % 3;
    boolean early = turn == 0;
    int millis = early ? rng.nextInt(2_500) : rng.nextInt(250);
    if (!early && !owner.awaitTrials(1)) {
      return false;
    }
    if (turn == 2 && owner.killWorker(rng)) {
      workers++;
      owner.awaitRecovery();
    }
    Thread.sleep(millis);
    Set<ProcessHandle> orphans = owner.workers();
    if (!owner.kill()) {
      return false;
    }
    owners++;
    for (ProcessHandle orphan : orphans) {
      assertTrue(endsWithin(orphan, ORPHANS_END), "worker " + orphan.pid() + " lives on");
    }
    return true;
  }

  private static boolean endsWithin(ProcessHandle process, Duration time)
      throws InterruptedException {
    for (long waited = 0; process.isAlive() && waited < time.toMillis(); waited += 50) {
      Thread.sleep(50);
    }
    return !process.isAlive();
  }

  /** What the owner told about is kept; {@link Owner} checks that it never tells of it twice. */
  private void checkNothingIsLost(Path run) {
    if (StudyStore.exists(run)) {
      List<Integer> kept = TinySearch.sequence(run).stream().map(TinySearch.Line::number).toList();
      assertTrue(kept.containsAll(announced), () -> "lost one of " + announced + ": " + kept);
      assertEquals(kept.size(), Set.copyOf(kept).size(), () -> "doubled: " + kept);
    } else {
      assertEquals(Set.of(), announced, "the study is gone");
    }
  }

  private void compare(Path data, Path killed) throws IOException {
    Path undisturbed = folder.resolve("undisturbed");
    TinySearch.run(data, undisturbed, TRIALS, LONGER).done();
    assertEquals(TRIALS, TinySearch.sequence(killed).size());
    assertEquals(TinySearch.sequence(undisturbed), TinySearch.sequence(killed), "seed " + SEED);
    assertEquals(best(undisturbed), best(killed), "seed " + SEED);
    assertTrue(Files.isRegularFile(killed.resolve("report.html")));
    Program.run("doctor", killed.toString()).done();
  }

  private static JsonNode best(Path run) throws IOException {
    JsonNode status = Program.run("status", run.toString(), "--json").done().json();
    assertEquals("finished", status.get("state").asText());
    return status.get("best");
  }
}
