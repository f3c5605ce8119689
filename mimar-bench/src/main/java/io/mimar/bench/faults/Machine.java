package io.mimar.bench.faults;

import io.mimar.bench.Programs;
import io.mimar.spark.LocalCluster;
import io.mimar.store.PostgresServer;
import io.mimar.store.SystemCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What faults are done with: a PostgreSQL, a Spark cluster, a small file system, a clock, a Java
 * that starts workers badly.
 */
final class Machine implements AutoCloseable {
  private static final int INTERRUPT = 2; // the number of SIGINT
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
        memory) ulimit -v 1200000; exec "$java" "$@" ;;
        nan) exec "$java" "$@" > >(exec sed -uE '/"type":"finished"/s/"score":[0-9.Ee-]+/"score":"NaN"/g') ;;
        two) exec "$java" "$@" > >(exec sed -uE '/"type":"finished"/s/"score":[0-9.Ee-]+/"score":2.0/g') ;;
        other) exec "$java" "$@" > >(exec sed -uE '/"type":"finished"/s/"number":[0-9]+/"number":1/') ;;
        failed) exec "$java" "$@" > >(exec sed -u '/"type":"finished"/s/.*/{"type":"failed","what":"its disk is broken","hint":"Mend it."}/') ;;
        lines) yes 'no message at all' | head -c 40000000; exec "$java" "$@" ;;
        line) head -c 40000000 /dev/zero | tr '\\0' x; exec "$java" "$@" ;;
      esac
      """;

  private final Path folder;
  private final Path home;
  private final Path clock;
  private Optional<PostgresServer> server = Optional.empty();
  private Optional<LocalCluster> cluster = Optional.empty();
  private int once;

  /** Prepares itself in {@code folder}. */
  Machine(Path folder) throws IOException {
    this.folder = folder;
    this.clock = folder.resolve("clock");
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

  /** Why this machine cannot have a fault that needs that; empty where it can. */
  Optional<String> lacks(Need need) throws InterruptedException {
    try {
      return switch (need) {
        case NOTHING -> Optional.empty();
        case INTERRUPT ->
            ignoresInterrupts()
                ? Optional.of("SIGINT is ignored, as a shell has it for what a script starts by &")
                : Optional.empty();
        case SERVER -> {
          server();
          yield Optional.empty();
        }
        case DISK -> {
          Path disk = folder.resolve("disk");
          boolean mounted = mount(disk, 1);
          unmount(disk);
          yield mounted ? Optional.empty() : Optional.of("this user may not mount a tmpfs");
        }
        case CLUSTER ->
            Files.exists(spark().resolve("ready"))
                ? Optional.empty()
                : Optional.of("call ./mimar spark package first");
        case CLOCK ->
            fakeTime().isPresent()
                ? Optional.empty()
                : Optional.of("there is no libfaketime; Debian: apt-get install faketime");
      };
    } catch (IOException | RuntimeException e) {
      return Optional.of("it does not run here: " + e);
    }
  }

  /** Whether this process ignores interrupts, and with it those that it starts. */
  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.replaceAll("^SigIgn:\\s+", ""), 16))
        .anyMatch(ignored -> (ignored >> (INTERRUPT - 1) & 1) == 1);
  }

  /** Where runs are that need that. */
  Stage.Place place(Need need) throws IOException, InterruptedException {
    Stage.Place plain = Stage.Place.PLAIN;
    return switch (need) {
      case NOTHING, INTERRUPT, DISK -> plain;
      case SERVER ->
          new Stage.Place(
              List.of("--store", server().url().text()), plain.executor(), plain.setup());
      case CLUSTER -> onCluster();
      case CLOCK -> {
        setClock(Duration.ZERO);
        yield new Stage.Place(
            plain.store(),
            plain.executor(),
            new Stage.Setup(plain.setup().javaOptions(), clockVariables()));
      }
    };
  }

  private Stage.Place onCluster() throws IOException, InterruptedException {
    if (cluster.isEmpty()) {
      System.setProperty("mimar.spark", spark().toString());
      cluster = Optional.of(LocalCluster.start(folder, 2));
    }
    return new Stage.Place(
        List.of(),
        cluster().flags(Programs.mimar()),
        new Stage.Setup(List.of("-Xmx512m", "-Dmimar.spark=" + spark()), cluster().environment()));
  }

  private static Path spark() {
    return Programs.mimar().resolve("mimar-spark");
  }

  /** The cluster, once a run was placed there. */
  LocalCluster cluster() {
    return cluster.orElseThrow();
  }

  // ---- the clock

  private static Optional<Path> fakeTime() throws IOException {
    Path libraries = Path.of("/usr/lib");
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> triplets = Files.list(libraries)) {
      return triplets
          .map(triplet -> triplet.resolve("faketime").resolve("libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }

  /** The wall clock alone is another; else waits of the JVM would turn into loops. */
  private Map<String, String> clockVariables() throws IOException {
    return Map.of(
        "LD_PRELOAD", fakeTime().orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "DONT_FAKE_MONOTONIC", "1");
  }

  /** Sets the clock of runs that need one: so far from the right time. */
  void setClock(Duration offset) throws IOException {
    Files.writeString(clock, String.format("%+d%n", offset.toSeconds()));
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
    cluster.ifPresent(LocalCluster::close);
  }
}
