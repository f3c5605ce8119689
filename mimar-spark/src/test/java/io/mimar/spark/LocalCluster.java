package io.mimar.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone Spark cluster on the loopback interface: a master and workers of one core each, in
 * processes of their own, from the jars that were packaged.
 */
public final class LocalCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Path home;
  private final List<Program> workers = new ArrayList<>();
  private Program master;
  private String url = "";

  private LocalCluster(Path home) {
    this.home = home;
  }

  /** Whether programs of this machine can talk over its loopback interface. */
  static boolean isPossible() {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket()) {
      client.connect(server.getLocalSocketAddress(), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts a cluster.
   *
   * @param folder gets a Spark home and what the workers write
   */
  public static LocalCluster start(Path folder, int workers)
      throws IOException, InterruptedException {
    LocalCluster cluster = new LocalCluster(Files.createDirectories(folder.resolve("spark")));
    Files.createSymbolicLink(
        cluster.home.resolve("jars"), Path.of(System.getProperty("mimar.spark"), "spark", "jars"));
    try {
      cluster.startMaster();
      for (int i = 0; i < workers; i++) {
        cluster.startWorker();
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startMaster() throws IOException, InterruptedException {
    master = daemon("master.Master", "--port", "0");
    String line = master.await("Starting Spark master at spark://");
    url = line.substring(line.indexOf("spark://")).strip();
  }

  /** Adds a worker of one core. */
  void startWorker() throws IOException, InterruptedException {
    String work = home.resolve("work-" + workers.size()).toString();
    Program worker =
        daemon(
            "worker.Worker",
            "--port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            work,
            url);
    workers.add(worker);
    worker.await("Successfully registered with master");
  }

  private Program daemon(String name, String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add("-Xmx256m");
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    words.addAll(List.of("-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy." + name));
    words.addAll(List.of("--host", HOST, "--webui-port", "0"));
    words.addAll(List.of(arguments));
    return Program.java(words, environment());
  }

  /** What programs that meet this cluster need. */
  public Map<String, String> environment() {
    return Map.of(
        "SPARK_LOCAL_IP",
        HOST,
        "SPARK_HOME",
        home.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  /**
   * The flags of a run that trains here.
   *
   * @param program where Mimar is, which the nodes have as well
   */
  public List<String> flags(Path program) {
    return List.of(
        "--executor",
        url,
        "--spark-conf",
        "spark.ui.enabled=false",
        "--spark-conf",
        "spark.mimar.home=" + program.toAbsolutePath());
  }

  /**
   * Gives the Spark home a {@code spark-submit}, which no Maven artefact has: as Spark's own, it
   * asks Spark's launcher for the command and becomes it.
   */
  void addSubmit() throws IOException {
    Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(
        script,
        """
        #!/usr/bin/env bash
        words=()
        while IFS= read -r -d '' word; do words+=("${word#$'\n'}"); done < <(
          "$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \
            org.apache.spark.deploy.SparkSubmit "$@")
        exec "${words[@]:1}" # the first is what ends whatever was printed before
        """);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Where the master is. */
  public String url() {
    return url;
  }

  /** The Spark home. */
  Path home() {
    return home;
  }

  /**
   * What nodes hold under a name: paths from the Spark home, which begin with the node's folder.
   */
  List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(home)) { // does not follow the link to the jars
      return all.filter(file -> file.endsWith(name)).map(home::relativize).sorted().toList();
    }
  }

  /** The executors' processes. */
  public Set<ProcessHandle> executors() {
    return workers.stream().flatMap(Program::children).collect(Collectors.toSet());
  }

  /** The processes that train. */
  public Set<ProcessHandle> trainers() {
    return executors().stream().flatMap(ProcessHandle::children).collect(Collectors.toSet());
  }

  /**
   * Kills the first node that lives as a loss of power does: its worker first, so that nothing that
   * dies after it is told of, then its executors and what trains.
   */
  void killNode() throws InterruptedException {
    Program worker = workers.stream().filter(Program::isAlive).findFirst().orElseThrow();
    List<ProcessHandle> executors = worker.children().toList();
    List<ProcessHandle> trainers = executors.stream().flatMap(ProcessHandle::children).toList();
    worker.kill();
    executors.forEach(ProcessHandle::destroyForcibly);
    trainers.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(trainers());
    all.addAll(executors());
    workers.forEach(Program::close);
    all.forEach(ProcessHandle::destroyForcibly);
    if (master != null) {
      master.close();
    }
    try {
      Files.deleteIfExists(home.resolve("jars")); // the link, before someone deletes through it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
