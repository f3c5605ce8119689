package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study in a real PostgreSQL, whose connections and whose server come and go. */
@Timeout(120)
final class PostgresStoreTest extends StudyStoreContract {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Optional<StoreUrl> server() {
    return Optional.of(server.url());
  }

  /** PostgreSQL's texts hold no zero characters. */
  @Override
  Trial asKept(Trial trial) {
    Result r = trial.result();
    String reason = r.reason().replace('\u0000', '\u2400');
    return new Trial(
        trial.number(),
        trial.architecture(),
        trial.costs(),
        trial.proposer(),
        trial.refused(),
        trial.seed(),
        new Result(r.outcome(), r.curve(), reason, r.seconds(), r.cpuSeconds()));
  }

  /** Waits a moment at each hold-up, and keeps of what kind they were. */
  private static final class Waiting implements Patience {
    private final List<HoldUp.Kind> kinds = new ArrayList<>();
    private int overs;

    @Override
    public boolean waits(HoldUp holdUp) {
      kinds.add(holdUp.kind());
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      return kinds.size() < 400;
    }

    @Override
    public void over() {
      overs++;
    }
  }

  private static List<Integer> numbers(StudyStore store) {
    return store.trials().stream().map(Trial::number).toList();
  }

  // ---- a lease

  @Test
  void anOwnerThatIsGoneLosesTheStudySoon() throws Exception {
    Path run = folder.resolve("leased");
    create(run).close();
    ServerPlace place = ServerPlace.named(run);
    PostgresLink link = new PostgresLink(place.url(), place.study(), PostgresLink.Role.OWNER);
    try (Connection connection = link.connect();
        Statement statement = connection.createStatement()) {
      for (String setting : List.of("tcp_keepalives_idle=10", "tcp_user_timeout=25000")) {
        String name = setting.replaceFirst("=.*", "");
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
          assertTrue(row.next());
          assertEquals(setting, name + "=" + row.getString(1));
        }
      }
    }
  }

  // ---- many at once

  @Test
  void twoStudiesAndTheirReadersShareADatabase() throws Exception {
    List<Path> runs = List.of(folder.resolve("one"), folder.resolve("two"));
    List<CompletableFuture<Void>> owners = new ArrayList<>();
    for (Path run : runs) {
      owners.add(
          CompletableFuture.runAsync(
              () -> {
                try (StudyStore store = create(run)) {
                  int first = runs.indexOf(run);
                  IntStream.range(0, 40).forEach(n -> store.record(Trials.of(2 * n + first)));
                }
              }));
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(owners.toArray(CompletableFuture[]::new));
    int seen = 0;
    while (!all.isDone()) { // as a dashboard looks
      for (Path run : runs) {
        if (StudyStore.exists(run)) {
          try (StudyStore reader = StudyStore.read(run)) {
            seen = Math.max(seen, reader.queries().count());
            reader.owner();
          }
        }
      }
    }
    all.get(60, TimeUnit.SECONDS);
    assertTrue(seen > 0 && seen <= 40, seen + " trials seen");
    for (Path run : runs) {
      try (StudyStore reader = StudyStore.read(run)) {
        int first = runs.indexOf(run);
        assertEquals(
            IntStream.range(0, 40).map(n -> 2 * n + first).boxed().toList(), numbers(reader));
        assertEquals(1, reader.sessions().size());
      }
    }
  }

  // ---- owners

  /** Owns a study until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (StudyStore store = StudyStore.open(Path.of(arguments[0]), Clock.systemUTC(), Map.of())) {
        System.out.println("owner " + store.owner().isPresent());
        Thread.sleep(120_000);
      }
    }
  }

  private static ProcessBuilder java(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  @Test
  void aLivingOwnerIsNamedAndAKilledOneForgottenAtOnce() throws Exception {
    create(folder).close();
    Process holder = java(Holder.class, folder.toString()).start();
    try (BufferedReader lines = holder.inputReader()) {
      assertEquals("owner true", lines.readLine());
      MimarException refused =
          assertThrows(MimarException.class, () -> StudyStore.open(folder, CLOCK, PLATFORM));
      assertTrue(refused.getMessage().contains("process " + holder.pid()), refused.getMessage());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    try (StudyStore store = StudyStore.open(folder, CLOCK, PLATFORM)) {
      assertEquals(3, store.sessions().size());
    }
  }

  @Test
  void whoLostTheConnectionAndMeanwhileTheStudyWritesNoMore() throws Exception {
    StudyStore first = create(folder);
    first.waitBy(new Waiting());
    first.record(Trials.of(0));
    server.hangUp();
    try (StudyStore second = StudyStore.open(folder, CLOCK, PLATFORM)) {
      MimarException refused = assertThrows(MimarException.class, () -> first.record(Trials.of(1)));
      assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
      second.record(Trials.of(1));
    }
    assertThrows(MimarException.class, () -> first.record(Trials.of(2)));
    try (StudyStore reader = StudyStore.read(folder)) {
      assertEquals(List.of(0, 1), numbers(reader));
    }
  }

  // ---- connections that go

  @Test
  void aConnectionThatWasLostIsMadeAnewAndNothingIsLostOrDoubled() throws Exception {
    Waiting waiting = new Waiting();
    StudyStore store = keep(create(folder));
    store.waitBy(waiting);
    for (int n = 0; n < 12; n++) {
      if (n % 3 == 1) {
        server.hangUp();
      }
      store.record(Trials.of(n));
      store.lost(n, 1, "killed");
    }
    assertEquals(IntStream.range(0, 12).boxed().toList(), numbers(store));
    assertEquals(12, store.lostAttempts());
    assertTrue(waiting.kinds.size() >= 4, "hold-ups: " + waiting.kinds);
    assertEquals(4, waiting.overs);
    assertTrue(waiting.kinds.stream().allMatch(k -> k == HoldUp.Kind.LOST), "" + waiting.kinds);
  }

  @Test
  void aCommitWhoseAnswerIsLostCountsOnce() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server.port());
        StudyStore store =
            StudyStore.create(folder, Optional.of(proxy.url()), CLOCK, PLATFORM, Map.of())) {
      Waiting waiting = new Waiting();
      store.waitBy(waiting);
      for (int n = 0; n < 10; n++) {
        proxy.cutAfterCommit();
        store.record(Trials.of(n));
        assertEquals(n + 1, waiting.overs, "the line was cut each time");
      }
      assertEquals(IntStream.range(0, 10).boxed().toList(), numbers(store));
    }
  }

  @Test
  void aCommitThatWasGivenUpDoesNotStandForTheNext() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server.port());
        StudyStore store =
            StudyStore.create(folder, Optional.of(proxy.url()), CLOCK, PLATFORM, Map.of())) {
      proxy.cutAfterCommit();
      assertThrows(MimarException.class, () -> store.record(Trials.of(0)), "without patience");
      store.record(Trials.of(1));
      assertEquals(List.of(0, 1), numbers(store));
    }
  }

  @Test
  void aServerThatIsKilledAndComesBackHasAllThatWasAnnounced() throws Exception {
    try (PostgresServer own = PostgresServer.start();
        StudyStore store =
            StudyStore.create(folder, Optional.of(own.url()), CLOCK, PLATFORM, Map.of())) {
      Waiting waiting = new Waiting();
      store.waitBy(waiting);
      IntStream.range(0, 5).forEach(n -> store.record(Trials.of(n)));
      own.kill();
      CompletableFuture<Void> back =
          CompletableFuture.runAsync(
              () -> {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                restart(own);
              });
      store.record(Trials.of(5));
      back.get(60, TimeUnit.SECONDS);
      assertEquals(IntStream.range(0, 6).boxed().toList(), numbers(store));
      assertFalse(waiting.kinds.isEmpty());
    }
  }

  private static void restart(PostgresServer own) {
    try {
      own.restart();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutPatienceALostConnectionIsAnErrorThatSaysWhatToDo() throws Exception {
    StudyStore store = create(folder);
    server.hangUp();
    MimarException lost = assertThrows(MimarException.class, () -> store.record(Trials.of(0)));
    assertTrue(lost.getMessage().contains("cannot be reached"), lost.getMessage());
    assertTrue(lost.hint().contains("server"), lost.hint());
    store.close();
  }

  // ---- passwords

  @Test
  void aPasswordComesFromItsFileAndIsInNoError() throws Exception {
    server.guard("guarded", "s3cret");
    Optional<StoreUrl> url = Optional.of(server.url("guarded"));
    MimarException refused =
        assertThrows(
            MimarException.class, () -> StudyStore.create(folder, url, CLOCK, PLATFORM, Map.of()));
    assertTrue(refused.hint().contains("PGPASSWORD"), refused.getMessage() + refused.hint());
    Path file = folder.resolve("pgpass");
    Files.writeString(file, "127.0.0.1:" + server.port() + ":*:guarded:s3cret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    System.setProperty("org.postgresql.pgpassfile", file.toString());
    try (StudyStore store =
        StudyStore.create(folder.resolve("run"), url, CLOCK, PLATFORM, Map.of())) {
      store.record(Trials.of(0));
      Files.writeString(file, "127.0.0.1:" + server.port() + ":*:guarded:wr0ng\n");
      MimarException wrong =
          assertThrows(MimarException.class, () -> StudyStore.read(folder.resolve("run")));
      assertTrue(wrong.getMessage().contains("lets nobody in"), wrong.getMessage());
      assertFalse((wrong.getMessage() + wrong.hint()).contains("wr0ng"), wrong.getMessage());
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
    }
    String pointer = Files.readString(folder.resolve("run").resolve("study.store"));
    assertTrue(pointer.contains("user=guarded"), pointer);
    assertFalse(pointer.contains("s3cret"), pointer);
  }

  // ---- what is not as it should be

  @Test
  void aStudyThatCouldNotBeMadeLeavesNothingOnTheServer() throws SQLException {
    Path run = folder.resolve("torn");
    server.execute(
        "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql"
            + " AS $$ BEGIN RAISE EXCEPTION 'no index today'; END $$",
        "CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('CREATE INDEX')"
            + " EXECUTE FUNCTION refuse()");
    try {
      RuntimeException broken =
          assertThrows(
              RuntimeException.class,
              () -> StudyStore.create(run, server(), CLOCK, PLATFORM, Map.of()));
      assertTrue(broken.getCause().getMessage().contains("no index today"), broken.toString());
    } finally {
      server.execute("DROP EVENT TRIGGER refuse", "DROP FUNCTION refuse()");
    }
    server.execute(
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_namespace WHERE nspname LIKE 'mimar_torn_%')"
            + " THEN RAISE EXCEPTION 'a schema is left'; END IF; END $$");
    StudyStore.create(run, server(), CLOCK, PLATFORM, Map.of()).close();
    assertEquals(0, trials(run), "the folder can be used again");
  }

  private static int trials(Path run) {
    try (StudyStore store = StudyStore.read(run)) {
      return store.trials().size();
    }
  }

  @Test
  void anAuditIsSilentOnWhatWasLeftAloneAndFindsWhatWasChanged() throws Exception {
    try (StudyStore store = create(folder)) {
      IntStream.range(0, 12).forEach(n -> store.record(Trials.of(n)));
    }
    assertTrue(StudyAudit.of(folder).stream().allMatch(StudyAudit.Law::holds));
    server.execute(
        "SET session_replication_role = replica", // else the server itself refuses
        "SET search_path = " + ((ServerPlace) Place.of(folder)).study(),
        "UPDATE trial SET score = 0.999 WHERE number = 4",
        "INSERT INTO epoch VALUES (77, 0, 1, 1, 1, 1, 1)");
    List<StudyAudit.Law> broken =
        StudyAudit.of(folder).stream().filter(law -> !law.holds()).toList();
    assertEquals(
        List.of("[a row of epoch has no trial 77]", "[trial 4]"),
        broken.stream().map(law -> law.faults().toString()).toList());
    assertTrue(broken.get(0).remedy().contains("backup"), broken.get(0).remedy());
  }

  @Test
  void aStudyThatIsGoneFromTheServerIsSaidToBe() throws SQLException {
    create(folder).close();
    server.execute("DROP SCHEMA " + ((ServerPlace) Place.of(folder)).study() + " CASCADE");
    for (MimarException e :
        List.of(
            assertThrows(MimarException.class, () -> StudyStore.read(folder)),
            assertThrows(MimarException.class, () -> StudyStore.open(folder, CLOCK, PLATFORM)))) {
      assertTrue(e.getMessage().contains("there is no study mimar_"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[1]",
        "no JSON",
        "{\"url\":\"jdbc:postgresql://h/d\",\"study\":\"x; DROP SCHEMA public CASCADE\"}",
        "{\"url\":\"jdbc:postgresql://h/d?socketFactory=evil\",\"study\":\"mimar_a\"}",
        "{\"url\":\"jdbc:postgresql://h/d?password=s3cret\",\"study\":\"mimar_a\"}",
      })
  void aPointerThatMakesNoSenseIsRefused(String text) throws IOException {
    Files.writeString(folder.resolve("study.store"), text);
    MimarException refused = assertThrows(MimarException.class, () -> StudyStore.read(folder));
    assertFalse(refused.hint().isBlank());
    assertFalse(refused.getMessage().contains("s3cret"), refused.getMessage());
  }
}
