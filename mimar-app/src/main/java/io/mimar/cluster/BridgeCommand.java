package io.mimar.cluster;

import io.mimar.config.Config;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command that starts the Spark driver, and the settings it is told.
 *
 * @param words the command
 * @param conf settings of the application, each as {@code key=value}
 * @param environment variables that it is started with, besides the owner's
 */
record BridgeCommand(List<String> words, List<String> conf, Map<String, String> environment) {
  private static final String MAIN = "io.mimar.spark.Bridge";
  private static final String ARCHIVE = "#mimar"; // what it is called on nodes

  /** A driver that goes on without one of its threads hangs. */
  private static final String NO_SURVIVAL = "-XX:+ExitOnOutOfMemoryError";

  /** Words for a driver's JVM that Spark's script adds to those of its settings. */
  private static final String SUBMIT_OPTIONS = "SPARK_SUBMIT_OPTS";

  /** What Spark's own scripts open of Java's modules, as far as its core needs them. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private static final int JDK_THAT_GUARDS_MEMORY = 24;

  /**
   * The command for {@code executor}, a master or spark-submit.
   *
   * @param given what the user set, each as {@code key=value}
   */
  static BridgeCommand of(
      String executor, List<String> given, SparkPackage made, Map<String, String> environment) {
    return executor.equals(Config.SPARK_SUBMIT)
        ? submitted(given, made, environment)
        : direct(executor, given, made, environment);
  }

  private static BridgeCommand direct(
      String master, List<String> given, SparkPackage made, Map<String, String> environment) {
    Path spark = home(environment).orElse(made.spark()).resolve("jars");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx1g");
    words.add(NO_SURVIVAL);
    OPENED.forEach(name -> words.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    if (Runtime.version().feature() >= JDK_THAT_GUARDS_MEMORY) {
      words.add("--sun-misc-unsafe-memory-access=allow");
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    words.add("-cp");
    words.add(
        String.join(
            File.pathSeparator,
            made.bridge().toString(),
            made.core().toString(),
            spark.resolve("*").toString()));
    words.add(MAIN);
    List<String> conf = new ArrayList<>(given);
    conf.add("spark.master=" + master);
    conf.add("spark.jars=" + joined(given, "spark.jars", made.bridge() + "," + made.core()));
    if (needsArchive(given)) {
      conf.add(
          "spark.archives=" + joined(given, "spark.archives", made.requireArchive() + ARCHIVE));
    }
    return new BridgeCommand(words, conf, Map.of());
  }

  private static BridgeCommand submitted(
      List<String> given, SparkPackage made, Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    words.add(submit(environment));
    words.addAll(List.of("--class", MAIN, "--deploy-mode", "client"));
    words.addAll(List.of("--driver-class-path", made.core().toString()));
    if (needsArchive(given)) {
      String archives = joined(given, "spark.archives", made.requireArchive() + ARCHIVE);
      words.addAll(List.of("--archives", archives));
    }
    words.addAll(List.of("--jars", joined(given, "spark.jars", made.core().toString())));
    given.forEach(setting -> words.addAll(List.of("--conf", setting)));
    words.add(made.bridge().toString());
    String options = environment.getOrDefault(SUBMIT_OPTIONS, "") + " " + NO_SURVIVAL;
    return new BridgeCommand(words, List.of(), Map.of(SUBMIT_OPTIONS, options.strip()));
  }

  /** Spark's script: of the installation that is named, else the one on the path. */
  static String submit(Map<String, String> environment) {
    return home(environment)
        .map(home -> home.resolve("bin").resolve("spark-submit").toString())
        .orElse("spark-submit");
  }

  private static Optional<Path> home(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("SPARK_HOME"))
        .filter(home -> !home.isBlank())
        .map(Path::of);
  }

  /** Nodes that have Mimar, or share a class path, need no archive. */
  private static boolean needsArchive(List<String> given) {
    return given.stream().noneMatch(s -> s.matches("spark\\.mimar\\.(home|classPath)=.*"));
  }

  /** What the user lists under {@code key}, and one more. */
  private static String joined(List<String> given, String key, String more) {
    return Stream.concat(
            given.stream()
                .filter(setting -> setting.startsWith(key + "="))
                .map(setting -> setting.substring(key.length() + 1)),
            Stream.of(more))
        .reduce((a, b) -> a + "," + b)
        .orElseThrow();
  }
}
