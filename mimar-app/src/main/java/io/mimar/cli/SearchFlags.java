package io.mimar.cli;

import io.mimar.Check;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.store.StorePassword;
import io.mimar.store.StoreUrl;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that shape a search; each stands for a key of the study file. */
final class SearchFlags {
  private static final Map<String, String> BALANCES =
      new TreeMap<>(Map.of("auto", "null", "none", "0", "balanced", "1"));

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

  /** What --pick does. */
  static final String PICK =
      "Which member of the front becomes the model: knee, accuracy or smallest; default the knee.";

  @Option(names = "--out", paramLabel = "DIR", description = "The run's folder; must not exist.")
  Path out;

  @Option(names = "--trials", paramLabel = "N", description = "Train so many candidates.")
  String trials;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "Wall time for everything: 90s, 10m, 1h30m.")
  String budget;

  @Option(
      names = "--max-params",
      paramLabel = "COUNT",
      description = "Most trainable parameters: 50000, 200k.")
  String maxParams;

  @Option(
      names = "--max-macs",
      paramLabel = "COUNT",
      description = "Most multiply-adds for one sample: 20M.")
  String maxMacs;

  @Option(
      names = "--max-memory",
      paramLabel = "BYTES",
      description = "Most bytes of activations alive at once for one sample: 64k, 4M.")
  String maxMemory;

  @Option(
      names = "--max-model-size",
      paramLabel = "BYTES",
      description = "Most bytes of the ONNX file: 500k.")
  String maxModelSize;

  @Option(
      names = "--max-latency",
      paramLabel = "TIME",
      description = "Most time for one sample on this machine, one thread: 5ms, 200us.")
  String maxLatency;

  @Option(
      names = "--minimize",
      paramLabel = "COSTS",
      description = "Costs to keep small as well: params, macs, memory, size, latency.")
  String minimize;

  @Option(names = "--pick", paramLabel = "NAME", description = PICK)
  String pick;

  @Option(names = "--seed", paramLabel = "N", description = "Root of all randomness; default 0.")
  String seed;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes; default one for each processor.")
  String workers;

  @Mixin ExecutorFlags executor;

  @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or cuda.")
  String device;

  @Option(
      names = "--searcher",
      paramLabel = "NAME",
      description = "gne, random, evolution or local; default gne.")
  String searcher;

  @Option(
      names = "--enqueue",
      paramLabel = "NAME=VALUE,…",
      description = "Train this architecture first; may be repeated. `show RUN N` writes them so.")
  List<String> enqueue = List.of();

  @Option(
      names = "--warm-start",
      paramLabel = "RUN",
      description = "Start from what another run of the same search space found.")
  String warmStart;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "Keep the study in PostgreSQL: jdbc:postgresql://HOST:PORT/DATABASE?user=NAME; the"
              + " password comes from MIMAR_STORE_PASSWORD, PGPASSWORD or ~/.pgpass; where it"
              + " is of the environment and the server another machine, later commands on the run"
              + " want its host in MIMAR_STORE_HOST, too.")
  String store;

  @Option(
      names = "--group-by",
      paramLabel = "REGEX",
      description = "Files whose match is equal stay on one side of every split.")
  String groupBy;

  @Option(
      names = "--task",
      paramLabel = "KIND",
      description = "auto, image, table, text or series; default what the data look like.")
  String task;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The column that is to be told; default the one that looks like it.")
  String target;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "classification or regression; default what the target looks like, or the metric asks for.")
  String kind;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "What is improved; default accuracy of classes, rmse of amounts.")
  String metric;

  @Option(
      names = "--class-weights",
      paramLabel = "NAME",
      description =
          "auto, none or balanced: whether rare classes weigh more in training; default auto, for"
              + " metrics that count classes.")
  String classWeights;

  @Option(
      names = "--ensemble",
      paramLabel = "N",
      description = "Networks that the model is the mean of, within the limits.")
  String ensemble;

  @Option(
      names = "--shape",
      paramLabel = "HxW",
      description = "Height and width that images get, or that a CSV of pixels has: 8x8.")
  String shape;

  @Option(names = "--config", paramLabel = "FILE", description = "A study file, YAML or JSON.")
  Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets any key of the study file; may be repeated.")
  List<String> set = List.of();

  /** The run's folder: the one of --out, else a new one among {@code runs}. */
  RunFolder folder(String name) {
    return out == null ? RunFolder.reserve(Path.of("runs"), name) : new RunFolder(out);
  }

  /** Leaves nothing of a folder that was made for a run which did not begin. */
  void giveBack(RunFolder folder) {
    if (out == null) {
      folder.giveBack();
    }
  }

  /** The configuration: {@code base}, then file, environment, flags. */
  Config resolve(Config base, Map<String, String> environment) {
    ConfigLoader loader = ConfigLoader.from(base);
    if (config != null) {
      loader.file(config);
    }
    loader.environment(environment);
    count(loader, "budget.trials", trials, "--trials");
    duration(loader, "budget.time", budget, "--budget");
    count(loader, "limits.params", maxParams, "--max-params");
    count(loader, "limits.macs", maxMacs, "--max-macs");
    count(loader, "limits.memory", maxMemory, "--max-memory");
    count(loader, "limits.size", maxModelSize, "--max-model-size");
    if (maxLatency != null) {
      Quantity.latency("--max-latency", maxLatency);
      text(loader, "limits.latency", maxLatency, "--max-latency");
    }
    list(loader, "front.minimize", minimize, "--minimize");
    text(loader, "front.pick", pick, "--pick");
    flag(loader, "seed", seed, "--seed");
    number(loader, "workers", workers, "--workers");
    executor.lay(loader);
    text(loader, "device", device, "--device");
    text(loader, "searcher", searcher, "--searcher");
    text(loader, "warmStart", warmStart, "--warm-start");
    text(loader, "store", store, "--store");
    if (store != null) {
      StorePassword.trust(StoreUrl.parse(store));
    }
    text(loader, "data.groupBy", groupBy, "--group-by");
    text(loader, "data.task", task, "--task");
    text(loader, "data.target", target, "--target");
    text(loader, "data.kind", kind, "--kind");
    text(loader, "metric", metric, "--metric");
    number(loader, "ensemble", ensemble, "--ensemble");
    classWeights(loader);
    parts(loader, "study.enqueue", enqueue, "--enqueue");
    shape(loader);
    set.forEach(loader::set);
    return loader.build();
  }

  /** One flag for candidates and the winner. */
  private void classWeights(ConfigLoader loader) {
    if (classWeights != null) {
      Check.that(
          BALANCES.containsKey(classWeights),
          "--class-weights",
          classWeights,
          "one of " + BALANCES.keySet());
      for (String training : List.of("train", "final")) {
        loader.flag(training + ".balance", BALANCES.get(classWeights), "--class-weights");
      }
    }
  }

  /** Height and width are laid over together, since neither holds alone. */
  private void shape(ConfigLoader loader) {
    if (shape != null) {
      Matcher matcher = SHAPE.matcher(shape);
      Check.that(matcher.matches(), "--shape", shape, "height x width, as in 8x8");
      String size = "{\"height\":%s,\"width\":%s}".formatted(matcher.group(1), matcher.group(2));
      loader.flag("data", size, "--shape");
    }
  }

  /** Lays what {@code name} gave over {@code key}; null for a flag that was not given. */
  static void flag(ConfigLoader loader, String key, String value, String name) {
    if (value != null) {
      loader.flag(key, value, name);
    }
  }

  /**
   * Lays a duration that {@code flag} gave over {@code key}; null for a flag that was not given.
   */
  static void duration(ConfigLoader loader, String key, String value, String flag) {
    if (value != null) {
      Quantity.duration(flag, value);
      text(loader, key, value, flag);
    }
  }

  /** Lays a count that {@code name} gave over {@code key}; null for a flag that was not given. */
  static void count(ConfigLoader loader, String key, String value, String name) {
    if (value != null) {
      loader.flag(key, String.valueOf(Quantity.count(name, value)), name);
    }
  }

  /** As {@link #count} for a flag that is left out where the program is to choose. */
  static void number(ConfigLoader loader, String key, String value, String name) {
    if (value != null) {
      Check.that(Quantity.count(name, value) > 0, name, value, "at least 1, or left out");
      count(loader, key, value, name);
    }
  }

  /** Lays parts, each given by a flag of its own, over {@code key}; none where none was given. */
  static void parts(ConfigLoader loader, String key, List<String> parts, String name) {
    if (!parts.isEmpty()) {
      loader.flag(key, Json.json().valueToTree(parts).toString(), name);
    }
  }

  /** Lays a list, its parts apart by commas, over {@code key}; null for a flag not given. */
  private static void list(ConfigLoader loader, String key, String value, String name) {
    if (value != null) {
      List<String> parts = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
      loader.flag(key, Json.json().valueToTree(parts).toString(), name);
    }
  }

  /** Lays text that {@code name} gave over {@code key}; null for a flag that was not given. */
  static void text(ConfigLoader loader, String key, String value, String name) {
    if (value != null) {
      loader.flag(key, Json.json().getNodeFactory().textNode(value).toString(), name);
    }
  }
}
