package io.mimar.store;

import io.mimar.MimarException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings a database to the newest schema by numbered scripts, each in one transaction with its row
 * in {@code schema_version}.
 */
final class Migrations {
  /** The schema this program writes: scripts {@code V1.sql} to this. */
  static final int NEWEST = 3;

  /** The oldest schema that a reader understands: those since add tables and indices only. */
  private static final int OLDEST_READ = 1;

  private static final String TABLE =
      "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, applied TEXT NOT NULL)";

  private Migrations() {}

  /** Gives an empty database the newest schema, and these values by name: all of it, or nothing. */
  static void create(Database database, Clock clock, Map<String, String> meta) {
    database.transaction(() -> fill(database, clock, meta));
  }

  /** As {@link #create}, in a transaction that is under way. */
  static void fill(Database database, Clock clock, Map<String, String> meta) throws SQLException {
    build(database, NEWEST, clock);
    for (Map.Entry<String, String> e : meta.entrySet()) {
      StudyStore.putMeta(database, e.getKey(), e.getValue());
    }
  }

  /** Gives an empty database the schema of this version, in a transaction that is under way. */
  static void build(Database database, int version, Clock clock) throws SQLException {
    for (String function : database.functions()) {
      database.update(function);
    }
    database.update(TABLE);
    for (int next = 1; next <= version; next++) {
      apply(database, next, clock);
    }
  }

  /**
   * Runs the scripts that are missing.
   *
   * @throws MimarException when the database is not a study's, or of a newer program
   */
  static void upgrade(Database database, Clock clock) {
    for (int next = version(database) + 1; next <= NEWEST; next++) {
      int version = next;
      database.transaction(() -> apply(database, version, clock));
    }
  }

  /**
   * Checks that a reader understands the schema.
   *
   * @throws MimarException when it does not
   */
  static void requireReadable(Database database) {
    int version = version(database);
    if (version < OLDEST_READ) {
      throw new MimarException(
          database.name()
              + " has schema "
              + version
              + ", but must have "
              + OLDEST_READ
              + " or more to be read",
          "`mimar resume` brings it up to date.");
    }
  }

  /**
   * The schema of a database.
   *
   * @throws MimarException when it is not a study's, or of a newer program
   */
  static int version(Database database) {
    if (!database.hasTable("schema_version")) {
      throw new MimarException(
          database.name() + " is a database, but not a Mimar study",
          "Give the folder that `mimar search` wrote.");
    }
    List<Integer> versions =
        database.query("SELECT max(version) FROM schema_version", row -> row.getInt(1));
    int version = versions.get(0);
    if (version > NEWEST) {
      throw new MimarException(
          database.name() + " has schema " + version + ", but this Mimar knows up to " + NEWEST,
          "Use the newer Mimar that wrote it.");
    }
    return version;
  }

  private static void apply(Database database, int version, Clock clock) throws SQLException {
    for (String statement : statements(version)) {
      database.update(statement);
    }
    database.update(
        "INSERT INTO schema_version (version, applied) VALUES (?, ?)",
        version,
        clock.instant().toString());
  }

  private static List<String> statements(int version) {
    String name = "V" + version + ".sql";
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Pattern.compile(";\\s*\\n")
          .splitAsStream(script.replaceAll("--[^\\n]*", ""))
          .filter(statement -> !statement.isBlank())
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the resource " + name, e);
    }
  }
}
