package io.mimar.store;

import io.mimar.MimarException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection to the database of a study, which is made anew where it was lost and somebody has
 * the {@link Patience}. Not for more than one thread.
 */
final class Database implements AutoCloseable {
  private final Link link;
  private Connection connection;
  private Patience patience = Patience.NONE;

  /** Whether the connection is of no more use. */
  private boolean broken;

  /** What was committed, as far as was sent, and no answer came; the next work is another. */
  private Optional<Work> inDoubt = Optional.empty();

  /** Connects. */
  Database(Link link) {
    this.link = link;
    try {
      this.connection = link.connect();
    } catch (SQLException e) {
      throw link.failure(e);
    }
  }

  /**
   * Statements that run in one go and may fail; they may run twice, the first time without effect.
   * Queries have no place among them.
   */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  /** Makes an object of the row at hand; a row may be read twice. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws SQLException;
  }

  /** A SQLite file for writing, made when it is not there. */
  static Database write(Path file) {
    return new Database(SqliteLink.write(file));
  }

  /** A SQLite file for reading while another process may write. */
  static Database read(Path file) {
    return new Database(SqliteLink.read(file));
  }

  /** Who decides whether to wait, from now on. */
  void waitBy(Patience other) {
    patience = other;
  }

  // ---- running

  /** Runs {@code work} as one transaction: all of it is kept, once, or nothing. */
  void transaction(Work work) {
    persist(() -> once(work));
  }

  private Void once(Work work) throws SQLException {
    boolean doubted = inDoubt.filter(w -> w == work).isPresent();
    if (doubted && link.isCommitted(connection)) {
      inDoubt = Optional.empty();
      return null;
    }
    inDoubt = Optional.empty();
    try {
      connection.setAutoCommit(false);
      link.begin(connection);
      work.run();
      inDoubt = Optional.of(work);
      connection.commit();
      connection.setAutoCommit(true);
      inDoubt = Optional.empty();
      return null;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** What is rolled back was not committed; where not even that works, the connection is gone. */
  private void rollBack(Exception why) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
      inDoubt = Optional.empty();
    } catch (SQLException e) {
      why.addSuppressed(e);
      broken = true;
    }
  }

  private <T> T persist(Attempt<T> attempt) {
    boolean waited = false;
    while (true) {
      try {
        reconnect();
        T result = attempt.run();
        if (waited) {
          patience.over();
        }
        return result;
      } catch (SQLException e) {
        Optional<HoldUp> holdUp = link.holdUp(e);
        broken |= isLost(e);
        if (holdUp.isEmpty() || !patience.waits(holdUp.get())) {
          throw link.failure(e);
        }
        waited = true;
      }
    }
  }

  private boolean isLost(SQLException e) {
    return link.holdUp(e).filter(h -> h.kind() == HoldUp.Kind.LOST).isPresent();
  }

  private void reconnect() throws SQLException {
    if (broken) {
      try {
        connection.close();
      } catch (SQLException e) {
        // it is of no more use anyway
      }
      connection = link.connect();
      broken = false;
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
  void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      boolean missing = parameters[i] instanceof Double number && number.isNaN();
      statement.setObject(i + 1, missing ? null : link.value(parameters[i]));
    }
  }

  /** The rows a query gives. */
  <T> List<T> query(String sql, Row<T> row, Object... parameters) {
    return persist(
        () -> {
          try (PreparedStatement statement = prepare(sql, parameters);
              ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
              all.add(read(row, rows));
            }
            return all;
          }
        });
  }

  /** What a row says that makes no sense is damage. */
  private <T> T read(Row<T> row, ResultSet at) throws SQLException {
    try {
      return row.read(at);
    } catch (MimarException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /** A real number; NULL is NaN. */
  static double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  // ---- what databases differ in

  /** What messages call it. */
  String name() {
    return link.name();
  }

  /** What mends a damaged one. */
  String remedy() {
    return link.remedy();
  }

  /** Whether it has a table of this name. */
  boolean hasTable(String table) {
    return !query(link.tableQuery(), row -> row.getString(1), table).isEmpty();
  }

  /** A number that another one's commit changes. */
  long version() {
    return query(link.versionQuery(), row -> row.getLong(1)).get(0);
  }

  /** Statements that come before the schema's. */
  List<String> functions() {
    return link.functions();
  }

  /** What is wrong with its files; 1 is quick, more is thorough. */
  List<String> faults(int most) {
    return link.faults(this, most);
  }

  /** From now on this is the owner's, whose session this is. */
  void ownedIn(int session) {
    link.ownedIn(session);
  }

  /** The error for what is not a whole study. */
  MimarException damaged(Throwable cause) {
    return link.damaged(cause);
  }

  @Override
  public void close() {
    try (Connection last = connection) {
      if (!broken && !last.isClosed()) {
        link.leave(last);
      }
    } catch (SQLException e) {
      if (!isLost(e)) { // what was lost need not be left
        throw link.failure(e);
      }
    }
  }
}
