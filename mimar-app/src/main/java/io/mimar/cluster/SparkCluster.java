package io.mimar.cluster;

import io.mimar.MimarException;
import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import io.mimar.process.WorkerBounds;
import io.mimar.space.Architecture;
import io.mimar.study.Executor;
import io.mimar.worker.Message;
import io.mimar.worker.WorkerJvm;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** A Spark cluster that was joined: one application, for the search of one run. */
public final class SparkCluster implements AutoCloseable {
  private static final String MASTERS = "spark://";
  private static final String PATIENCE = "spark.mimar.patience";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int MOST_PORT = 65_535;
  private static final Duration TICK = Duration.ofMillis(200);

  private final BridgeProcess bridge;
  private int slots;

  private SparkCluster(BridgeProcess bridge) {
    this.bridge = bridge;
  }

  /**
   * What a run wants of a cluster.
   *
   * @param executor a master, or spark-submit
   * @param conf settings, each as {@code key=value}
   * @param folder the run's, whose prepared data every node gets
   * @param bounds how far a busy worker may go
   * @param jvm how the JVMs of workers are started
   */
  public record Options(
      String executor, List<String> conf, RunFolder folder, WorkerBounds bounds, WorkerJvm jvm) {
    /** How long a cluster may take until a node works. */
    Duration patience() {
      return SparkSettings.value(conf, PATIENCE)
          .map(text -> Quantity.duration(PATIENCE, text))
          .orElse(Duration.ofSeconds(60));
    }
  }

  /**
   * Checks what can be checked at once: that the master answers and that Mimar's part for Spark is
   * there.
   *
   * @param executor a master, or spark-submit
   * @throws MimarException when one is missing
   */
  public static void require(String executor, List<String> conf, Map<String, String> environment) {
    if (executor.startsWith(MASTERS)) {
      requireMaster(executor);
    } else {
      requireCommand(BridgeCommand.submit(environment), environment);
    }
    SparkSettings.requireNoSecrets(conf);
    SparkSettings.value(conf, SparkSettings.FILE)
        .map(Path::of)
        .ifPresent(SparkCluster::requireReadable);
    BridgeCommand.of(executor, conf, SparkPackage.find(), environment);
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new MimarException(
          SparkSettings.FILE + " is " + file + ", which is no file that can be read",
          "Give a file of lines KEY=VALUE.");
    }
  }

  private static void requireMaster(String executor) {
    List<String> masters = List.of(executor.substring(MASTERS.length()).split(",", -1));
    Optional<String> answer = Optional.empty();
    for (String master : masters) {
      answer = refusal(master);
      if (answer.isEmpty()) {
        return;
      }
    }
    throw new MimarException(
        "no Spark master answers at " + executor + ": " + answer.orElse(""),
        "Give the address that the master's page shows, spark://HOST:PORT, and check that it runs.");
  }

  /** Why {@code master} does not answer; empty when it does. */
  private static Optional<String> refusal(String master) {
    int colon = master.lastIndexOf(':');
    int port = Integer.parseInt(master.substring(colon + 1));
    if (port > MOST_PORT) {
      return Optional.of("there is no port " + port);
    }
    String host = master.substring(0, colon).replaceAll("[\\[\\]]", "");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void requireCommand(String command, Map<String, String> environment) {
    boolean found =
        command.contains(File.separator)
            ? Files.isExecutable(Path.of(command))
            : Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    if (!found) {
      throw new MimarException(
          "executor is spark-submit, but there is no command " + command,
          "Set SPARK_HOME to a Spark installation, or put its bin on the PATH.");
    }
  }

  /**
   * Joins a cluster and waits until one of its nodes can work.
   *
   * @param stopped whether to give up, asked now and then
   * @param nanoTime a monotonic clock, nanoseconds
   * @throws MimarException when it cannot be joined, or no node works in time
   */
  public static SparkCluster join(Options options, BooleanSupplier stopped, LongSupplier nanoTime) {
    require(options.executor(), options.conf(), System.getenv());
    BridgeCommand command =
        BridgeCommand.of(options.executor(), options.conf(), SparkPackage.find(), System.getenv());
    BridgeProcess bridge = BridgeProcess.start(command, options.folder().clusterLog(), nanoTime);
    SparkCluster cluster = new SparkCluster(bridge);
    try {
      cluster.introduce(options, command.conf());
      cluster.await(options, stopped, nanoTime);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void introduce(Options options, List<String> conf) {
    bridge.say(new Frame(Kind.CONF, "spark.app.name=mimar " + options.folder().name()));
    conf.forEach(setting -> bridge.say(new Frame(Kind.CONF, setting)));
    options.jvm().prefix().forEach(word -> bridge.say(new Frame(Kind.PREFIX, word)));
    options.jvm().arguments().forEach(word -> bridge.say(new Frame(Kind.ARGUMENT, word)));
    options
        .jvm()
        .environment(1)
        .forEach((name, value) -> bridge.say(new Frame(Kind.VARIABLE, name + "=" + value)));
    String data = options.folder().data().toAbsolutePath().toString();
    bridge.say(new Frame(Kind.DATA, data));
    WorkerBounds bounds = options.bounds();
    bridge.say(new Frame(Kind.SILENCE, bounds.silence().toString()));
    bridge.say(new Frame(Kind.TIME, bounds.time().toString()));
    bridge.say(new Frame(Kind.MEMORY, String.valueOf(bounds.memory())));
    bridge.say(new Frame(Kind.CONNECT, ""));
  }

  private void await(Options options, BooleanSupplier stopped, LongSupplier nanoTime) {
    long start = nanoTime.getAsLong();
    boolean ready = false;
    while (!ready) {
      if (stopped.getAsBoolean()) {
        throw new MimarException("joining the cluster was stopped", "Go on with `mimar resume`.");
      }
      if (nanoTime.getAsLong() - start > options.patience().toNanos()) {
        throw new MimarException(
            "no node of "
                + options.executor()
                + " took a task within "
                + Quantity.text(options.patience()),
            "See whether its workers have free cores and memory, read "
                + options.folder().clusterLog()
                + ", or wait longer by --spark-conf "
                + PATIENCE
                + "=5m.");
      }
      Optional<Frame> frame = bridge.poll(TICK);
      frame.filter(f -> f.kind() == Kind.SLOTS).ifPresent(f -> slots = f.id());
      ready = frame.map(f -> f.kind() == Kind.READY).orElse(false);
    }
  }

  /**
   * Trains on this cluster.
   *
   * @param open what workers are told first
   * @param workers how many trials are asked at once; 0 for as many as there are cores
   * @param memory about how many bytes training an architecture takes
   */
  public Executor executor(
      Message.Open open, RunFolder folder, int workers, ToLongFunction<Architecture> memory) {
    return new SparkExecutor(
        bridge, new SparkExecutor.Options(open, folder, workers, slots, memory));
  }

  /** Ends the application, and with it all that trains. */
  @Override
  public void close() {
    bridge.close();
  }
}
