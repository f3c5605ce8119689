package io.mimar.cli;

import io.mimar.Check;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The flags that shape a search; each stands for a key of the study file. */
final class SearchFlags {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

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

  @Option(names = "--seed", paramLabel = "N", description = "Root of all randomness; default 0.")
  String seed;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes; default one for each processor.")
  String workers;

  @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or cuda.")
  String device;

  @Option(
      names = "--searcher",
      paramLabel = "NAME",
      description = "gne, random, evolution or local; default gne.")
  String searcher;

  @Option(
      names = "--warm-start",
      paramLabel = "RUN",
      description = "Start from what another run of the same search space found.")
  String warmStart;

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
      description = "classification or regression; default what the target looks like.")
  String kind;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "What is improved; default accuracy of classes, rmse of amounts.")
  String metric;

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
    flag(loader, "seed", seed, "--seed");
    count(loader, "workers", workers, "--workers");
    text(loader, "device", device, "--device");
    text(loader, "searcher", searcher, "--searcher");
    text(loader, "warmStart", warmStart, "--warm-start");
    text(loader, "data.groupBy", groupBy, "--group-by");
    text(loader, "data.task", task, "--task");
    text(loader, "data.target", target, "--target");
    text(loader, "data.kind", kind, "--kind");
    text(loader, "metric", metric, "--metric");
    count(loader, "ensemble", ensemble, "--ensemble");
    shape(loader);
    set.forEach(loader::set);
    return loader.build();
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

  /** Lays text that {@code name} gave over {@code key}; null for a flag that was not given. */
  static void text(ConfigLoader loader, String key, String value, String name) {
    if (value != null) {
      loader.flag(key, Json.json().getNodeFactory().textNode(value).toString(), name);
    }
  }
}
