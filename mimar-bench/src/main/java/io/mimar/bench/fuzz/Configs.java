package io.mimar.bench.fuzz;

import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Chosen;
import io.mimar.space.NetworkSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What shapes a run, as users write it. */
final class Configs {
  private static final String BY_ENVIRONMENT = "MIMAR_";
  private static final Task IMAGES = Task.images(new Shape(3, 8, 8), 2);

  /** With a value of each form. */
  private static final String RICH =
      """
      # a study
      seed: 3
      budget: {trials: 5, time: 1h}
      limits:
        params: 10k
        macs: 1.5M
        memory: 2M
        size: 100k
        latency: 5ms
      front: {minimize: [params, latency], pick: knee}
      searcher: gne
      gne: {generator: off, embedding: off, exploration: 1.5}
      worker: {nice: 3, heap: 512M, memory: 2G, time: 10m}
      executor: "spark://host:7077"
      sparkConf: ["spark.a=b"]
      store: jdbc:postgresql://127.0.0.1:1/db
      warmStart: runs/one
      study: {enqueue: ["a=b,c=d"], lag: 2}
      """;

  private Configs() {}

  /** Study files, one of them with all keys. */
  static List<byte[]> files() {
    return Examples.texts(
        "seed: 3\nbudget: {trials: 5}\nlimits:\n  params: 10k\nsearcher: random\n",
        RICH,
        Json.json().valueToTree(Config.DEFAULT).toString());
  }

  /** As flags and as the environment set it. */
  static List<byte[]> assignments() {
    return Examples.texts(
        "budget.trials=5\nlimits.params=10k\ngne.generator=off\nsearcher=gne\n",
        "MIMAR_SEED=3\nMIMAR_LIMITS_LATENCY=5ms\nMIMAR_SPARKCONF=[\"spark.a=b\"]\n");
  }

  /** Sets what {@code lines} say, each as {@code key=value}. */
  static void set(String lines) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    Map<String, String> environment = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      if (line.startsWith(BY_ENVIRONMENT)) {
        int equals = Math.max(0, line.indexOf('='));
        environment.put(
            line.substring(0, equals), line.substring(Math.min(line.length(), equals + 1)));
      } else {
        loader.set(line);
      }
    }
    loader.environment(environment).build();
  }

  /** Spaces and an architecture of each. */
  static List<byte[]> spaces() {
    List<byte[]> all = new ArrayList<>();
    all.add(example(Spaces.named("cells:4:none,skip,conv3x3:2:8,16:1:convolution")));
    Spaces.all().forEach(space -> all.add(example(space)));
    return all;
  }

  private static byte[] example(NetworkSpace space) {
    Architecture one = space.architecture(space.random(Seeds.root(1).rng()).valueArray());
    return Examples.bytes(space.name() + "\n" + Chosen.of(space, one));
  }

  /** Reads an architecture; of cells it is counted too. */
  static void space(String lines) {
    String[] parts = lines.split("\n", 2);
    NetworkSpace space = Spaces.named(parts[0]);
    Architecture one = Chosen.parse(parts[parts.length - 1]).architecture(space);
    if (space.name().startsWith("cells")) {
      Costs.of(space.network(one, IMAGES));
    }
  }
}
