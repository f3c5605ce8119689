package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An audit is silent on what the program wrote and finds what somebody changed. */
final class StudyAuditTest {
  @TempDir Path folder;

  @BeforeEach
  void makeStudy() {
    Map<String, String> meta = Map.of(StudyKeys.CONFIG, "{}");
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), meta)) {
      for (int number = 0; number < 12; number++) {
        store.record(Trials.of(number));
      }
      store.lost(3, 1, "killed");
      store.lost(3, 2, "killed");
      store.lost(3, 3, "killed");
    }
  }

  private List<String> broken() {
    return StudyAudit.of(folder).stream()
        .filter(law -> !law.holds())
        .map(law -> law.name() + " " + law.faults())
        .toList();
  }

  @Test
  void aStudyThatWasLeftAloneIsSound() {
    assertEquals(List.of(), broken());
    assertEquals(7, StudyAudit.of(folder).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE trial SET score = 0.999 WHERE number = 4"
            + " | columns agree with the curves [trial 4]",
        "UPDATE trial SET epochs = 3 WHERE number = 0 | columns agree with the curves [trial 0]",
        "DELETE FROM trial WHERE number = 2 | no trial is missing below the lag [trial 2]",
        "UPDATE trial SET choices = (SELECT choices FROM trial WHERE number = 1), graph ="
            + " (SELECT graph FROM trial WHERE number = 1) WHERE number = 6"
            + " | no architecture was trained twice [trials 1 and 6]",
        "DELETE FROM lost_attempt WHERE attempt = 2"
            + " | lost attempts are counted from 1 [trial 3]",
        "INSERT INTO epoch VALUES (77, 0, 1, 1, 1, 1, 1)"
            + " | rows belong together [a row of epoch has no trial 77]",
      })
  void whatWasChangedIsFound(String change, String fault) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StudyStore.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute(change);
    }
    assertEquals(List.of(fault), broken());
  }
}
