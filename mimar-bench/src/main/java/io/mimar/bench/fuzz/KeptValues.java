package io.mimar.bench.fuzz;

import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What a study keeps, as a text with a line for each value: its place, an equals sign, the value.
 * All of them are one file, since a fuzzer forgets files that reach no code of their own.
 */
final class KeptValues {
  /** The tables and columns of what is no value by name, of which the first row is meant. */
  private static final List<String> COLUMNS =
      List.of(
          "trial.graph",
          "trial.choices",
          "trial.costs",
          "trial.outcome",
          "trial.proposer",
          "trial.started",
          "session.platform",
          "session.started");

  private static final String META = "meta.";

  private KeptValues() {}

  /** All that {@code study} keeps. */
  static byte[] of(byte[] study) {
    try (Scratch scratch = Scratch.open()) {
      Path file = Files.write(scratch.folder().resolve(StudyStore.FILE), study);
      StringBuilder lines = new StringBuilder();
      try (Connection connection = connection(file)) {
        addAll(lines, connection, "SELECT '" + META + "' || name, value FROM meta ORDER BY name");
        for (String column : COLUMNS) {
          String[] names = column.split("\\.", 2);
          String sql = "SELECT '%s', %s FROM %s ORDER BY rowid LIMIT 1";
          addAll(lines, connection, sql.formatted(column, names[1], names[0]));
        }
      }
      return lines.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the study that was just made cannot be read", e);
    }
  }

  private static void addAll(StringBuilder lines, Connection connection, String sql)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        lines.append(rows.getString(1)).append('=').append(rows.getString(2)).append('\n');
      }
    }
  }

  /** Writes {@code study} into {@code folder}, with the values of {@code lines}, and no others. */
  static void write(byte[] study, Path folder, byte[] lines) throws IOException {
    Path file = Files.write(folder.resolve(StudyStore.FILE), study);
    try (Connection connection = connection(file)) {
      connection.setAutoCommit(false);
      run(connection, "DROP INDEX trial_narrow"); // which looks into the costs
      run(connection, "DELETE FROM meta");
      for (String line : new String(lines, StandardCharsets.UTF_8).lines().toList()) {
        String[] parts = line.split("=", 2);
        if (COLUMNS.contains(parts[0])) {
          String[] names = parts[0].split("\\.", 2);
          String sql = "UPDATE %1$s SET %2$s = ? WHERE rowid = (SELECT min(rowid) FROM %1$s)";
          run(connection, sql.formatted(names[0], names[1]), parts[parts.length - 1]);
        } else if (parts[0].startsWith(META)) {
          String sql = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)";
          run(connection, sql, parts[0].substring(META.length()), parts[parts.length - 1]);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the study cannot be changed", e);
    }
  }

  private static void run(Connection connection, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static Connection connection(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file + "?synchronous=OFF");
  }
}
