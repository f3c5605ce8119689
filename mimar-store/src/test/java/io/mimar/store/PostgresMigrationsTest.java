package io.mimar.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same studies on a real PostgreSQL, in tables that their version's scripts made there. */
final class PostgresMigrationsTest extends MigrationsContract {
  /** As they were made: no row names one of a later table. */
  private static final String TABLES =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_version'"
          + " ORDER BY rowid";

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
  void place(int version) throws Exception {
    String study =
        "mimar_" + folder.getFileName().toString().replaceAll("\\W", "").toLowerCase(Locale.ROOT);
    Path file = Files.write(folder.resolve("file.db"), file(version));
    try (Database database =
            new Database(new PostgresLink(server.url(), study, PostgresLink.Role.MAKER));
        Connection old = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      database.transaction(
          () -> {
            database.update("CREATE SCHEMA " + study);
            Migrations.build(database, version, Clock.systemUTC());
            for (String table : tables(old)) {
              copy(old, table, database);
            }
          });
    }
    Files.delete(file);
    String pointer = "{\"url\":\"%s\",\"study\":\"%s\"}";
    Files.writeString(
        folder.resolve(ServerPlace.FILE), pointer.formatted(server.url().text(), study));
  }

  private static List<String> tables(Connection file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = file.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static void copy(Connection from, String table, Database to) throws SQLException {
    try (Statement statement = from.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = rows.getMetaData().getColumnCount();
      String marks = String.join(", ", Collections.nCopies(columns, "?"));
      while (rows.next()) {
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = rows.getObject(i + 1);
        }
        try (PreparedStatement insert =
            to.prepare("INSERT INTO " + table + " VALUES (" + marks + ")", values)) {
          insert.executeUpdate();
        }
      }
    }
  }
}
