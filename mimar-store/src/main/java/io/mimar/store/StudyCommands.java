package io.mimar.store;

import io.mimar.MimarException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What people ask of the process that owns a study, as rows beside it: docs/adr/0013. A command is
 * meant for the session that is the newest when it is given, so that what was asked of an owner
 * that died does not stop the next one.
 */
public final class StudyCommands {
  private static final int FIRST_SCHEMA = 2;
  private static final String STOP = "stop";

  /** Of two that ask at the same instant one is heard. */
  private static final String INSERT =
      """
      INSERT INTO command (id, session, name, at)
      SELECT coalesce((SELECT max(id) FROM command), 0) + 1, max(id), ?, ? FROM session WHERE true
      ON CONFLICT (id) DO NOTHING
      """;

  private StudyCommands() {}

  /**
   * Asks the owner of the study in {@code folder} to finish what is under way and end; asked again,
   * to end at once.
   *
   * @throws MimarException when nobody owns it, or it cannot be written
   */
  public static void stop(Path folder, Clock clock) {
    if (StudyStore.owner(folder).isEmpty()) {
      throw new MimarException(
          "nobody runs the study in " + folder,
          "There is nothing to stop; `mimar resume` goes on.");
    }
    try (Database database = Place.of(folder).command()) {
      if (Migrations.version(database) < FIRST_SCHEMA) {
        throw new MimarException(
            "the study in " + folder + " is run by an older Mimar that takes no commands",
            "Stop it where it runs, by Ctrl-C.");
      }
      database.transaction(() -> database.update(INSERT, STOP, clock.instant().toString()));
    }
  }

  /** How often the newest session was asked to stop. */
  static int stops(Database database) {
    if (Migrations.version(database) < FIRST_SCHEMA) {
      return 0;
    }
    return database
        .query(
            "SELECT count(*) FROM command WHERE name = ?"
                + " AND session = (SELECT max(id) FROM session)",
            row -> row.getInt(1),
            STOP)
        .get(0);
  }
}
