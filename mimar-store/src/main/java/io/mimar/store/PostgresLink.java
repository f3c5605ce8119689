package io.mimar.store;

import io.mimar.MimarException;
import io.mimar.process.Host;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * A study in a schema of its own in a PostgreSQL database: docs/adr/0014. The owner's connection
 * holds an advisory lock, so that it and only it can write, and who lost the connection has lost
 * the study, until it has the lock again.
 */
final class PostgresLink implements Link {
  /** The first half of the advisory locks' keys; the schema's number is the other. */
  private static final long LOCKS = 0x4D494D52; // "MIMR"

  private static final String LOCK =
      "SELECT pg_try_advisory_lock((%d::bigint << 32) | oid::bigint) FROM pg_namespace"
              .formatted(LOCKS)
          + " WHERE nspname = current_schema()";

  private static final String OWNER =
      """
      SELECT pid, host, started FROM session WHERE id = (SELECT max(id) FROM session) AND EXISTS (
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
          AND classid = %d::oid
          AND objid = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
      """
          .formatted(LOCKS);

  /** So that a server soon notices that an owner's machine is gone: after 25 seconds. */
  private static final List<String> SHORT_LEASE =
      List.of(
          "SET tcp_keepalives_idle = 10",
          "SET tcp_keepalives_interval = 5",
          "SET tcp_keepalives_count = 3",
          // while it waits to be told that something arrived, it asks for no sign of life
          "SELECT set_config(name, '25000', false) FROM pg_settings"
              + " WHERE name = 'tcp_user_timeout'"); // from version 12 on

  /** The meta value that counts an owner's commits. */
  private static final String COMMITS = "commits";

  /** An owner that was killed a moment ago still holds its lock: try again so often. */
  private static final int ATTEMPTS = 10;

  /** One that died on this machine is waited for, until the server has noticed too. */
  private static final int ATTEMPTS_FOR_THE_DEAD = 150;

  private static final long PAUSE_NANOS = 200_000_000;
  private static final String LONGEST_SILENCE_SECONDS = "60";

  private final StoreUrl url;
  private final String study;
  private final Role role;
  private Optional<String> backend = Optional.empty();
  private Optional<Integer> session = Optional.empty();
  private long commits;

  /** What a connection is for. */
  enum Role {
    READER,
    COMMANDER,
    MAKER,
    OWNER
  }

  /**
   * A way to the study that is the schema {@code study}, which must be a plain word.
   *
   * @param role what for
   */
  PostgresLink(StoreUrl url, String study, Role role) {
    this.url = url;
    this.study = study;
    this.role = role;
  }

  @Override
  public String name() {
    return "study " + study + " in " + url;
  }

  @Override
  public String remedy() {
    return "Restore the database from a backup, or search anew with another --out.";
  }

  // ---- connecting

  @Override
  public Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url.text(), properties(System.getenv()));
    try {
      prepare(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Properties properties(Map<String, String> environment) {
    Properties properties = new Properties();
    if (StorePassword.mayServe(url, environment)) { // a folder from others names any server
      StorePassword.of(environment).ifPresent(p -> properties.setProperty("password", p));
    }
    if (!study.isEmpty()) {
      properties.setProperty("currentSchema", study);
    }
    properties.setProperty("ApplicationName", "mimar");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", LONGEST_SILENCE_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    if (!StorePassword.mayBeClear(url, environment)) {
      properties.setProperty("requireAuth", "!password");
    }
    return properties;
  }

  private void prepare(Connection connection) throws SQLException {
    if (role == Role.MAKER) {
      return;
    }
    if (ask(connection, "SELECT current_schema()").isEmpty()) {
      throw new MimarException(
          "there is no study " + study + " in " + url,
          "Check that this is the database that the study was made in, and that this user may read"
              + " it.");
    }
    if (role == Role.READER) {
      connection.setReadOnly(true);
    } else if (role == Role.OWNER) {
      own(connection);
    }
  }

  private static Optional<String> ask(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    }
  }

  // ---- owning

  private void own(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : SHORT_LEASE) {
        statement.execute(setting);
      }
      if (ask(connection, "SHOW synchronous_commit").orElse("").equals("off")) {
        statement.execute("SET synchronous_commit = on");
      }
    }
    lock(connection);
    requireOwnSession(connection);
    if (backend.isEmpty()) {
      commits = commits(connection);
    }
    backend =
        ask(
            connection,
            "SELECT pid || ' ' || backend_start FROM pg_stat_activity"
                + " WHERE pid = pg_backend_pid()");
  }

  private void lock(Connection connection) throws SQLException {
    endLastBackend(connection);
    for (int attempt = 1; !tryLock(connection); attempt++) {
      Optional<StudyLock.Owner> owner = owner(connection);
      boolean dead = owner.filter(PostgresLink::isDead).isPresent();
      if (attempt >= (dead ? ATTEMPTS_FOR_THE_DEAD : ATTEMPTS)) {
        refuse(connection, owner);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    return ask(connection, LOCK).orElse("f").equals("t");
  }

  /** What the server keeps of a connection that broke would hold the lock for a while. */
  private void endLastBackend(Connection connection) throws SQLException {
    if (backend.isPresent()) {
      ask(
          connection,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid || ' ' || backend_start = ?",
          backend.get());
    }
  }

  private void refuse(Connection connection, Optional<StudyLock.Owner> owner) throws SQLException {
    requireOwnSession(connection);
    if (session.isPresent()) {
      throw new SQLException("the server still holds on to the connection that broke", "08006");
    }
    throw StudyLock.refused(
        name(), owner.orElse(new StudyLock.Owner(0, "an unknown host", "an unknown time")));
  }

  /** Whoever opened the study since has gone on with it; what this process knows is out of date. */
  private void requireOwnSession(Connection connection) throws SQLException {
    if (session.isEmpty()) {
      return;
    }
    Optional<String> newest = ask(connection, "SELECT max(id) FROM session");
    if (!newest.equals(session.map(String::valueOf))) {
      throw StudyLock.overtaken("while the connection was lost", name());
    }
  }

  private static boolean isDead(StudyLock.Owner owner) {
    return owner.host().equals(Host.name())
        && !ProcessHandle.of(owner.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Optional<StudyLock.Owner> owner(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(OWNER)) {
      return rows.next() ? Optional.of(owner(rows)) : Optional.empty();
    }
  }

  private static StudyLock.Owner owner(ResultSet row) throws SQLException {
    return new StudyLock.Owner(row.getLong(1), row.getString(2), row.getString(3));
  }

  /** The living owner of the study that {@code database} is, if there is one. */
  static Optional<StudyLock.Owner> owner(Database database) {
    return database.query(OWNER, PostgresLink::owner).stream().findFirst();
  }

  // ---- what went of a transaction

  @Override
  public void ownedIn(int newest) {
    session = Optional.of(newest);
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    if (role != Role.OWNER) {
      return;
    }
    commits++;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO meta (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
      statement.setString(1, COMMITS);
      statement.setString(2, String.valueOf(commits));
      statement.executeUpdate();
    }
  }

  @Override
  public boolean isCommitted(Connection connection) throws SQLException {
    return commits(connection) == commits;
  }

  private static long commits(Connection connection) throws SQLException {
    return Long.parseLong(
        ask(connection, "SELECT value FROM meta WHERE name = ?", COMMITS).orElse("0"));
  }

  /** The server would notice only a little later that the connection is closed. */
  @Override
  public void leave(Connection connection) throws SQLException {
    if (role == Role.OWNER) {
      ask(connection, "SELECT pg_advisory_unlock_all()");
    }
  }

  // ---- errors

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** All but a refusal, which the driver's 08004 is. */
  private static boolean isLost(SQLException e) {
    return state(e).matches("08(?!004)...|57P0[1-5]|53300");
  }

  @Override
  public RuntimeException failure(SQLException e) {
    String said = StoreUrl.withoutSecrets(String.valueOf(e.getMessage()));
    if (isLost(e)) {
      return new MimarException(
          "the store " + url + " cannot be reached: " + said,
          "Check that the server runs and answers, then try again.",
          e);
    }
    return switch (state(e)) {
      case "28000", "28P01", "08004" ->
          new MimarException(
              "the store " + url + " lets nobody in: " + said,
              "Check the user in the URL; "
                  + StorePassword.PLACES
                  + ". A server that a file names, not --store, is told the environment's only where "
                  + StorePassword.HOSTS
                  + " names its host; in clear only with sslmode=verify-full, too.",
              e);
      case "3D000" ->
          new MimarException(
              "the store " + url + " is not there: " + said,
              "Make the database by `createdb`, or name another.",
              e);
      case "42501", "25006" ->
          new MimarException(
              "the store " + url + " does not let this user write or read: " + said,
              "Allow it, or name another user in the URL; a new study needs CREATE on the"
                  + " database.",
              e);
      case "53100" ->
          new MimarException(
              "the disk of " + url + " is full: " + said, "Make room, then `mimar resume`.", e);
      // Our statements are sound, so a table or column that they miss was damaged away.
      case "42P01", "42703", "42883", "3F000", "22P02", "XX001", "XX002" -> damaged(e);
      default -> new IllegalStateException(name() + ": " + said, e);
    };
  }

  @Override
  public Optional<HoldUp> holdUp(SQLException e) {
    if (isLost(e)) {
      return Optional.of(new HoldUp(HoldUp.Kind.LOST, "the store " + url + " does not answer"));
    }
    return state(e).equals("53100")
        ? Optional.of(new HoldUp(HoldUp.Kind.FULL, "the disk of " + url + " is full"))
        : Optional.empty();
  }

  @Override
  public MimarException damaged(Throwable cause) {
    return new MimarException(
        name() + " is not whole: " + StoreUrl.withoutSecrets(Link.reason(cause)), remedy(), cause);
  }

  // ---- words

  /** Texts cannot hold the character of number 0 there; the sign for it takes its place. */
  @Override
  public Object value(Object value) {
    return value instanceof String text ? text.replace('\u0000', '\u2400') : value;
  }

  @Override
  public String tableQuery() {
    return "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?";
  }

  @Override
  public String versionQuery() {
    return "SELECT coalesce((SELECT value::bigint FROM meta WHERE name = '"
        + COMMITS
        + "'), 0) + (SELECT count(*) FROM command)";
  }

  @Override
  public List<String> functions() {
    return List.of(
        "CREATE FUNCTION json_extract(costs TEXT, path TEXT) RETURNS DOUBLE PRECISION LANGUAGE sql"
            + " IMMUTABLE PARALLEL SAFE"
            + " AS 'SELECT (costs::json ->> substr(path, 3))::double precision'",
        "CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS INTEGER LANGUAGE sql"
            + " IMMUTABLE PARALLEL SAFE AS 'SELECT strpos(whole, part)'");
  }

  @Override
  public List<String> faults(Database database, int most) {
    return database.query(
        "SELECT 'index ' || c.relname || ' is invalid' FROM pg_index i"
            + " JOIN pg_class c ON c.oid = i.indexrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = current_schema() AND NOT i.indisvalid LIMIT ?",
        row -> row.getString(1),
        most);
  }
}
