package io.mimar.store;

import io.mimar.MimarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to a SQLite file: how it is opened, and what its errors mean to a user. Not for
 * more than one thread.
 */
final class Database implements AutoCloseable {
  private static final int BUSY_MILLIS = 20_000;

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Statements that run in one go and may fail. */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  /** Makes an object of the row at hand. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Opens {@code file} for writing, making it when it is not there. What is committed is on the
   * disk: write-ahead log, synced at each commit.
   */
  static Database write(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return open(file, config, "");
  }

  /** Opens {@code file} for reading while another process may write. */
  static Database read(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    // A reader of a write-ahead log needs to write beside it, which a read-only folder forbids;
    // without a log the file is all there is.
    boolean still =
        !Files.isWritable(file.toAbsolutePath().getParent())
            && Files.notExists(file.resolveSibling(file.getFileName() + "-wal"));
    return open(file, config, still ? "?immutable=1" : "");
  }

  private static Database open(Path file, SQLiteConfig config, String parameters) {
    config.setBusyTimeout(BUSY_MILLIS);
    // As a URI, in which every character of a path is harmless.
    String url = "jdbc:sqlite:" + file.toAbsolutePath().toUri() + parameters;
    try {
      return new Database(file, DriverManager.getConnection(url, config.toProperties()));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** Runs {@code work} as one transaction: all of it is kept, or nothing. */
  void transaction(Work work) {
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** Runs a statement that gives no rows. */
  void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      statement.executeUpdate();
    }
  }

  /** A statement with its parameters set, for batches without any. */
  PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    set(statement, parameters);
    return statement;
  }

  /** Sets all parameters; a NaN becomes NULL, which is how SQLite has it anyway. */
  static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      boolean missing = parameters[i] instanceof Double number && number.isNaN();
      statement.setObject(i + 1, missing ? null : parameters[i]);
    }
  }

  /** The rows a query gives. */
  <T> List<T> query(String sql, Row<T> row, Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** A real number; NULL is NaN. */
  static double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /** Which file this is. */
  Path file() {
    return file;
  }

  /** What an error means: a user's affair where it comes from the disk, else a bug. */
  static RuntimeException failure(Path file, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT -> damaged(file, e);
      // Our statements are sound, so a table or column that they miss was damaged away.
      case SQLITE_ERROR, SQLITE_SCHEMA, UNKNOWN_ERROR -> damaged(file, e);
      case SQLITE_FULL ->
          new MimarException(
              "the disk is full: cannot write " + file, "Make room, then `mimar resume`.", e);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          new MimarException(
              "cannot open " + file + ": " + e.getMessage(),
              "Check that this user may read and write it and its folder.",
              e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new MimarException(
              file + " was locked by another process for " + BUSY_MILLIS / 1000 + " s",
              "Close other programs that write to it.",
              e);
      case SQLITE_IOERR ->
          new MimarException(
              "cannot read or write " + file + ": " + e.getMessage(),
              "Check the disk, then `mimar resume`.",
              e);
      default -> new IllegalStateException("database " + file + ": " + e.getMessage(), e);
    };
  }

  /** The error for a file that is not a whole database. */
  static MimarException damaged(Path file, Throwable cause) {
    return new MimarException(
        file + " is not a Mimar study, or is damaged: " + cause.getMessage(),
        "Restore it from a copy, save what is left with `sqlite3 study.db .recover`, or search anew"
            + " with another --out.",
        cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }
}
