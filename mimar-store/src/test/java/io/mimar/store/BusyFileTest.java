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
