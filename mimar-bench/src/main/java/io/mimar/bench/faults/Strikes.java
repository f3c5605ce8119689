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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How each fault is done. A strike starts the run; what it leaves is gone on with. */
final class Strikes {
  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();
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

  static Blow killOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    boolean hit = false;
    for (int kills = 1 + rng.nextInt(2); kills > 0; kills--) {
      stage.start();
      awaitAnyMoment(stage, rng);
      hit |= stage.owner().isAlive();
      stage.owner().kill();
    }
    stage.start();
    return hit ? Blow.BORNE : Blow.MISSED;
  }

  static Blow killOwnerOfWinner(Stage stage, Machine machine, RandomGenerator rng)
      throws Exception {
    stage.start();
    boolean hit = awaitFinal(stage, rng);
    stage.owner().kill();
    stage.start();
    return hit ? Blow.BORNE : Blow.MISSED;
  }

  /** Waits for some moment between the last trial and the end; whether it came. */
  private static boolean awaitFinal(Stage stage, RandomGenerator rng) throws Exception {
    long end = System.nanoTime() + Stage.LONGEST.toNanos();
    while (stage.isSearching() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    Thread.sleep(rng.nextInt(1_500)); // the moment itself is what is random
    return !stage.isSearching() && stage.owner().isAlive();
  }

  static Blow terminateOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    awaitAnyMoment(stage, rng);
    return signal("TERM", 1, stage);
  }

  static Blow interruptOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    stage.owner().awaitTrials(1 + rng.nextInt(2), A_WHILE);
    return signal("INT", 1 + rng.nextInt(2), stage);
  }

  private static Blow signal(String name, int times, Stage stage) throws Exception {
    if (!stage.owner().isAlive()) {
      return Blow.MISSED;
    }
    for (int i = 0; i < times; i++) {
      Machine.signal(name, stage.owner().pid());
    }
    boolean ended = stage.owner().awaitEnd(A_WHILE);
    stage.start();
    return Blow.borne(ended);
  }

  static Blow starveOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start(new Setup(List.of("-Xmx" + (8 + rng.nextInt(12)) + "m"), Map.of()));
    boolean ended = stage.owner().awaitEnd(A_WHILE);
    boolean hit = ended && stage.owner().exitCode() != 0;
    stage.start();
    return hit ? Blow.BORNE : Blow.MISSED;
  }

  static Blow secondOwner(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
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
      return inTime ? Blow.borne(told.isEmpty() && refused) : Blow.MISSED;
    }
  }

  // ---- workers

  static Blow killWorker(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    return kill(stage, () -> stage.owner().workers(), rng);
  }

  static Blow killTrainerOfWinner(Stage stage, Machine machine, RandomGenerator rng)
      throws Exception {
    stage.start();
    boolean hit = awaitFinal(stage, rng);
    List<ProcessHandle> workers = stage.owner().workers();
    int newest = workers.size() - 1;
    return hit && newest >= 0 && workers.get(newest).destroyForcibly() ? Blow.BORNE : Blow.MISSED;
  }

  /** Kills one or two of {@code victims} while trials are left. */
  private static Blow kill(Stage stage, Supplier<List<ProcessHandle>> victims, RandomGenerator rng)
      throws Exception {
    stage.start();
    boolean hit = false;
    for (int kills = 1 + rng.nextInt(2); kills > 0; kills--) {
      stage.owner().awaitTrials(1, A_WHILE);
      Thread.sleep(rng.nextInt(300)); // the moment itself is what is random
      List<ProcessHandle> alive = victims.get();
      if (stage.isSearching() && !alive.isEmpty()) {
        hit |= alive.get(rng.nextInt(alive.size())).destroyForcibly();
      }
    }
    return hit ? Blow.MAY_LOSE : Blow.MISSED;
  }

  static Blow stopWorker(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    stage.owner().awaitTrials(1, A_WHILE);
    List<ProcessHandle> workers = stage.owner().workers();
    if (!stage.isSearching() || workers.isEmpty()) {
      return Blow.MISSED;
    }
    long pid = workers.get(rng.nextInt(workers.size())).pid();
    Machine.signal("STOP", pid);
    Thread.sleep(2_000 + rng.nextInt(3_000));
    Machine.signal("CONT", pid);
    return Blow.BORNE;
  }

  /** It must be ended by its owner, which waits for a word of it as long as it always does. */
  static Blow hangWorker(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    stage.owner().awaitTrials(1, A_WHILE);
    List<ProcessHandle> workers = stage.owner().workers();
    if (!stage.isSearching() || workers.isEmpty()) {
      return Blow.MISSED;
    }
    ProcessHandle worker = workers.get(rng.nextInt(workers.size()));
    Machine.signal("STOP", worker.pid());
    worker.onExit().get(Stage.LONGEST.toSeconds(), TimeUnit.SECONDS);
    return Blow.BORNE;
  }

  /** The first worker is bad in this way. */
  static Fault.Strike bad(String way) {
    return (stage, machine, rng) -> {
      stage.start(machine.badWorker(way));
      return Blow.LOSES;
    };
  }

  // ---- Spark

  static Blow killExecutor(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    return kill(stage, () -> List.copyOf(machine.cluster().executors()), rng);
  }

  static Blow killTrainer(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    return kill(stage, () -> List.copyOf(machine.cluster().trainers()), rng);
  }

  /** What stands between the owner and the cluster gets a signal, which the owner must tell. */
  static Fault.Strike driver(String signal, String words) {
    return (stage, machine, rng) -> {
      stage.start();
      stage.owner().awaitTrials(1 + rng.nextInt(2), A_WHILE);
      List<ProcessHandle> drivers = stage.owner().workers(); // on a cluster its only child
      if (!stage.isSearching() || drivers.isEmpty()) {
        return Blow.MISSED;
      }
      Machine.signal(signal, drivers.get(0).pid());
      boolean ended = stage.owner().awaitEnd(Stage.LONGEST);
      boolean told = stage.owner().said().contains("the Spark driver " + words);
      stage.start();
      return Blow.borne(ended && told);
    };
  }

  // ---- the clock

  /** Some jumps while trials are left; what is measured by a monotonic clock is not touched. */
  static Blow setClock(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    boolean hit = false;
    for (int jumps = 2 + rng.nextInt(3); jumps > 0; jumps--) {
      stage.owner().awaitTrials(1, A_WHILE);
      hit |= stage.isSearching();
      machine.setClock(Duration.ofSeconds(rng.nextLong(-YEAR_SECONDS, YEAR_SECONDS)));
    }
    return hit ? Blow.BORNE : Blow.MISSED;
  }

  // ---- what keeps the study

  /**
   * After the owner was killed, the end of the database is overwritten: that must be noticed, in an
   * error that says so, or have done no harm. Then the copy from before takes its place.
   */
  static Blow corrupt(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    stage.owner().awaitTrials(2 + rng.nextInt(3), A_WHILE);
    boolean inTime = stage.owner().isAlive();
    stage.owner().kill();
    Path file = stage.run().resolve(StudyStore.FILE);
    foldLog(file);
    byte[] copy = Files.readAllBytes(file);
    List<String> before = contents(file);
    byte[] rubbish = new byte[PAGE];
    rng.nextBytes(rubbish);
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek(pages.length() - PAGE);
      pages.write(rubbish);
    }
    boolean noticed = isNoticed(stage, before);
    Files.write(file, copy);
    stage.start();
    return inTime ? Blow.borne(noticed) : Blow.MISSED;
  }

  /** Brings what is in the write-ahead log into the file itself. */
  private static void foldLog(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  /** Whether a command says that the study is damaged; or nothing that is kept has changed. */
  private static boolean isNoticed(Stage stage, List<String> before) {
    try {
      boolean sound = StudyAudit.of(stage.run()).stream().allMatch(StudyAudit.Law::holds);
      return !sound || contents(stage.run().resolve(StudyStore.FILE)).equals(before);
    } catch (MimarException | SQLException e) {
      return e instanceof MimarException;
    }
  }

  /** All rows of all tables, as text. */
  private static List<String> contents(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String table : texts(statement, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
        rows.add(table);
        rows.addAll(texts(statement, "SELECT * FROM " + table));
      }
    }
    return rows;
  }

  private static List<String> texts(Statement statement, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          cells.add(rows.getString(c));
        }
        texts.add(String.join("\0", cells));
      }
    }
    return texts;
  }

  static Blow fillDisk(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    stage.owner().awaitTrials(1 + rng.nextInt(3), A_WHILE);
    if (!stage.isSearching()) {
      return Blow.MISSED;
    }
    Path filler = stage.run().resolveSibling("filler");
    fill(filler);
    boolean paused = stage.owner().awaitWords(PAUSED, A_WHILE);
    Thread.sleep(500 + rng.nextInt(2_000)); // what else wants to write meets the full disk too
    Files.delete(filler);
    return Blow.borne(paused && stage.owner().awaitWords(GOING_ON, A_WHILE));
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

  static Blow killServer(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    stage.owner().awaitTrials(1 + rng.nextInt(3), A_WHILE);
    boolean inTime = stage.owner().isAlive();
    machine.server().kill();
    Thread.sleep(rng.nextInt(3_000));
    machine.server().restart();
    return inTime ? Blow.BORNE : Blow.MISSED;
  }

  static Blow cutConnections(Stage stage, Machine machine, RandomGenerator rng) throws Exception {
    stage.start();
    boolean hit = false;
    for (int cuts = 1 + rng.nextInt(3); cuts > 0; cuts--) {
      stage.owner().awaitTrials(1, A_WHILE);
      Thread.sleep(rng.nextInt(300));
      hit |= stage.owner().isAlive();
      machine.server().hangUp();
    }
    return hit ? Blow.BORNE : Blow.MISSED;
  }
}
