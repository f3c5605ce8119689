package io.mimar.bench;

import io.mimar.spark.LocalCluster;
import io.mimar.spark.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The same trials on a local Spark cluster of one worker of one core, and of two: how many end in a
 * minute, without the first few, while workers start.
 */
@Command(name = "spark-bench", mixinStandardHelpOptions = true)
public final class SparkBench implements Callable<Integer> {
  private static final int WARM_UP = 4;

  @Spec CommandSpec spec;

  @Option(names = "--trials", description = "Default 40.")
  int trials = 40;

  @Option(names = "--rounds", description = "Both clusters so many times, in turns; default 1.")
  int rounds = 1;

  @Option(names = "--seed", description = "Default 1.")
  long seed = 1;

  @Option(names = "--home", required = true, description = "mimar-app/target/program")
  Path home;

  @Option(names = "--spark", required = true, description = "mimar-app/target/program/mimar-spark")
  Path spark;

  @Option(names = "--folder", required = true, description = "Where runs and logs go.")
  Path folder;

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SparkBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.setProperty("mimar.home", home.toAbsolutePath().toString());
    System.setProperty("mimar.spark", spark.toAbsolutePath().toString());
    for (int round = 0; round < rounds; round++) {
      double one = perMinute(round, 1);
      double two = perMinute(round, 2);
      print("two workers do %.2f times as many%n", two / one);
    }
    return 0;
  }

  private double perMinute(int round, int workers) throws IOException, InterruptedException {
    Path place = folder.resolve("round-" + round + "-workers-" + workers).toAbsolutePath();
    Files.createDirectories(place);
    try (LocalCluster cluster = LocalCluster.start(place, workers);
        Program search = Program.mimar(words(cluster, place), cluster.environment())) {
      List<Long> ends = new ArrayList<>();
      while (ends.size() < trials) {
        search.await("trial ");
        ends.add(System.nanoTime());
      }
      double minutes = (ends.get(trials - 1) - ends.get(WARM_UP - 1)) / 60e9;
      double rate = (trials - WARM_UP) / minutes;
      print("%d worker(s) of one core: %.1f trials a minute%n", workers, rate);
      return rate;
    }
  }

  private List<String> words(LocalCluster cluster, Path place) {
    List<String> words = new ArrayList<>(List.of("demo", "--out", place.resolve("run").toString()));
    words.addAll(List.of("--trials", "" + trials, "--seed", "" + seed, "--searcher", "random"));
    words.addAll(cluster.flags(home));
    words.addAll(List.of("--set", "schedule.epochs=4", "--set", "schedule.rows=2000"));
    words.addAll(List.of("--set", "schedule.patience=1000000", "--set", "final.epochs=1"));
    words.addAll(List.of("--set", "study.lag=8")); // else a slow trial holds up the other worker
    return words;
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values);
    spec.commandLine().getOut().flush();
  }
}
