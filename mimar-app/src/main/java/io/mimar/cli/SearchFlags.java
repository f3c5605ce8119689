package io.mimar.cli;

import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that shape a search; each stands for a key of the study file. */
final class SearchFlags {
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
      names = "--group-by",
      paramLabel = "REGEX",
      description = "Files whose match is equal stay on one side of every split.")
  String groupBy;

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
    text(loader, "data.groupBy", groupBy, "--group-by");
    set.forEach(loader::set);
    return loader.build();
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
