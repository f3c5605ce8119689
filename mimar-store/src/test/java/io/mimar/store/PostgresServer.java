package io.mimar.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL on loopback, which can be killed and started again. Where it does not run, say
 * for root on a system without user namespaces, tests are skipped and say so; where {@code
 * MIMAR_REQUIRE_POSTGRES=1}, they fail.
 */
public final class PostgresServer implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres running;

  private PostgresServer(Path data, int port) throws IOException {
    this.data = data;
    this.port = port;
    this.running = run();
  }

  /** Starts one with a new, empty database, or skips the test. */
  public static PostgresServer start() {
    try {
      return launch();
    } catch (IOException | RuntimeException e) {
      String words = "PostgreSQL does not run here, so it is not tested: " + e;
      System.out.println("SKIPPED: " + words);
      Assertions.assertNotEquals("1", System.getenv("MIMAR_REQUIRE_POSTGRES"), words);
      Assumptions.abort(words);
      throw new IllegalStateException(e); // not reached
    }
  }

  /**
   * Starts one with a new, empty database.
   *
   * @throws IOException when that fails
   */
  public static PostgresServer launch() throws IOException {
    return new PostgresServer(Files.createTempDirectory("mimar-postgres"), freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private EmbeddedPostgres run() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .start();
  }

  /** Its database, for the user who may do all. */
  public StoreUrl url() {
    return url("postgres");
  }

  /** Its database, for {@code user}. */
  public StoreUrl url(String user) {
    return StoreUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + user);
  }

  /** The port it listens at. */
  public int port() {
    return port;
  }

  /** Runs SQL as the user who may do all. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url().text());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Lets {@code user} in by this password, and no other way. */
  public void guard(String user, String password) throws IOException, SQLException {
    execute(
        "SET password_encryption = 'scram-sha-256'",
        "CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'",
        "GRANT CREATE ON DATABASE postgres TO " + user);
    Path rules = data.resolve("pg_hba.conf");
    String guarded = "host all " + user + " all scram-sha-256\n";
    Files.writeString(rules, guarded + Files.readString(rules));
    execute("SELECT pg_reload_conf()");
  }

  /** Ends all connections of others. */
  public void hangUp() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle.of(pid)
        .ifPresent(
            postmaster -> {
              List<ProcessHandle> all =
                  Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
              all.forEach(ProcessHandle::destroyForcibly);
              all.forEach(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
            });
    running.close(); // gives up its claim on the folder
  }

  /** Starts it again, with what it had. */
  public void restart() throws IOException {
    running = run();
  }

  @Override
  public void close() {
    try {
      running.close();
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
