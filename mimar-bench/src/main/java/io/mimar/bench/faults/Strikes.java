package io.mimar.bench.faults;

import io.mimar.MimarException;
import io.mimar.bench.faults.Stage.Setup;
import io.mimar.store.StudyAudit;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** How each fault is done. A strike starts the run; what it leaves is gone on with. */
final class Strikes {
  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final int PAGE = 4096;
  private static final int USAGE = 2;
  private static final String PAUSED = "- Paused: ";
  private static final String GOING_ON = "- Going on after";

  private Strikes() {}

  /** Every third time while it starts, else some time after some trial. */
  private static void awaitAnyMoment(Stage stage, RandomGenerator rng) throws Exception {
    boolean early = rng.nextInt(3) == 0;
    if (!early) {
      stage.owner().awaitTrials(1 + rng.nextInt(3), A_WHILE);
    }
    Thread.sleep(rng.nextInt(early ? 3_000 : 400)); // the moment itself is what is random
  }

  // ---- owners

  static boolean killOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    for (int kills = 1 + rng.nextInt(2); kills > 0; kills--) {
      stage.start(Setup.PLAIN);
      awaitAnyMoment(stage, rng);
      stage.owner().kill();
    }
    stage.start(Setup.PLAIN);
    return true;
  }

  static boolean terminateOwner(Stage stage, Machine machine, RandomGenerator rng)
      throws Exception {
    stage.start(Setup.PLAIN);
    awaitAnyMoment(stage, rng);
    Machine.signal("TERM", stage.owner().pid());
    boolean ended = stage.owner().awaitEnd(A_WHILE);
    stage.start(Setup.PLAIN);
    return ended;
  }

  static boolean interruptOwner(Stage stage, Machine machine, RandomGenerator rng)
      throws Exception {
    stage.start(Setup.PLAIN);
    stage.owner().awaitTrials(1 + rng.nextInt(2), A_WHILE);
    Machine.signal("INT", stage.owner().pid());
    if (rng.nextBoolean()) {
      Machine.signal("INT", stage.owner().pid());
    }
    boolean ended = stage.owner().awaitEnd(A_WHILE);
    stage.start(Setup.PLAIN);
    return ended;
  }

  static boolean starveOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(
        new Setup(List.of("-Xmx" + (8 + rng.nextInt(12)) + "m"), Setup.PLAIN.environment()));
    stage.owner().awaitEnd(A_WHILE);
    stage.start(Setup.PLAIN);
    return true;
  }

  static boolean secondOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(Setup.PLAIN);
    stage.owner().awaitTrials(1 + rng.nextInt(3), A_WHILE);
    List<Integer> told = new ArrayList<>();
    try (Owner second =
        Owner.start(List.of("resume", stage.run().toString()), Setup.PLAIN, told::add)) {
      boolean ended = second.awaitEnd(A_WHILE);
      boolean inTime = stage.owner().isAlive();
      boolean refused =
          ended
              && second.exitCode() == USAGE
              && second.said().contains("is being run by process " + stage.owner().pid());
      return told.isEmpty() && (refused || !inTime);
    }
  }

  // ---- workers

  static boolean killWorker(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(Setup.PLAIN);
    for (int kills = 1 + rng.nextInt(2); kills > 0; kills--) {
      stage.owner().awaitTrials(1, A_WHILE);
      Thread.sleep(rng.nextInt(300));
      List<ProcessHandle> workers = stage.owner().workers();
      if (!workers.isEmpty()) {
        workers.get(rng.nextInt(workers.size())).destroyForcibly();
      }
    }
    return true;
  }

  static boolean stopWorker(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(Setup.PLAIN);
    stage.owner().awaitTrials(1, A_WHILE);
    List<ProcessHandle> workers = stage.owner().workers();
    if (!workers.isEmpty()) {
      long pid = workers.get(rng.nextInt(workers.size())).pid();
      Machine.signal("STOP", pid);
      Thread.sleep(2_000 + rng.nextInt(3_000));
      Machine.signal("CONT", pid);
    }
    return true;
  }

  /** The first worker is bad in this way. */
  static Fault.Strike bad(String way) {
    return (stage, machine, rng) -> {
      stage.start(machine.badWorker(way));
      return true;
    };
  }

  // ---- what keeps the study

  /**
   * After the owner was killed, the end of the database is overwritten: that must be noticed, in an
   * error that says so, or have done no harm. Then the copy from before takes its place.
   */
  static boolean corrupt(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(Setup.PLAIN);
    stage.owner().awaitTrials(2 + rng.nextInt(3), A_WHILE);
    stage.owner().kill();
    Path file = stage.run().resolve(StudyStore.FILE);
    foldLog(file);
    byte[] copy = Files.readAllBytes(file);
    byte[] rubbish = new byte[PAGE];
    rng.nextBytes(rubbish);
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek(pages.length() - PAGE);
      pages.write(rubbish);
    }
    boolean noticed = isNoticed(stage);
    Files.write(file, copy);
    stage.start(Setup.PLAIN);
    return noticed;
  }

  /** Brings what is in the write-ahead log into the file itself. */
  private static void foldLog(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private static boolean isNoticed(Stage stage) throws Exception {
    boolean sound;
    try {
      sound = StudyAudit.of(stage.run()).stream().allMatch(StudyAudit.Law::holds);
    } catch (MimarException e) {
      return true;
    }
    if (!sound) {
      return true;
    }
    try (StudyStore store = StudyStore.read(stage.run())) {
      return store.trials().size() >= stage.announced().size(); // it hit nothing that is used
    }
  }

  static boolean fillDisk(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(Setup.PLAIN);
    stage.owner().awaitTrials(1 + rng.nextInt(3), A_WHILE);
    Path filler = stage.run().resolveSibling("filler");
    fill(filler);
    boolean paused = stage.owner().awaitWords(PAUSED, A_WHILE);
    Thread.sleep(500 + rng.nextInt(2_000)); // what else wants to write meets the full disk too
    Files.delete(filler);
    return paused && stage.owner().awaitWords(GOING_ON, A_WHILE);
  }

  private static void fill(Path filler) throws IOException {
    byte[] page = new byte[PAGE];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("space")) {
        throw e;
      }
    }
  }

  static boolean killServer(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(Setup.PLAIN);
    stage.owner().awaitTrials(1 + rng.nextInt(3), A_WHILE);
    machine.server().kill();
    Thread.sleep(rng.nextInt(3_000));
    machine.server().restart();
    return true;
  }

  static boolean cutConnections(Stage stage, Machine machine, RandomGenerator rng)
      throws Exception {
    stage.start(Setup.PLAIN);
    for (int cuts = 1 + rng.nextInt(3); cuts > 0; cuts--) {
      stage.owner().awaitTrials(1, A_WHILE);
      Thread.sleep(rng.nextInt(300));
      machine.server().hangUp();
    }
    return true;
  }
}
