package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other programs may write to a study's file: an owner waits for them, and gives way to another.
 */
@Timeout(60)
final class BusyFileTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  private Connection other() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StudyStore.FILE));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<Integer> numbers(StudyStore store) {
    return store.trials().stream().map(Trial::number).toList();
  }

  @Test
  void aFileThatIsLockedIsWaitedForAndWrittenOnce() throws SQLException {
    StudyStore.create(folder, CLOCK, Map.of(), Map.of()).close();
    Path file = folder.resolve(StudyStore.FILE);
    try (Database database = new Database(SqliteLink.write(file, 50));
        Connection other = other()) {
      int session = new SessionTable(database).add(CLOCK.instant(), Map.of());
      TrialTable table = new TrialTable(database);
      List<HoldUp> heard = new ArrayList<>();
      database.waitBy(
          holdUp -> {
            heard.add(holdUp);
            if (heard.size() == 3) {
              rollBack(other);
            }
            return true;
          });
      execute(other, "BEGIN IMMEDIATE");
      for (int n = 0; n < 2; n++) {
        Trial trial = Trials.of(n);
        database.transaction(() -> table.insert(trial, "", CLOCK.instant(), session));
      }
      assertEquals(3, heard.size(), heard::toString);
      assertEquals("another process keeps " + file + " locked", heard.get(0).what());
    }
    try (StudyStore store = StudyStore.read(folder)) {
      assertEquals(List.of(0, 1), numbers(store));
    }
  }

  private static void rollBack(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anOwnerWhoseLockWasDeletedGivesWayToTheNext() throws SQLException {
    try (StudyStore first = StudyStore.create(folder, CLOCK, Map.of(), Map.of());
        Connection second = other()) {
      first.record(Trials.of(0));
      execute(
          second,
          "INSERT INTO session SELECT 1 + max(id), started, host, pid, platform FROM session");
      execute(second, "INSERT INTO lost_attempt VALUES (1, 1, 'killed', '')");
      for (int n = 0; n < 2; n++) {
        Trial trial = Trials.of(n); // one that the other has, and one that it has not
        MimarException refused = assertThrows(MimarException.class, () -> first.record(trial));
        assertTrue(refused.getMessage().contains("another process went on"), refused.getMessage());
      }
      assertThrows(MimarException.class, () -> first.putMeta("a", 1));
      assertEquals(List.of(0), numbers(first));
    }
  }
}
