package io.mimar.bench.faults;

import io.mimar.store.PostgresServer;
import io.mimar.store.SystemCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What faults are done with: a PostgreSQL, a small file system, a Java that starts workers badly.
 */
final class Machine implements AutoCloseable {
  private static final List<String> JAVA_PARTS = List.of("lib", "conf", "release");

  /**
   * Starts Java as asked, but for the first worker. What it says is changed on its way; the process
   * is Java itself, so that it is killed as one.
   */
  private static final String BAD_JAVA =
      """
      #!/usr/bin/env bash
      java=%s
      case "$*" in *io.mimar.worker.WorkerMain*) ;; *) exec "$java" "$@" ;; esac
      mkdir "$MIMAR_FAULT_ONCE" 2>/dev/null || exec "$java" "$@"
      case $MIMAR_FAULT in
        heap) exec "$java" "${@/#-Xmx*/-Xmx8m}" ;;
        memory) ulimit -v 3000000; exec "$java" "$@" ;;
        nan) exec "$java" "$@" > >(exec sed -uE '/"type":"finished"/s/"score":[0-9.Ee-]+/"score":"NaN"/g') ;;
        two) exec "$java" "$@" > >(exec sed -uE '/"type":"finished"/s/"score":[0-9.Ee-]+/"score":2.0/g') ;;
        other) exec "$java" "$@" > >(exec sed -uE '/"type":"finished"/s/"number":[0-9]+/"number":1/') ;;
        lines) yes 'no message at all' | head -c 40000000; exec "$java" "$@" ;;
        line) head -c 40000000 /dev/zero | tr '\\0' x; exec "$java" "$@" ;;
      esac
      """;

  private final Path folder;
  private final Path home;
  private Optional<PostgresServer> server = Optional.empty();
  private int once;

  /** Prepares itself in {@code folder}. */
  Machine(Path folder) throws IOException {
    this.folder = folder;
    this.home = folder.resolve("java");
    Path real = Path.of(System.getProperty("java.home"));
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, BAD_JAVA.formatted(real.resolve("bin").resolve("java")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String part : JAVA_PARTS) {
      Files.createSymbolicLink(home.resolve(part), real.resolve(part));
    }
  }

  /** A way to start the program so that its first worker is bad in this way. */
  Stage.Setup badWorker(String way) {
    Path mark = folder.resolve("once-" + once++);
    return new Stage.Setup(
        List.of("-Xmx512m", "-Djava.home=" + home),
        Map.of("MIMAR_FAULT", way, "MIMAR_FAULT_ONCE", mark.toString()));
  }

  /** The server, which starts at the first call. */
  PostgresServer server() throws IOException {
    if (server.isEmpty()) {
      server = Optional.of(PostgresServer.launch());
    }
    return server.get();
  }

  /** Makes a file system of {@code megabytes} at {@code place}; false where this user may not. */
  static boolean mount(Path place, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(place);
    return SystemCommand.mount(place, megabytes);
  }

  /** Takes it away. */
  static void unmount(Path place) throws InterruptedException {
    SystemCommand.unmount(place);
  }

  /** Sends a signal, as in {@code TERM}. */
  static void signal(String name, long pid) throws InterruptedException {
    SystemCommand.run("kill", "-" + name, String.valueOf(pid));
  }

  @Override
  public void close() {
    server.ifPresent(PostgresServer::close);
  }
}
