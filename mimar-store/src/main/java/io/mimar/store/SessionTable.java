package io.mimar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.mimar.process.Host;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions as rows. */
final class SessionTable {
  private static final TypeReference<Map<String, String>> PLATFORM = new TypeReference<>() {};

  private final Database database;

  SessionTable(Database database) {
    this.database = database;
  }

  /** Adds a session of this process and returns its number. */
  int add(Instant now, Map<String, String> platform) {
    int id =
        1 + database.query("SELECT coalesce(max(id), 0) FROM session", r -> r.getInt(1)).get(0);
    database.transaction(
        () ->
            database.update(
                "INSERT INTO session (id, started, host, pid, platform) VALUES (?, ?, ?, ?, ?)",
                id,
                now.toString(),
                Host.name(),
                ProcessHandle.current().pid(),
                Json.write(platform)));
    return id;
  }

  List<Session> all() {
    return database.query("SELECT * FROM session ORDER BY id", this::session);
  }

  Optional<Provenance> provenance(int trial) {
    return database
        .query(
            "SELECT t.started AS trial_started, t.finished, s.* FROM trial t"
                + " JOIN session s ON s.id = t.session WHERE t.number = ?",
            row ->
                new Provenance(
                    instant(row, "trial_started"), instant(row, "finished"), session(row)),
            trial)
        .stream()
        .findFirst();
  }

  private Session session(ResultSet row) throws SQLException {
    try {
      return new Session(
          row.getInt("id"),
          instant(row, "started"),
          row.getString("host"),
          row.getLong("pid"),
          Json.read(row.getString("platform"), PLATFORM));
    } catch (JsonProcessingException e) {
      throw database.damaged(e);
    }
  }

  private Instant instant(ResultSet row, String column) throws SQLException {
    try {
      return Instant.parse(row.getString(column));
    } catch (DateTimeParseException e) {
      throw database.damaged(e);
    }
  }
}
