package io.mimar.bench;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.spark.LocalCluster;
import io.mimar.spark.Program;
import io.mimar.stats.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The same trials on a local Spark cluster of one worker of one core, and of two: how many end in a
 * minute, without the first few, while workers start.
 */
@Command(name = "spark", mixinStandardHelpOptions = true)
public final class SparkStudy implements Callable<Integer> {
  private static final int WARM_UP = 4;

  @Spec CommandSpec spec;

  @Option(names = "--trials", description = "Default 40.")
  int trials = 40;

  @Option(names = "--rounds", description = "Both clusters so many times, in turns; default 1.")
  int rounds = 1;

  @Option(names = "--seed", description = "Default 1.")
  long seed = 1;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    Studies.main(new SparkStudy(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Check.range("--trials", trials, WARM_UP + 1, 1_000_000);
    Check.range("--rounds", rounds, 1, 1_000);
    Path home = Programs.mimar();
    Path spark = home.resolve("mimar-spark");
    if (!Files.exists(spark.resolve("ready"))) {
      throw new MimarException(
          "there is no Spark in " + spark, "Call ./mimar spark package first.");
    }
    System.setProperty("mimar.home", home.toString());
    System.setProperty("mimar.spark", spark.toString());
    Path folder = Files.createTempDirectory("mimar-spark");
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try {
      for (int round = 0; round < rounds; round++) {
        one.add(perMinute(folder.resolve("one-" + round), home, 1));
        two.add(perMinute(folder.resolve("two-" + round), home, 2));
        ratios.add(two.get(round) / one.get(round));
      }
    } finally {
      Folders.delete(folder);
    }
    print(one, two, ratios);
    return 0;
  }

  private double perMinute(Path place, Path home, int workers)
      throws IOException, InterruptedException {
    Files.createDirectories(place);
    try (LocalCluster cluster = LocalCluster.start(place, workers);
        Program search = Program.mimar(words(cluster, place, home), cluster.environment())) {
      List<Long> ends = new ArrayList<>();
      while (ends.size() < trials) {
        search.await("trial ");
        ends.add(System.nanoTime());
      }
      double minutes = (ends.get(trials - 1) - ends.get(WARM_UP - 1)) / 60e9;
      double rate = (trials - WARM_UP) / minutes;
      System.err.printf(Locale.ROOT, "%d worker(s): %.1f trials a minute%n", workers, rate);
      return rate;
    }
  }

  private List<String> words(LocalCluster cluster, Path place, Path home) {
    List<String> words = new ArrayList<>(List.of("demo", "--out", place.resolve("run").toString()));
    words.addAll(List.of("--trials", "" + trials, "--seed", "" + seed, "--searcher", "random"));
    words.addAll(cluster.flags(home));
    words.addAll(List.of("--set", "schedule.epochs=4", "--set", "schedule.rows=2000"));
    words.addAll(List.of("--set", "schedule.patience=1000000", "--set", "final.epochs=1"));
    words.addAll(List.of("--set", "study.lag=8")); // else a slow trial holds up the other worker
    return words;
  }

  private void print(List<Double> one, List<Double> two, List<Double> ratios) throws IOException {
    Map<String, Double> rates = Map.of("1", median(one), "2", median(two));
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              Json.json()
                  .writeValueAsString(Map.of("trialsPerMinute", rates, "ratio", median(ratios))));
      return;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "one worker %.1f, two %.1f trials a minute: %.2f times as many (medians of %d)%n",
            rates.get("1"),
            rates.get("2"),
            median(ratios),
            rounds);
  }

  private static double median(List<Double> values) {
    return Spread.median(values.stream().mapToDouble(v -> v).toArray());
  }
}
