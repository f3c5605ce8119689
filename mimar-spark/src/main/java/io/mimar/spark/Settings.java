package io.mimar.spark;

import io.mimar.process.Frame;
import io.mimar.process.WorkerBounds;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/** What an owner has said of how it wants to work, collected frame by frame. */
final class Settings {
  private static final String HOME = "spark.mimar.home";
  private static final String CLASS_PATH = "spark.mimar.classPath";
  private static final String PLUGINS = "spark.plugins";
  private static final String FILE = "spark.mimar.properties";

  private final SparkConf conf = new SparkConf(); // with what spark-submit was told
  private final List<String> prefix = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> data = new ArrayList<>();
  private final Map<Integer, List<String>> bring = new TreeMap<>();
  private Duration silence = Duration.ofMinutes(2);
  private Duration time = Duration.ofDays(1);
  private long memory;
  private String opening = "";
  private String done = "";
  private String broken = "";
  private String waits = "";
  private int generation;

  /** Takes one of the frames that set something. */
  void accept(Frame frame) {
    String text = frame.text();
    int equals = text.indexOf('=');
    switch (frame.kind()) {
      case CONF -> conf.set(text.substring(0, equals), text.substring(equals + 1));
      case VARIABLE -> environment.put(text.substring(0, equals), text.substring(equals + 1));
      case PREFIX -> prefix.add(text);
      case ARGUMENT -> arguments.add(text);
      case DATA -> data.add(text);
      case SILENCE -> silence = Duration.parse(text);
      case TIME -> time = Duration.parse(text);
      case MEMORY -> memory = Long.parseLong(text);
      case OPEN -> opening = text;
      case DONE -> done = text;
      case BROKEN -> broken = text;
      case WAITS -> waits = text;
      case RENEW -> generation++;
      case BRING -> bring.computeIfAbsent(frame.id(), id -> new ArrayList<>()).add(text);
      default -> throw new IllegalArgumentException("an owner does not say " + frame.kind());
    }
  }

  /** Files that every node needs. */
  List<String> data() {
    return List.copyOf(data);
  }

  /** What trial {@code id} may leave behind; asked for once. */
  List<String> bring(int id) {
    List<String> files = bring.remove(id);
    return files == null ? List.of() : files;
  }

  /** How many of a node's cores a trial takes. */
  int cpus() {
    return conf.getInt("spark.task.cpus", 1);
  }

  /** How nodes start workers. */
  NodeSetup node() {
    return new NodeSetup(
        prefix,
        arguments,
        environment,
        opening,
        done,
        broken,
        waits,
        new WorkerBounds(silence, time, memory),
        conf.get(HOME, ""),
        conf.get(CLASS_PATH, ""),
        generation);
  }

  /**
   * Takes in what stands in a file, where one is named, so that no list of processes shows it; what
   * was said otherwise counts.
   *
   * @throws IllegalArgumentException when the file cannot be read, or sets what Mimar has to know
   */
  void readFile() {
    String file = conf.get(FILE, "");
    if (file.isEmpty()) {
      return;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(FILE + "=" + file + " cannot be read: " + e, e);
    }
    for (String key : properties.stringPropertyNames()) {
      if (!key.startsWith("spark.") || key.matches("spark\\.(mimar\\..*|jars|archives)")) {
        throw new IllegalArgumentException(
            FILE + "=" + file + " sets " + key + ", which only --spark-conf can");
      }
      conf.setIfMissing(key, properties.getProperty(key));
    }
  }

  /**
   * The application's settings. A trial that is lost is the study's to ask again, so Spark tries
   * nothing twice; memory is for the workers, which live outside the executors' heaps.
   */
  SparkConf application() {
    SparkConf all = conf.clone();
    all.setIfMissing("spark.app.name", "mimar");
    all.setIfMissing("spark.executor.memory", "512m");
    all.setIfMissing("spark.executor.memoryOverhead", "2g");
    all.setIfMissing("spark.ui.showConsoleProgress", "false");
    all.set("spark.task.maxFailures", "1");
    all.set("spark.stage.maxConsecutiveAttempts", "1");
    all.set("spark.speculation", "false");
    String plugins = all.get(PLUGINS, "");
    all.set(PLUGINS, (plugins.isEmpty() ? "" : plugins + ",") + MimarPlugin.class.getName());
    return all;
  }
}
