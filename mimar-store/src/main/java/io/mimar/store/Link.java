package io.mimar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How the database of one study is reached: connecting, what errors mean, and the few words of SQL
 * in which databases differ. Not for more than one thread.
 */
interface Link {

  /** What messages call the database. */
  String name();

  /** What mends a damaged one. */
  String remedy();

  /** A new connection, ready for use. */
  Connection connect() throws SQLException;

  /** What an error means: a user's affair where it comes from outside, else a bug. */
  RuntimeException failure(SQLException e);

  /** Whether an error passes by itself, or by what a person does elsewhere. */
  Optional<HoldUp> holdUp(SQLException e);

  /** The error for a database that does not hold a whole study. */
  MimarException damaged(Throwable cause);

  /** What {@code cause} says, of JSON without where its parser stood. */
  static String reason(Throwable cause) {
    return cause instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(cause.getMessage());
  }

  // ---- what went of a transaction

  /** From now on connections are those of the owner whose session this is. */
  default void ownedIn(int session) {}

  /**
   * What comes first in each transaction: leaves what {@link #isCommitted} looks for, and refuses
   * an owner after whom another process opened the study.
   */
  default void begin(Connection connection) throws SQLException {}

  /**
   * Whether the transaction that was begun last was committed though the connection went with the
   * answer; asked on another connection.
   */
  default boolean isCommitted(Connection connection) throws SQLException {
    return false;
  }

  /** Gives up what a connection holds, before it is closed. */
  default void leave(Connection connection) throws SQLException {}

  // ---- words

  /** {@code value} as this database can keep it. */
  default Object value(Object value) {
    return value;
  }

  /** Gives a row where the table of the one parameter is there. */
  String tableQuery();

  /** Gives a number that another one's commit changes. */
  String versionQuery();

  /** Statements that make the functions which the schema and the queries call. */
  default List<String> functions() {
    return List.of();
  }

  /** Gives a row for each fault of the files, at most so many. */
  List<String> faults(Database database, int most);
}
