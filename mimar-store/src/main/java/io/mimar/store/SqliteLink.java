package io.mimar.store;

import io.mimar.MimarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A study in a SQLite file. */
final class SqliteLink implements Link {
  private static final int BUSY_MILLIS = 20_000;
  private static final int ONE_FAULT = 1;

  /** No value of a study is nearly as long, whatever a file claims. */
  private static final int LONGEST_VALUE = 1 << 26;

  /** What a study has none of, and by which a few bytes may tell of rows without an end. */
  private static final String STRANGERS =
      """
      SELECT m.type || ' ' || m.name FROM sqlite_master m WHERE m.type IN ('view', 'trigger')
        OR (m.type = 'table' AND (m.rootpage = 0
          OR EXISTS (SELECT 1 FROM pragma_table_xinfo(m.name) c WHERE c.hidden <> 0)))
      LIMIT 1
      """;

  private final Path file;
  private final SQLiteConfig config;
  private final String parameters;
  private Optional<Integer> session = Optional.empty();

  private SqliteLink(Path file, SQLiteConfig config, String parameters) {
    this.file = file;
    this.config = config;
    this.parameters = parameters;
    config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, String.valueOf(LONGEST_VALUE));
  }

  /**
   * For writing {@code file}, which is made when it is not there. What is committed is on the disk:
   * write-ahead log, synced at each commit.
   */
  static SqliteLink write(Path file) {
    return write(file, BUSY_MILLIS);
  }

  /**
   * As {@link #write(Path)}.
   *
   * @param busyMillis how long a statement waits where another process has the file locked
   */
  static SqliteLink write(Path file, int busyMillis) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(busyMillis);
    return new SqliteLink(file, config, "");
  }

  /** For reading {@code file} while another process may write. */
  static SqliteLink read(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // A reader of a write-ahead log needs to write beside it, which a read-only folder forbids;
    // without a log the file is all there is.
    boolean still =
        !Files.isWritable(file.toAbsolutePath().getParent())
            && Files.notExists(file.resolveSibling(file.getFileName() + "-wal"));
    return new SqliteLink(file, config, still ? "?immutable=1" : "");
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String remedy() {
    return "Restore study.db from a copy, or search anew with another --out.";
  }

  @Override
  public Connection connect() throws SQLException {
    // As a URI, in which every character of a path is harmless.
    String url = "jdbc:sqlite:" + file.toAbsolutePath().toUri() + parameters;
    Connection connection = DriverManager.getConnection(url, config.toProperties());
    try {
      requireTablesOnly(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void requireTablesOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STRANGERS)) {
      if (rows.next()) {
        throw damaged(new IllegalStateException("it has a " + rows.getString(1)));
      }
    }
  }

  // ---- owning

  @Override
  public void ownedIn(int newest) {
    session = Optional.of(newest);
  }

  /** The lock is gone where somebody deletes its file, and some file systems have none. */
  @Override
  public void begin(Connection connection) throws SQLException {
    if (session.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet newest = statement.executeQuery("SELECT max(id) FROM session")) {
      if (newest.getInt(1) != session.get()) {
        throw StudyLock.overtaken("though this process ran it", name());
      }
    }
  }

  // ---- errors

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  @Override
  public RuntimeException failure(SQLException e) {
    return switch (SQLiteErrorCode.getErrorCode(code(e).code & 0xff)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_TOOBIG -> damaged(e);
      // Our statements are sound, so a table or column that they miss was damaged away.
      case SQLITE_ERROR, SQLITE_SCHEMA, UNKNOWN_ERROR -> damaged(e);
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

  @Override
  public Optional<HoldUp> holdUp(SQLException e) {
    return switch (code(e)) {
      // The log's index grows by allocating, which fails in its own way where there is no room.
      case SQLITE_FULL, SQLITE_IOERR_SHMSIZE ->
          Optional.of(
              new HoldUp(HoldUp.Kind.FULL, "the disk is full: " + file + " cannot be written"));
      case SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC -> // also where a quota is spent
          Optional.of(
              new HoldUp(
                  HoldUp.Kind.UNWRITABLE,
                  "the disk refuses to write " + file + " (" + code(e) + ")"));
      case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT ->
          Optional.of(new HoldUp(HoldUp.Kind.BUSY, "another process keeps " + file + " locked"));
      default -> Optional.empty();
    };
  }

  @Override
  public MimarException damaged(Throwable cause) {
    return new MimarException(
        file + " is not a Mimar study, or is damaged: " + Link.reason(cause),
        "Restore it from a copy, save what is left with `sqlite3 study.db .recover`, or search anew"
            + " with another --out.",
        cause);
  }

  // ---- words

  @Override
  public String tableQuery() {
    return "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?";
  }

  @Override
  public String versionQuery() {
    return "PRAGMA data_version";
  }

  @Override
  public List<String> faults(Database database, int most) {
    String check = most == ONE_FAULT ? "quick_check" : "integrity_check";
    List<String> said =
        database.query("PRAGMA " + check + "(" + most + ")", row -> row.getString(1));
    return said.equals(List.of("ok")) ? List.of() : said;
  }
}
