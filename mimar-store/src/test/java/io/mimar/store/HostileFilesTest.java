package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders that are not what they should be give errors that say what to do. */
final class HostileFilesTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  private static StudyStore create(Path folder) {
    return StudyStore.create(folder, CLOCK, Map.of(), Map.of());
  }

  private static StudyStore open(Path folder) {
    return StudyStore.open(folder, CLOCK, Map.of());
  }

  /** Both ways of opening refuse, naming the file, and leave no lock behind. */
  private void assertRefused(String what) {
    MimarException writing = assertThrows(MimarException.class, () -> load(open(folder)));
    MimarException reading =
        assertThrows(MimarException.class, () -> load(StudyStore.read(folder)));
    for (MimarException e : new MimarException[] {writing, reading}) {
      assertTrue(e.getMessage().contains(what), e.getMessage());
      assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
      assertFalse(e.hint().isBlank());
    }
    assertTrue(StudyLock.owner(folder).isEmpty());
  }

  private static void load(StudyStore opened) {
    try (StudyStore store = opened) {
      store.trials();
      store.sessions();
      store.provenance(0);
    }
  }

  private void fill(int trials) {
    try (StudyStore store = create(folder)) {
      for (int n = 0; n < trials; n++) {
        store.record(Trials.of(n));
      }
    }
  }

  @Test
  void anExistingStudyIsNotOverwritten() {
    fill(1);
    MimarException e = assertThrows(MimarException.class, () -> create(folder));
    assertTrue(e.getMessage().contains("already"), e.getMessage());
    assertTrue(e.hint().contains("resume"), e.hint());
    try (StudyStore store = open(folder)) {
      assertEquals(1, store.trials().size());
    }
  }

  @Test
  void aMissingFile() {
    assertRefused("no study");
    assertThrows(MimarException.class, () -> open(folder.resolve("no/such")));
  }

  @Test
  void aFolderInItsPlace() throws IOException {
    Files.createDirectory(folder.resolve("study.db"));
    assertRefused("not a file");
  }

  @Test
  void aLinkInItsPlace() throws IOException {
    fill(1);
    Path elsewhere = Files.createTempDirectory(folder, "elsewhere").resolve("study.db");
    Files.move(folder.resolve("study.db"), elsewhere);
    Files.createSymbolicLink(folder.resolve("study.db"), elsewhere);
    assertRefused("not a file");
  }

  @Test
  void aLinkInTheLocksPlaceIsNotWrittenThrough() throws IOException {
    fill(1);
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
    Files.delete(folder.resolve(StudyLock.FILE));
    Files.createSymbolicLink(folder.resolve(StudyLock.FILE), elsewhere);
    MimarException refused = assertThrows(MimarException.class, () -> open(folder));
    assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
    assertEquals("precious", Files.readString(elsewhere));
    assertThrows(MimarException.class, () -> StudyLock.owner(folder));
  }

  @Test
  void aFileInTheFoldersPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThrows(MimarException.class, () -> create(file));
    assertThrows(MimarException.class, () -> open(file));
  }

  @Test
  void textInsteadOfADatabase() throws IOException {
    Files.writeString(folder.resolve("study.db"), "SELECT 1;\n".repeat(1_000));
    assertRefused("not a Mimar study");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.createFile(folder.resolve("study.db"));
    assertRefused("not a Mimar study");
  }

  @Test
  void aDatabaseOfAnotherProgram() throws Exception {
    execute("CREATE TABLE songs (title TEXT)");
    assertRefused("not a Mimar study");
  }

  @Test
  void aDatabaseOfANewerProgram() throws Exception {
    fill(1);
    execute("INSERT INTO schema_version VALUES (999, '2099-01-01T00:00:00Z')");
    assertRefused("schema 999");
  }

  @Test
  void aTruncatedDatabase() throws IOException {
    fill(200);
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("study.db").toFile(), "rw")) {
      file.setLength(file.length() / 2 / 4096 * 4096);
    }
    assertRefused("damaged");
  }

  @Test
  void aTrialThatMakesNoSense() throws Exception {
    fill(3);
    execute("UPDATE trial SET graph = '{\"labels\":[\"a\"],\"sources\":[[7]]}' WHERE number = 1");
    assertRefused("trial 1");
  }

  @Test
  void aSourceFarAwayTakesNoMemory() throws Exception {
    fill(2);
    String graph = "{\"labels\":[\"a\",\"b\"],\"sources\":[[],[%d]]}";
    for (int source : new int[] {Integer.MAX_VALUE, -1}) {
      execute("UPDATE trial SET graph = '" + graph.formatted(source) + "' WHERE number = 1");
      long before = allocated();
      assertRefused("source of vertex 1 is " + source);
      try (StudyStore store = StudyStore.read(folder)) {
        assertThrows(MimarException.class, () -> store.queries().page(TrialSelection.first(10)));
      }
      assertTrue(allocated() - before < 1 << 27, "bytes: " + (allocated() - before));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "graph|null",
        "graph|{}",
        "graph|{\"labels\":[\"a\",null],\"sources\":[[],[]]}",
        "graph|{\"labels\":[\"a\",\"b\"],\"sources\":[[],null]}",
        "costs|null",
        "costs|{\"params\":null}",
        "choices|null",
        "choices|[null]",
        "outcome|WON",
      })
  void aColumnThatMakesNoSenseIsRefusedOnPagesToo(String column, String value) throws Exception {
    fill(2);
    execute("UPDATE trial SET " + column + " = '" + value + "' WHERE number = 1");
    assertRefused("trial 1");
    try (StudyStore store = StudyStore.read(folder)) {
      if (!column.equals("choices")) { // which pages do not show
        MimarException refused =
            assertThrows(
                MimarException.class, () -> store.queries().page(TrialSelection.first(10)));
        assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "study|null",
        "study|{}",
        "study|{\"limits\":[null]}",
        "dataset|{}",
        "dataset|{\"source\":\"x\",\"classes\":[null],\"notes\":[]}",
        "assumptions|[null]",
        "result|{}",
        "result|{\"metrics\":{},\"confusion\":[[1,2],[3]],\"model\":\"\"}",
        "broken|[null]",
        "broken|null",
        "elapsed|null",
      })
  void aValueThatMakesNoSenseIsRefused(String name, String json) throws Exception {
    assertValueRefused(name, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"limits\":[]|\"limits\":[{\"most\":1}]",
        "\"minimised\":[]|\"minimised\":[\"\"]",
        "\"metric\":\"accuracy\"|\"metric\":null",
      })
  void aDescriptionThatNamesNothingIsRefused(String sound, String claim) throws Exception {
    String json = Json.write(StudyDescription.unknown());
    assertTrue(json.contains(sound), json);
    assertValueRefused("study", json.replace(sound, claim));
  }

  private void assertValueRefused(String name, String json) throws Exception {
    fill(2);
    execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('" + name + "', '" + json + "')");
    MimarException refused =
        assertThrows(
            MimarException.class,
            () -> {
              try (StudyStore store = StudyStore.read(folder)) {
                StudySummary.of(store);
              }
            });
    String told = refused.getMessage();
    assertTrue(told.contains(folder.toString()), told);
    assertFalse(told.contains("jackson") || told.contains("\n"), told);
  }

  @Test
  void anIndexThatNamesMoreThanThereIsIsNoticed() throws Exception {
    fill(2);
    execute("CREATE TABLE kept AS SELECT * FROM sqlite_master WHERE name = 'trial_narrow'");
    String writable = "PRAGMA writable_schema = ON; ";
    execute(writable + "DELETE FROM sqlite_master WHERE name = 'trial_narrow'");
    execute("DELETE FROM trial WHERE number = 1");
    execute(writable + "INSERT INTO sqlite_master SELECT * FROM kept");
    try (StudyStore store = StudyStore.read(folder)) {
      MimarException refused =
          assertThrows(MimarException.class, () -> store.queries().page(TrialSelection.first(10)));
      assertTrue(refused.getMessage().contains("names trial 1"), refused.getMessage());
    }
  }

  @Test
  void rowsWithoutWhatAStudyNeverLeavesOutAreRefused() throws Exception {
    fill(2);
    execute("CREATE TABLE loose AS SELECT * FROM trial");
    execute("DROP TABLE trial");
    execute("ALTER TABLE loose RENAME TO trial");
    execute("UPDATE trial SET proposer = NULL WHERE number = 1");
    assertRefused("trial 1");
    execute("UPDATE trial SET proposer = 'random', started = NULL WHERE number = 1");
    try (StudyStore store = StudyStore.read(folder)) {
      assertThrows(MimarException.class, () -> store.queries().lastSpans(10));
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIEW epoch AS WITH RECURSIVE n(trial) AS"
            + " (SELECT 0 UNION ALL SELECT trial + 1 FROM n) SELECT *, 0 AS place FROM n",
        "CREATE TABLE epoch (trial INTEGER, place TEXT AS (printf('%.*c', 1000000000, 'x')))",
        "CREATE VIRTUAL TABLE epoch USING fts5(trial)",
        "CREATE TABLE epoch (trial); CREATE TRIGGER away AFTER INSERT ON trial"
            + " BEGIN DELETE FROM trial; END",
      })
  void rowsThatAreMadeUpAsTheyAreReadAreRefused(String sql) throws Exception {
    fill(2);
    execute("DROP TABLE epoch");
    execute(sql);
    assertRefused("damaged: it has a ");
  }

  @Test
  void aValueWithoutAnEndIsNotRead() throws Exception {
    fill(2);
    execute("UPDATE trial SET reason = printf('%.*c', 70000000, 'x') WHERE number = 1");
    assertRefused("damaged");
  }

  @Test
  void flippedBytesAreNoticedOrHarmlessButNeverABug() throws IOException {
    fill(30);
    byte[] sound = Files.readAllBytes(folder.resolve("study.db"));
    RandomGenerator rng = Seeds.root(3).at("flip").rng();
    for (int round = 0; round < 60; round++) {
      byte[] bytes = sound.clone();
      for (int i = 0; i < 20; i++) {
        bytes[rng.nextInt(bytes.length)] = (byte) rng.nextInt();
      }
      Files.write(folder.resolve("study.db"), bytes);
      try {
        load(open(folder));
      } catch (MimarException e) {
        assertFalse(e.hint().isBlank());
      }
    }
  }

  @Test
  void aReadOnlyFolderCanBeReadButNotOwned() throws IOException {
    fill(2);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(folder), "root may write everywhere");
      try (StudyStore store = StudyStore.read(folder)) {
        assertEquals(2, store.trials().size());
      }
      Path below = folder.resolve("below");
      assertThrows(MimarException.class, () -> create(below));
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("study.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
