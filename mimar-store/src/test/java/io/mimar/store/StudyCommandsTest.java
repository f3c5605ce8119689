package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands reach the owner that they are meant for, and no other. */
final class StudyCommandsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  private StudyStore create() {
    return StudyStore.create(folder, CLOCK, Map.of(), Map.of());
  }

  @Test
  void aReaderOfALivingOwnerSeesWhatWasAsked() {
    try (StudyStore owner = create();
        StudyStore reader = StudyStore.read(folder)) {
      assertEquals(0, reader.stopsAsked());
      StudyCommands.stop(folder, CLOCK);
      assertEquals(1, reader.stopsAsked());
      owner.record(Trials.of(0)); // the owner goes on writing
      StudyCommands.stop(folder, CLOCK);
      assertEquals(2, reader.stopsAsked());
      assertEquals(2, owner.stopsAsked());
    }
  }

  @Test
  void whatOneOwnerWasAskedDoesNotStopTheNext() {
    try (StudyStore owner = create()) {
      StudyCommands.stop(folder, CLOCK);
      assertEquals(1, owner.stopsAsked());
    }
    try (StudyStore next = StudyStore.open(folder, CLOCK, Map.of())) {
      assertEquals(0, next.stopsAsked());
    }
  }

  @Test
  void nobodyIsAskedWhereNobodyOwns() {
    create().close();
    MimarException refused =
        assertThrows(MimarException.class, () -> StudyCommands.stop(folder, CLOCK));
    assertTrue(refused.getMessage().contains("nobody runs"), refused.getMessage());
  }

  /** Runs without commands are read as they are, and brought up to date when resumed. */
  @Test
  void theFirstSchemaIsReadAndUpgraded() throws SQLException {
    try (StudyStore owner = create()) {
      owner.record(Trials.of(0));
      owner.record(Trials.of(1));
    }
    execute(
        "DROP TABLE trained_by",
        "DROP TABLE command",
        "DROP INDEX trial_narrow",
        "DELETE FROM schema_version WHERE version > 1");
    try (StudyStore reader = StudyStore.read(folder)) {
      assertEquals(2, reader.trials().size());
      assertEquals(0, reader.stopsAsked());
      assertEquals(2, reader.queries().page(TrialSelection.first(10)).total());
    }
    try (StudyStore owner = StudyStore.open(folder, CLOCK, Map.of())) {
      StudyCommands.stop(folder, CLOCK);
      assertEquals(1, owner.stopsAsked());
      assertEquals(2, owner.queries().count());
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StudyStore.FILE));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
